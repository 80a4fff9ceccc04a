"""Only one process holds a place; it is free the moment its holder ends, whatever way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from backend.adapters.processes.lock import ProcessLock
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until

HOLDER = """
import sys, time
from pathlib import Path
from backend.adapters.processes.lock import ProcessLock
assert ProcessLock(Path(sys.argv[1]), "camera-1").try_take()
print("held", flush=True)
time.sleep(600)
"""


def test_one_holds_and_another_does_not_until_it_is_given_back(tmp_path: Path) -> None:
    first, second, other = (ProcessLock(tmp_path / "run", name) for name in ("camera-1", "camera-1", "camera-2"))
    assert first.try_take()
    assert not second.try_take()
    assert other.try_take()
    first.release()
    assert second.try_take()


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    holder = OwnProcess(["-c", HOLDER, str(tmp_path)], log=tmp_path / "log")
    holder.start()
    wait_until(lambda: "held" in holder.log.read_text(), "the place to be taken")
    waiting = ProcessLock(tmp_path, "camera-1")
    assert not waiting.take(threading.Event(), seconds=0.1)
    holder.kill()
    assert waiting.take(threading.Event(), seconds=10)


def test_waiting_ends_on_request(tmp_path: Path) -> None:
    assert ProcessLock(tmp_path, "camera-1").take(threading.Event(), seconds=0)
    stop = threading.Event()
    stop.set()
    assert not ProcessLock(tmp_path, "camera-2").take(stop, seconds=60)


@pytest.mark.parametrize(
    ("orphaned", "wanted", "yields"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_only_a_holder_without_supervisor_makes_room_for_another(
    tmp_path: Path, orphaned: bool, wanted: bool, yields: bool
) -> None:
    parents = iter([100, 1 if orphaned else 100])
    holder = ProcessLock(tmp_path, "camera-1", parent=lambda: next(parents))
    assert holder.try_take()
    if wanted:
        assert not ProcessLock(tmp_path, "camera-1").try_take()
    assert holder.must_yield is yields


def test_a_granted_request_moves_no_later_holder(tmp_path: Path) -> None:
    first = ProcessLock(tmp_path, "camera-1")
    assert first.try_take()
    second = ProcessLock(tmp_path, "camera-1", parent=iter([100, 1]).__next__)
    assert not second.try_take()
    first.release()
    assert second.try_take()
    assert not second.must_yield
