"""Compares what real workers decided, by their logs, with what was stored, and both with the clip's truth."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from backend.core.events.violation import ViolationClosed, ViolationOpened, ViolationReopened
from tests.chaos import passages
from tests.chaos.timeline import decided_at
from tests.chaos.verdict import StoredRow, Verdict
from tests.chaos.worker_log import Decision


def compare(
    decisions: Iterable[Decision],
    rows: Iterable[StoredRow],
    read: Callable[[str], bytes | None],
    *,
    killed: Collection[int],
    begins: Sequence[float],
) -> Verdict:
    """`killed` are processes, by pid; `begins` is when the clip began, each time.

    Only a decision can be lost: a passage without a violation is blind time.
    """
    decisions, rows, verdict = list(decisions), list(rows), Verdict()
    stored = {row.id: row for row in rows}
    reopened = Counter(one.violation_id for one in decisions if one.kind == ViolationReopened.kind)
    ends = Counter(one.violation_id for one in decisions if one.kind == ViolationClosed.kind)
    for decision in decisions:
        row, opened = stored.get(decision.violation_id), decision.kind == ViolationOpened.kind
        verdict.decided += opened
        verdict.stored += opened and row is not None
        is_over = (
            decision.kind == ViolationClosed.kind and ends[decision.violation_id] > reopened[decision.violation_id]
        )
        if (opened and row is None) or (is_over and row is not None and not row.closed):
            _missing(decision, verdict, cut_short=decision.pid in killed and not decision.journaled)
    _check_doubles(decisions, rows, begins, verdict)
    _check_pictures(rows, read, verdict)
    return verdict


def _missing(decision: Decision, verdict: Verdict, *, cut_short: bool) -> None:
    """A process that was killed before the journal had it has promised nothing: its successor decides anew."""
    if cut_short:
        verdict.decided -= decision.kind == ViolationOpened.kind
        verdict.cut_short += 1
        return
    verdict.lost += 1
    verdict.findings.append(f"lost: {decision.kind} of {decision.violation_id}, by a real worker")


def _check_doubles(decisions: list[Decision], rows: list[StoredRow], begins: Sequence[float], verdict: Verdict) -> None:
    """Nobody is accused twice of the same in one passage, and of nothing that no worker decided."""
    opened = {decision.violation_id for decision in decisions if decision.kind == ViolationOpened.kind}
    accused: Counter[tuple[int, str, str, float]] = Counter()
    for row in rows:
        if row.id not in opened:
            verdict.doubled += 1
            verdict.findings.append(f"doubled: no real worker decided violation {row.id}")
        begin = passages.passage(begins, decided_at(row.id))
        frame = passages.frame_at(begin, decided_at(row.id))
        accused[(row.camera_id, row.item, passages.nearest_person(frame, row.box), begin)] += 1
    for (camera_id, item, person, begin), times in accused.items():
        if times > 1:
            verdict.doubled += times - 1
            verdict.findings.append(
                f"doubled: {person} was accused of no {item} {times} times by camera {camera_id} "
                f"in the passage that began at {begin:.0f}"
            )


def _check_pictures(rows: Iterable[StoredRow], read: Callable[[str], bytes | None], verdict: Verdict) -> None:
    for key, sha256 in (picture for row in rows for picture in row.pictures):
        content = read(key)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            verdict.pictures_missing += 1
            verdict.findings.append(f"picture {key} is {'missing' if content is None else 'not what was stored'}")
