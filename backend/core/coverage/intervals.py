"""When a camera watched and when it was blind, from what was testified: arithmetic of intervals.

Watched time rests on positive evidence. What nobody testified is blind, and where two testimonies disagree, the one
that claims less wins. Every rule here looks at one moment at a time, so the order of arrival changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.core.coverage.reasons import JUDGED, PLANNED, UNKNOWN

WORKER = "worker"
"""Who looked at the pictures."""
BACKEND = "backend"
"""Who saw from outside that no worker was there. It never testifies that something was watched."""
HOUR = timedelta(hours=1)
NAMED_LATE = timedelta(seconds=30)
"""A hole this short before blind time has its reason: a worker's silence is noticed only after a while. Longer would
name more of what is not known, shorter leaves an `unknown` sliver before every fault."""
MOST_AN_HOUR = 12
"""Intervals that an old hour may keep. Fewer blur when in the hour it was blind, more make a flickering camera's ledger
large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A testimony: from `since` to before `until` the camera was blind for `reason`, or judged."""

    since: datetime
    until: datetime
    reason: str = JUDGED
    source: str = WORKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of a timeline. An empty reason means watched."""

    since: datetime
    until: datetime
    reason: str

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How long was watched and how long not. `watched + blind` is the window; `planned` is a part of `blind`."""

    watched: timedelta = timedelta()
    blind: timedelta = timedelta()
    planned: timedelta = timedelta()
    by_reason: tuple[tuple[str, timedelta], ...] = ()
    """Blind time by reason, longest first."""


def laid(spans: Iterable[Span]) -> list[Span]:
    """The spans as they count: in order, none over another, neighbours that say the same made one."""
    edges = sorted(
        (edge for span in spans if span.since < span.until for edge in ((span.since, 1, span), (span.until, -1, span))),
        key=lambda edge: edge[0],
    )
    said: Counter[tuple[str, str]] = Counter()
    result: list[Span] = []
    for number, (at, change, span) in enumerate(edges):
        said[(span.source, span.reason)] += change
        following = edges[number + 1][0] if number + 1 < len(edges) else at
        heard = [who for who, count in said.items() if count > 0]
        if following > at and heard:
            source, reason = max(heard, key=_rank)
            _append(result, Span(since=at, until=following, reason=reason, source=source))
    return result


def timeline(spans: Iterable[Span], since: datetime, until: datetime) -> list[Interval]:
    """What the window was: intervals that fill it from end to end.

    Needs every span that reaches into the window or comes within `NAMED_LATE` of it. 1. The spans are laid. 2. A short
    hole before blind time takes its reason, any other is `unknown`. 3. Neighbours of one reason become one.
    """
    result: list[Interval] = []
    reached = since
    for span in _named(laid(spans)):
        start, end = max(span.since, since), min(span.until, until)
        if start >= end:
            continue
        if reached < start:
            _extend(result, Interval(since=reached, until=start, reason=UNKNOWN))
        _extend(result, Interval(since=start, until=end, reason=span.reason))
        reached = end
    if reached < until:
        _extend(result, Interval(since=reached, until=until, reason=UNKNOWN))
    return result


def summed(intervals: Iterable[Interval]) -> Sums:
    """The lengths of intervals that do not overlap."""
    lengths: dict[str, timedelta] = {}
    for interval in intervals:
        lengths[interval.reason] = lengths.get(interval.reason, timedelta()) + interval.length
    return _sums(lengths)


def condensed(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    """The spans laid, and each whole hour of the window with more than `MOST_AN_HOUR` of them kept as its sums only.

    Such an hour's intervals stand one after the other, by source and reason: how long is kept, when in it is not.
    """
    hours: dict[datetime, list[Span]] = {}
    result: list[Span] = []
    for span in laid(spans):
        for piece in _by_hour(span):
            hour = piece.since.replace(minute=0, second=0, microsecond=0)
            if since <= hour and hour + HOUR <= until:
                hours.setdefault(hour, []).append(piece)
            else:
                result.append(piece)
    for hour, pieces in hours.items():
        result += _one_after_the_other(hour, pieces) if len(pieces) > MOST_AN_HOUR else pieces
    return laid(result)


def _rank(who: tuple[str, str]) -> tuple[int, str]:
    """Who looked counts more than who saw from outside, less claimed more than more, a fault more than a plan."""
    source, reason = who
    if source != WORKER:
        return (0 if reason in PLANNED else 1, reason)
    return (2 if reason == JUDGED else 3 if reason in PLANNED else 4, reason)


def _named(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        before = result[-1].until if result else span.since
        named = span.reason != JUDGED and span.since - before <= NAMED_LATE
        result.append(replace(span, since=before) if named else span)
    return result


def _append(spans: list[Span], span: Span) -> None:
    last = spans[-1] if spans else None
    if last is not None and last.until == span.since and (last.source, last.reason) == (span.source, span.reason):
        spans[-1] = replace(last, until=span.until)
    else:
        spans.append(span)


def _extend(intervals: list[Interval], interval: Interval) -> None:
    last = intervals[-1] if intervals else None
    if last is not None and last.reason == interval.reason and last.until == interval.since:
        intervals[-1] = replace(last, until=interval.until)
    else:
        intervals.append(interval)


def _sums(lengths: dict[str, timedelta]) -> Sums:
    blind = {reason: length for reason, length in lengths.items() if reason != JUDGED and length > timedelta()}
    return Sums(
        watched=lengths.get(JUDGED, timedelta()),
        blind=sum(blind.values(), timedelta()),
        planned=sum((length for reason, length in blind.items() if reason in PLANNED), timedelta()),
        by_reason=tuple(sorted(blind.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _by_hour(span: Span) -> list[Span]:
    pieces: list[Span] = []
    start = span.since
    while start < span.until:
        end = min(start.replace(minute=0, second=0, microsecond=0) + HOUR, span.until)
        pieces.append(replace(span, since=start, until=end))
        start = end
    return pieces


def _one_after_the_other(hour: datetime, pieces: Sequence[Span]) -> list[Span]:
    lengths: dict[tuple[str, str], timedelta] = {}
    for piece in pieces:
        key = (piece.source, piece.reason)
        lengths[key] = lengths.get(key, timedelta()) + (piece.until - piece.since)
    result: list[Span] = []
    start = hour
    for (source, reason), length in lengths.items():
        result.append(Span(since=start, until=start + length, reason=reason, source=source))
        start += length
    return result
