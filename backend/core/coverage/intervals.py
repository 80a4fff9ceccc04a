"""When a camera observed and when it was blind, from coverage reports: arithmetic of intervals.

Observed time rests on positive evidence. What no report covers is blind, and where two reports disagree, the one that
claims less counts. Every rule here concerns one moment at a time, so the order of arrival changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.core.coverage.reasons import OBSERVED, PLANNED, UNKNOWN

WORKER = "worker"
"""The process that judged the pictures."""
BACKEND = "backend"
"""The process that noticed from outside that no worker ran. It never reports observed time."""
HOUR = timedelta(hours=1)
REASON_REACHES_BACK = timedelta(seconds=30)
"""A hole this short before blind time has its reason: a worker's silence is noticed only after a while. Longer would
attribute more of what is not known, shorter leaves an `unknown` sliver before every fault."""
MOST_AN_HOUR = 12
"""Intervals that an old hour may keep. Fewer blur when in the hour it was blind, more make the log of a
flickering camera large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A report: from `since` to before `until` the camera was blind for `reason`, or observed."""

    since: datetime
    until: datetime
    reason: str = OBSERVED
    source: str = WORKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of a timeline. An empty reason means observed."""

    since: datetime
    until: datetime
    reason: str

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How long was observed and how long not. `observed + blind` is the window; `planned` is a part of `blind`."""

    observed: timedelta = timedelta()
    blind: timedelta = timedelta()
    planned: timedelta = timedelta()
    by_reason: tuple[tuple[str, timedelta], ...] = ()
    """Blind time by reason, longest first."""


def flattened(spans: Iterable[Span]) -> list[Span]:
    """The spans as they count: in order, without overlap, equal neighbours joined."""
    edges = sorted(
        (edge for span in spans if span.since < span.until for edge in ((span.since, 1, span), (span.until, -1, span))),
        key=lambda edge: edge[0],
    )
    active: Counter[tuple[str, str]] = Counter()
    result: list[Span] = []
    for number, (at, change, span) in enumerate(edges):
        active[(span.source, span.reason)] += change
        following = edges[number + 1][0] if number + 1 < len(edges) else at
        reports = [report for report, count in active.items() if count > 0]
        if following > at and reports:
            source, reason = max(reports, key=_rank)
            _append(result, Span(since=at, until=following, reason=reason, source=source))
    return result


def timeline(spans: Iterable[Span], since: datetime, until: datetime) -> list[Interval]:
    """What the window was: intervals that fill it from end to end.

    Needs every span that reaches into the window or comes within `REASON_REACHES_BACK` of it.

    1. Overlaps are resolved. 2. A short hole before blind time takes its reason, any other is `unknown`.
    3. Neighbours of one reason become one.
    """
    result: list[Interval] = []
    reached = since
    for span in _reasons_reaching_back(flattened(spans)):
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


def totals(intervals: Iterable[Interval]) -> Totals:
    """The lengths of intervals that do not overlap."""
    lengths: dict[str, timedelta] = {}
    for interval in intervals:
        lengths[interval.reason] = lengths.get(interval.reason, timedelta()) + interval.length
    return _totals_of(lengths)


def condensed(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    """The spans without overlaps; hours of the window with too many of them keep their totals only.

    That concerns each whole hour with more than `MOST_AN_HOUR` spans. Its intervals stand one after the other, by
    source and reason: how long is kept, when in the hour is not.
    """
    hours: dict[datetime, list[Span]] = {}
    result: list[Span] = []
    for span in flattened(spans):
        for piece in _by_hour(span):
            hour = piece.since.replace(minute=0, second=0, microsecond=0)
            if since <= hour and hour + HOUR <= until:
                hours.setdefault(hour, []).append(piece)
            else:
                result.append(piece)
    for hour, pieces in hours.items():
        result += _consecutive(hour, pieces) if len(pieces) > MOST_AN_HOUR else pieces
    return flattened(result)


def _rank(report: tuple[str, str]) -> tuple[int, str]:
    """The worker counts more than the backend, a smaller claim more than a larger one, a fault more than a plan."""
    source, reason = report
    if source != WORKER:
        return (0 if reason in PLANNED else 1, reason)
    return (2 if reason == OBSERVED else 3 if reason in PLANNED else 4, reason)


def _reasons_reaching_back(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        before = result[-1].until if result else span.since
        reaches_back = span.reason != OBSERVED and span.since - before <= REASON_REACHES_BACK
        result.append(replace(span, since=before) if reaches_back else span)
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


def _totals_of(lengths: dict[str, timedelta]) -> Totals:
    blind = {reason: length for reason, length in lengths.items() if reason != OBSERVED and length > timedelta()}
    return Totals(
        observed=lengths.get(OBSERVED, timedelta()),
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


def _consecutive(hour: datetime, pieces: Sequence[Span]) -> list[Span]:
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
