"""The journal: what was added is sent once, in its order, whatever happens to the process, Redis or the disk."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ResponseError

from backend.adapters.events import journal as event_journal
from backend.adapters.events import stream as event_stream
from backend.adapters.events.journal import EventJournal, Send
from backend.adapters.events.journal_folder import pack
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import Unavailable
from backend.core.events.delivery import DeliveryLimits
from backend.core.events.envelope import Event
from backend.core.events.kinds import KINDS, Kinds, from_wire
from backend.core.events.violation import VIOLATION_OPENED
from tests.builders import START, CompanyOfWorld, camera_changed, closed, opened
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import RedisServer, wait_until
from tests.support.installations.tmpfs import fill, tiny_disk
from tests.unit.core.events.test_wire import BEFORE_DELIVERY_CLASSES

OURS = CompanyOfWorld(1, 1, 7, {}, {})


def event(n: int, picture_bytes: int = 20) -> Event:
    """The n-th of a row of events, distinguished by their time."""
    return opened(OURS, at=START + timedelta(seconds=n), crop=bytes(picture_bytes))


class Way:
    """Where events go: takes them, or is away."""

    def __init__(self) -> None:
        self.taken: list[Event] = []
        self.error: Exception | None = None

    def __call__(self, event: Event) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append(event)


def journal_of(folder: Path, send: Send, kinds: Kinds = KINDS) -> EventJournal:
    """One that takes an event off the disk as soon as it is sent."""
    return EventJournal(folder, send, kinds=kinds, keep_seconds=0)


def limited(*, opened: int | None, opened_bytes: int | None = None) -> Kinds:
    """The kinds of Mandor with another limit for openings."""
    limits = DeliveryLimits(waiting=opened, waiting_bytes=opened_bytes, stream_entries=2000)
    return Kinds(*(replace(kind, limits=limits) if kind is VIOLATION_OPENED else kind for kind in KINDS))


class Clock:
    """Seconds that pass when a test sets them."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def way() -> Way:
    return Way()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_events_are_sent_once_in_their_order_with_their_pictures(folder: Path, way: Way) -> None:
    journal, events = journal_of(folder, way), [event(n) for n in range(12)]
    assert all(journal.add(one) for one in events)
    assert way.taken == []
    assert journal.flush() == 0
    assert journal.flush() == 0
    assert way.taken == events
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", [RedisConnectionError("gone"), Unavailable("full", code="events_backlog")])
def test_what_cannot_go_now_waits_and_keeps_its_order(folder: Path, way: Way, error: Exception) -> None:
    journal, events = journal_of(folder, way), [event(n) for n in range(6)]
    way.error = error
    for n, one in enumerate(events[:3], start=1):
        journal.add(one)
        assert journal.flush() == n
    assert list(journal.waiting()) == events[:3]
    way.error = None
    for one in events[3:]:
        journal.add(one)
    assert journal.flush() == 0
    assert way.taken == events


def test_a_successor_sends_what_its_predecessor_had_written_and_goes_on_behind_it(folder: Path, way: Way) -> None:
    events = [event(n) for n in range(4)]
    predecessor = journal_of(folder, way)
    for one in events[:2]:
        predecessor.add(one)
    successor = journal_of(folder, way)
    assert list(successor.waiting()) == events[:2]
    for one in events[2:]:
        successor.add(one)
    successor.flush()
    assert way.taken == events


KILLED_BETWEEN_WRITE_AND_SEND = """
import os, signal, sys
from pathlib import Path
from backend.adapters.events.journal import EventJournal, Send
from backend.adapters.events.journal_folder import pack
from tests.integration.events.test_event_journal import event
def send(event):
    os.kill(os.getpid(), signal.SIGKILL)
journal = EventJournal(Path(sys.argv[1]), send)
for n in range(3):
    journal.add(event(n))
journal.flush()
"""


def test_events_survive_a_process_that_is_killed_while_sending(folder: Path, way: Way, tmp_path: Path) -> None:
    victim = OwnProcess(["-c", KILLED_BETWEEN_WRITE_AND_SEND, str(folder)], log=tmp_path / "victim.log")
    victim.start()
    assert victim.ends(seconds=60) == -9, victim.log.read_text()
    journal_of(folder, way).flush()
    assert [one.at for one in way.taken] == [event(n).at for n in range(3)]


KILLED_AT_ANY_TIME = """
import sys
from pathlib import Path
from backend.adapters.events.journal import EventJournal, Send
from backend.adapters.events.journal_folder import pack
from tests.integration.events.test_event_journal import event
journal = EventJournal(Path(sys.argv[1]), None)
n = 0
while True:
    journal.add(event(n, 50_000))
    print(n, flush=True)
    n += 1
"""


def test_what_was_added_is_there_and_whole_after_a_kill_at_any_time(folder: Path, way: Way, tmp_path: Path) -> None:
    log = tmp_path / "victim.log"
    victim = OwnProcess(["-c", KILLED_AT_ANY_TIME, str(folder)], log=log)
    victim.start()
    try:
        wait_until(lambda: len(log.read_text().splitlines()) > 20, "some events to be written", seconds=60)
    finally:
        victim.kill()
    promised = len(log.read_text().splitlines())
    journal_of(folder, way).flush()
    assert [one.at for one in way.taken[:promised]] == [event(n).at for n in range(promised)]
    assert len(way.taken) <= promised + 1
    assert list(folder.iterdir()) == []


def test_redis_away_and_back_gets_every_event_once_in_order(folder: Path, mortal_redis: RedisServer) -> None:
    redis = connect(mortal_redis.url, INSTALLATION, timeout_seconds=1.0)
    journal = journal_of(folder, lambda one: event_stream.append(redis, one))
    events = [event(n) for n in range(9)]
    for one in events[:3]:
        journal.add(one)
    assert journal.flush() == 0
    mortal_redis.kill()
    for one in events[3:6]:
        journal.add(one)
        assert journal.flush() > 0
    mortal_redis.start()
    for one in events[6:]:
        journal.add(one)
    assert journal.flush() == 0
    stored = [from_wire(fields) for _, fields in redis.xrange(redis.names.events)]
    assert stored == events
    redis.close()


def test_a_full_stream_is_waited_for(folder: Path, redis: RedisClient) -> None:
    journal = journal_of(folder, lambda one: event_stream.append(redis, one, max_entries=2))
    for n in range(4):
        journal.add(event(n))
    assert journal.flush() == 2
    redis.xtrim(redis.names.events, 0)
    assert journal.flush() == 0


def test_an_unfinished_file_is_no_event(folder: Path, way: Way) -> None:
    journal_of(folder, way).add(event(1))
    (folder / "000000000002.part").write_bytes(b"half an ev")
    journal_of(folder, way).flush()
    assert len(way.taken) == 1
    assert list(folder.iterdir()) == []


WHOLE = pack({"json": b"{}"})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        bytes(500),  # what a power cut leaves of a file
        b"\xff" * 500,
        b"\x00\x00\x00\x01" + b"7",  # JSON, and no table of sizes
        b"\x00\x00\x00\x04" + b"[[]]",
        b"\x00\x00\x00\x0e" + b'{"json":"ten"}',
        b"\x00\x00\x00\x0b" + b'{"json":-9}',
        WHOLE,  # whole, and no event
        WHOLE[:-1],
        WHOLE + b"more",
    ],
)
def test_a_broken_file_is_kept_aside_and_the_rest_goes_on(
    folder: Path, way: Way, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    journal, events = journal_of(folder, way), [event(n) for n in range(3)]
    for one in events:
        journal.add(one)
    (folder / "000000000002.event").write_bytes(content)
    with caplog.at_level(logging.ERROR):
        assert list(journal.waiting()) == [events[0], events[2]]
        assert journal.flush() == 0
    assert way.taken == [events[0], events[2]]
    assert [path.name for path in folder.iterdir()] == ["000000000002.broken"]
    assert (folder / "000000000002.broken").read_bytes() == content
    assert "000000000002.event cannot be read" in caplog.text


def test_a_journal_of_the_version_before_is_sent(folder: Path, way: Way) -> None:
    folder.mkdir()
    for number, body in enumerate(BEFORE_DELIVERY_CLASSES.values(), start=1):
        pictures = {"crop": b"crop", "wide": b"wide"} if b'"box"' in body else {}
        (folder / f"{number:012d}.event").write_bytes(pack({**pictures, "json": body}))
    journal = journal_of(folder, way, limited(opened=1))
    assert not journal.add(event(1)), "its kinds are known"
    assert journal.flush() == 0
    assert [one.kind for one in way.taken] == list(BEFORE_DELIVERY_CLASSES)


def test_a_stray_file_in_the_folder_changes_nothing(folder: Path, way: Way) -> None:
    folder.mkdir()
    (folder / "notes.event").write_text("not ours")
    (folder / "README").write_text("not ours")
    journal = journal_of(folder, way)
    journal.add(event(1))
    assert journal.flush() == 0
    assert len(way.taken) == 1


def test_a_full_disk_leaves_events_in_memory_and_loses_none(
    tmp_path: Path, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=256) as disk, caplog.at_level(logging.ERROR):
        journal, events = journal_of(disk / "journal", way), [event(n, 8000) for n in range(8)]
        for one in events[:2]:
            assert journal.add(one)
        fill(disk)
        for one in events[2:5]:
            assert journal.add(one)
        assert "waits in memory only" in caplog.text
        assert list((disk / "journal").glob("*.part")) == [], "what could not be written takes no room"
        (disk / "filling").unlink()
        for one in events[5:]:  # there is room again
            assert journal.add(one)
        way.error = RedisConnectionError("gone")
        assert journal.flush() == 8
        way.error = None
        assert journal.flush() == 0
        assert way.taken == events, "in the order in which they were decided"


def test_at_the_limit_what_was_decided_first_is_kept(folder: Path, way: Way, caplog: pytest.LogCaptureFixture) -> None:
    journal, events = journal_of(folder, way, limited(opened=3)), [event(n) for n in range(4)]
    assert [journal.add(one) for one in events] == [True, True, True, False]
    assert events[3].id in caplog.text
    journal.flush()
    assert way.taken == events[:3]
    assert journal.add(events[3])


def test_the_limit_counts_what_waits_in_memory(tmp_path: Path, way: Way) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=64) as disk:
        journal = journal_of(disk / "journal", way, limited(opened=3))
        fill(disk)
        assert [journal.add(event(n)) for n in range(4)] == [True, True, True, False]


def test_a_closing_is_kept_like_an_opening(folder: Path, way: Way) -> None:
    start = opened(OURS)
    end = replace(closed(OURS, start.id, at=START + timedelta(seconds=9)), reason="left")
    journal = journal_of(folder, way)
    journal.add(start)
    journal.add(end)
    journal_of(folder, way).flush()
    assert way.taken == [start, end]


def test_what_was_sent_stays_on_disk_for_a_while_and_is_sent_again_when_it_may_be_lost(folder: Path, way: Way) -> None:
    clock, events = Clock(), [event(n) for n in range(4)]
    journal = EventJournal(folder, way, keep_seconds=60, monotonic=clock)
    journal.add(events[0])
    journal.flush()
    clock.now += 59
    journal.add(events[1])
    journal.flush()
    assert journal.counts().waiting == 0
    assert len(list(folder.iterdir())) == 2
    clock.now += 1
    journal.flush()
    assert [path.name for path in folder.iterdir()] == ["000000000002.event"]
    journal.add(events[2])
    assert journal.send_again() == 1
    assert list(journal.waiting()) == events[1:3], "in its old place"
    assert journal.flush() == 0
    assert way.taken == [events[0], events[1], events[1], events[2]]
    successor = EventJournal(folder, way)
    assert successor.flush() == 0
    assert way.taken[-2:] == events[1:3], "a successor cannot know what became of it"


def test_a_closing_is_never_refused_and_what_is_refused_is_counted(folder: Path, way: Way) -> None:
    journal, start = journal_of(folder, way, limited(opened=1)), opened(OURS)
    assert journal.add(start)
    assert not journal.add(event(1))
    assert journal.add(closed(OURS, start.id, at=START))
    assert journal.counts() == event_journal.JournalCounts(waiting=2, unsaved=0, refused=1)


def test_the_journal_is_bounded_in_bytes(folder: Path, way: Way) -> None:
    kinds = limited(opened=None, opened_bytes=20_000)
    journal = journal_of(folder, way, kinds)
    assert [journal.add(event(n, 9_000)) for n in range(4)] == [True, True, True, False]
    assert not journal_of(folder, way, kinds).add(event(5)), "a successor counts what is there"
    journal.flush()
    assert journal.add(event(6))


def test_a_kind_that_is_full_takes_no_room_from_another(folder: Path, way: Way) -> None:
    kinds = limited(opened=2)
    journal, changes = journal_of(folder, way, kinds), [camera_changed(OURS, "live", at=START) for _ in range(9)]
    assert all(journal.add(one) for one in changes)
    assert [journal.add(event(n)) for n in range(3)] == [True, True, False]
    successor = journal_of(folder, way, kinds)
    assert not successor.add(event(4)), "a successor knows which kinds wait"
    assert successor.add(changes[0])


def test_what_waits_in_memory_is_bounded_and_written_down_when_there_is_room_again(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_journal, "MOST_UNSAVED", 2)
    with tiny_disk(tmp_path / "disk", kilobytes=64) as disk:
        journal, events = journal_of(disk / "journal", way), [event(n) for n in range(3)]
        fill(disk)
        assert [journal.add(one) for one in events] == [True, True, False]
        assert journal.counts() == event_journal.JournalCounts(waiting=2, unsaved=2, refused=1)
        way.error = RedisConnectionError("gone")
        assert journal.flush() == 2
        (disk / "filling").unlink()
        assert journal.flush() == 2
        assert journal.counts().unsaved == 0
        way.error = None
        journal_of(disk / "journal", way).flush()
        assert way.taken == events[:2], "a process that is killed now has lost nothing"


def test_a_full_disk_takes_the_place_of_what_was_sent_already(tmp_path: Path, way: Way) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=256) as disk:
        journal = EventJournal(disk / "journal", way)
        journal.add(event(0, 40_000))
        journal.flush()
        fill(disk)
        assert journal.add(event(1, 20_000))
        assert journal.counts().unsaved == 0


def test_a_journal_can_begin_on_a_full_disk(tmp_path: Path, way: Way) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=64) as disk:
        fill(disk)
        for n in range(200):  # as many inodes as it takes
            try:
                (disk / f"{n}").mkdir()
            except OSError:
                break
        journal = journal_of(disk / "journal", way)
        assert journal.add(event(1))
        journal.flush()
        assert len(way.taken) == 1


def test_a_file_that_another_process_has_sent_is_not_missed(folder: Path, way: Way) -> None:
    journal = journal_of(folder, way)
    journal.add(event(1))
    journal_of(folder, way).flush()
    assert journal.flush() == 0
    assert (len(way.taken), journal.counts().refused) == (1, 0)


def test_writing_an_event_does_not_wait_for_a_redis_that_hangs(folder: Path) -> None:
    hanging, go_on = threading.Event(), threading.Event()

    def send(_event: Event) -> None:
        hanging.set()
        assert go_on.wait(20)

    journal = journal_of(folder, send)
    journal.add(event(1))
    flushing = threading.Thread(target=journal.flush)
    flushing.start()
    assert hanging.wait(20)
    assert journal.add(event(2))
    assert journal.counts().waiting == 2
    go_on.set()
    flushing.join()


def test_a_thousand_waiting_events_cost_a_round_next_to_nothing(folder: Path, way: Way) -> None:
    journal = journal_of(folder, way)
    for n in range(1000):
        journal.add(event(n))
    way.error = RedisConnectionError("gone")
    started = time.process_time()
    for _ in range(100):
        journal.flush()
    assert time.process_time() - started < 0.5, "100 rounds; the folder is not read again"


@pytest.mark.parametrize("answer", ["MISCONF Errors writing to the AOF file", "OOM command not allowed"])
def test_a_redis_that_takes_no_writes_delays_and_loses_nothing(folder: Path, way: Way, answer: str) -> None:
    kinds = {"MISCONF": ResponseError, "OOM": OutOfMemoryError}
    journal = journal_of(folder, way)
    journal.add(event(1))
    way.error = kinds[answer.split()[0]](answer)
    assert journal.flush() == 1
    way.error = None
    assert journal.flush() == 0
