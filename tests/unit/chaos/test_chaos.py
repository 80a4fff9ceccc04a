"""The comparison of `make chaos` sees a loss, a double and a spoiled picture; nothing else counts as one."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.core.events.event_id import uuid7
from tests.chaos import decision_log
from tests.chaos.decision_log import DecisionLogWriter, Entry
from tests.chaos.timeline import Arrival, Fault, by_kind, decided_at, longest_blind_seconds
from tests.chaos.verdict import StoredRow, compare

CROP, WIDE, BETTER = b"crop", b"wide", b"better"
PICTURES = {"crop": CROP, "wide": WIDE, "better": BETTER}


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


OPENED = Entry(
    what="opened",
    stage="kept",
    camera_id=1,
    person=1000,
    violation_id="v1",
    event_id="v1",
    crop=sha(CROP),
    wide=sha(WIDE),
)
UPDATED = replace(OPENED, what="updated", event_id="v2", crop=sha(BETTER), wide=sha(WIDE))
CLOSED = replace(OPENED, what="closed", event_id="v3", crop="", wide="")
ROW = StoredRow(
    id="v1",
    camera_id=1,
    person=1000,
    item="helmet",
    box=(0.1, 0.2, 0.3, 0.4),
    closed=True,
    picture_event_id="v2",
    pictures=(("better", sha(BETTER)), ("wide", sha(WIDE))),
)
WHOLE = [OPENED, UPDATED, CLOSED]


def test_what_was_decided_and_stored_is_good() -> None:
    verdict = compare(WHOLE, [ROW], PICTURES.get)
    assert verdict.is_good
    assert (verdict.decided, verdict.stored, verdict.findings) == (1, 1, [])


@pytest.mark.parametrize(
    ("entries", "rows", "lost", "doubled", "pictures"),
    [
        (WHOLE, [], 1, 0, 0),
        (WHOLE, [replace(ROW, closed=False)], 1, 0, 0),
        (WHOLE, [replace(ROW, picture_event_id="v1", pictures=(("crop", sha(CROP)), ("wide", sha(WIDE))))], 1, 0, 0),
        ([replace(OPENED, stage="refused")], [], 1, 0, 0),
        ([OPENED, replace(OPENED, violation_id="w", event_id="w")], [ROW, replace(ROW, id="w")], 0, 1, 4),
        ([OPENED, UPDATED], [ROW, replace(ROW, id="x", person=7)], 0, 1, 0),
        (WHOLE, [replace(ROW, pictures=(("gone", sha(BETTER)), ("wide", sha(WIDE))))], 0, 0, 1),
        (WHOLE, [replace(ROW, pictures=(("crop", sha(BETTER)), ("wide", sha(WIDE))))], 0, 0, 1),
        (WHOLE, [replace(ROW, pictures=(("crop", sha(CROP)), ("wide", sha(WIDE))))], 0, 0, 1),
    ],
    ids=[
        "a violation is lost",
        "an end is lost",
        "a better picture is lost",
        "a journal that refuses loses",
        "a person is stored twice",
        "it was never decided",
        "a picture is gone",
        "a picture's content is another",
        "a picture is not the one that was decided",
    ],
)
def test_a_loss_a_double_and_a_spoiled_picture_are_seen(
    entries: list[Entry], rows: list[StoredRow], lost: int, doubled: int, pictures: int
) -> None:
    if pictures == 4:
        entries = [*entries, UPDATED]
        rows = [rows[0], replace(rows[1], picture_event_id="w", pictures=(("crop", sha(CROP)), ("wide", sha(WIDE))))]
        pictures = 0
    verdict = compare(entries, rows, PICTURES.get)
    assert (verdict.lost, verdict.doubled, verdict.pictures_missing) == (lost, doubled, pictures)
    assert not verdict.is_good
    assert verdict.findings


def test_what_a_killed_process_had_not_promised_may_be_stored_or_not() -> None:
    unpromised = [replace(entry, stage="decided") for entry in WHOLE]
    assert compare(unpromised, [], PICTURES.get).is_good
    assert compare(unpromised, [ROW], PICTURES.get).is_good
    assert compare([*unpromised, OPENED], [replace(ROW, closed=False)], PICTURES.get).is_good


def test_a_decision_log_survives_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions"
    with closing(DecisionLogWriter(path)) as writer:
        writer.write(OPENED)
    with path.open("ab") as file:
        file.write(b'{"what": "clo')
    with closing(DecisionLogWriter(path)) as writer:
        writer.write(CLOSED)
    assert decision_log.read([path, tmp_path / "none"]) == [OPENED, CLOSED]


def test_recovery_is_felt_by_the_last_camera_and_blindness_by_each() -> None:
    arrivals = [Arrival(1, 10.0, 10.5), Arrival(2, 11.0, 11.5), Arrival(1, 14.0, 21.0), Arrival(2, 14.5, 23.0)]
    faults = [Fault("kill_redis", (1, 2), 13.0), Fault("kill_camera", (1,), 13.0), Fault("kill_camera", (1,), 99.0)]
    assert by_kind(faults, arrivals, {1, 2}) == {
        "kill_camera": {"p50": 8.0, "max": 8.0},
        "kill_redis": {"p50": 10.0, "max": 10.0},
    }
    assert longest_blind_seconds(arrivals, 10.0) == 11.5


def test_the_time_of_a_decision_is_in_its_id() -> None:
    at = datetime(2026, 11, 21, 2, 19, 3, 123000, tzinfo=UTC)
    assert decided_at(uuid7(at, bytes(10))) == (at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)
