"""The comparison of `make chaos` for real workers: their logs, the clip's truth, and what was stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.core.cameras.camera import CameraStatus
from backend.core.events.event_id import uuid7
from tests.chaos import passages, worker_log
from tests.chaos.real_verdict import compare
from tests.chaos.timeline import Arrival, NewlyJudged
from tests.chaos.verdict import StoredRow, Verdict
from tests.chaos.worker_log import Decision
from tests.support.video.demo_truth import FRAMES, SIZE, Box

BEGAN = 1_795_000_000.0
BEGINS = [BEGAN, BEGAN + 40.0]
PICTURE = b"picture"
PICTURES = {"picture": PICTURE}


def seconds(frame: int) -> float:
    return BEGAN + frame / 10


def id_at(frame: int, number: int = 0) -> str:
    return uuid7(datetime.fromtimestamp(seconds(frame), UTC), number.to_bytes(10, "big"))


def box_of(person: str, frame: int) -> Box:
    found = next(p["box_xyxy"] for p in FRAMES[frame % len(FRAMES)]["people"] if p["id"] == person)
    x1, y1, x2, y2 = (value / size for value, size in zip(found, SIZE * 2, strict=True))
    return x1, y1, x2, y2


def row(person: str, frame: int, *, seen: int | None = None, item: str = "helmet", number: int = 0) -> StoredRow:
    """Opened at a frame, its picture from another."""
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    return StoredRow(
        id=id_at(frame, number),
        camera_id=1,
        person=round(seconds(frame) * 1000),
        item=item,
        box=box_of(person, frame if seen is None else seen),
        closed=True,
        picture_event_id=id_at(frame, number),
        pictures=(("picture", sha256), ("picture", sha256)),
    )


def opened(frame: int, number: int = 0) -> Decision:
    return Decision(kind="violation.opened", violation_id=id_at(frame, number), pid=1, journaled=True)


W2, W3 = row("W2", 60), row("W3", 210)
ENDED = replace(opened(60), kind="violation.closed")


def judge(decisions: list[Decision], rows: list[StoredRow], *killed: int) -> Verdict:
    return compare(decisions, rows, PICTURES.get, killed=killed, begins=BEGINS)


def test_each_person_once_a_passage_is_good() -> None:
    again = row("W2", 460)
    verdict = judge([opened(60), ENDED, opened(210), opened(460)], [W2, W3, again])
    assert verdict.is_good, verdict.findings
    assert (verdict.decided, verdict.stored, verdict.cut_short) == (3, 3, 0)


@pytest.mark.parametrize(
    ("decisions", "rows", "lost", "doubled"),
    [
        ([opened(60)], [], 1, 0),
        ([opened(60), ENDED], [replace(W2, closed=False)], 1, 0),
        ([opened(60), opened(90)], [W2, row("W2", 90)], 0, 1),
        ([opened(60), opened(90)], [row("W2", 60, seen=140), row("W2", 90, seen=130)], 0, 1),
        ([opened(60)], [W2, W3], 0, 1),
        ([opened(210), opened(215, 1)], [row("W3", 210, seen=240), row("W3", 215, number=1)], 0, 1),
    ],
    ids=[
        "a violation is lost",
        "an end is lost",
        "a walking person is accused twice",
        "a person is accused twice, with better pictures of both",
        "it was never decided",
        "the second person is accused twice",
    ],
)
def test_a_loss_and_a_double_are_seen(
    decisions: list[Decision], rows: list[StoredRow], lost: int, doubled: int
) -> None:
    verdict = judge(decisions, rows)
    assert (verdict.lost, verdict.doubled) == (lost, doubled)
    assert verdict.findings


@pytest.mark.parametrize(("killed", "journaled", "lost"), [(1, False, 0), (1, True, 1), (2, False, 1)])
def test_a_process_killed_before_the_journal_has_it_has_promised_nothing(
    killed: int, journaled: bool, lost: int
) -> None:
    verdict = judge([replace(opened(60), journaled=journaled)], [], killed)
    assert (verdict.lost, verdict.cut_short, verdict.decided) == (lost, 1 - lost, lost)


def test_a_violation_that_was_reopened_may_be_open() -> None:
    again = replace(opened(60), kind="violation.reopened")
    assert judge([opened(60), ENDED, again], [replace(W2, closed=False)]).is_good
    assert judge([opened(60), ENDED, again, ENDED], [replace(W2, closed=False)]).lost == 2


def test_two_people_at_the_same_time_are_two() -> None:
    both = [row("W2", 200, seen=195), row("W3", 203, seen=230)]
    assert judge([opened(200), opened(203)], both).is_good
    helmet_and_vest = [row("W3", 230), row("W4", 240, item="vest")]
    assert judge([opened(230), opened(240)], helmet_and_vest).is_good


def test_a_spoiled_picture_is_seen() -> None:
    assert judge([opened(60)], [replace(W2, pictures=(("gone", ""), ("picture", "")))]).pictures_missing == 2


def test_decisions_are_read_from_logs_with_broken_lines(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    line = {"at": "2026-11-21T10:21:58.601+00:00", "pid": 7, "event_id": "v1", "message": "violation.opened: helmet"}
    ended = line | {"event_id": "e2", "message": "violation.closed: v1 left"}
    other = {"at": "2026-11-21T10:21:58.601+00:00", "pid": 7, "message": "camera is live"}
    whole = [json.dumps(body) for body in (line, line | {"message": worker_log.JOURNALED}, ended, other)]
    log.write_text(f"not json\n404\n{whole[0]}\n{whole[1]}\n{whole[3][:30]}{whole[2]}\n{whole[3]}\n{whole[0][:50]}")
    found = worker_log.read([log, tmp_path / "none"])
    assert found == [
        Decision(kind="violation.opened", violation_id="v1", pid=7, journaled=True),
        Decision(kind="violation.closed", violation_id="v1", pid=7, journaled=False),
    ]


def test_a_violation_belongs_to_the_passage_in_which_it_opened() -> None:
    assert [passages.passage(BEGINS, at) for at in (BEGAN - 1, BEGAN + 39, BEGAN + 41)] == [0.0, *BEGINS]


def test_a_real_camera_has_recovered_when_the_same_worker_has_judged_more() -> None:
    at = datetime.fromtimestamp(BEGAN, UTC)
    first = CameraStatus(state="live", mode="detect", since=at, last_frame_at=at, frames_judged=5, pid=1)
    statuses = [
        first,
        replace(first, frames_judged=9),
        replace(first, frames_judged=12, reason="inference_away"),
        replace(first, frames_judged=14),
        replace(first, frames_judged=20, pid=2),
        replace(first, frames_quiet=3, frames_judged=20, pid=2, reason="falling_behind"),
    ]
    reports = iter(statuses)
    judged = NewlyJudged(lambda: {1: next(reports)})
    found: list[list[Arrival]] = [judged() for _ in statuses]
    assert [len(arrivals) for arrivals in found] == [0, 1, 0, 0, 0, 1]
    assert found[1][0].decided_at == BEGAN
