"""A real process that hangs is gone within the limit, also when it holds the interpreter's lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.workers.watchdog import STUCK
from tests.support.installations.processes import OwnProcess

HANGING = """
import ctypes, sys, time
from backend.workers.watchdog import Watchdog
began = time.monotonic()
watchdog = Watchdog(locked_seconds=3.0)
watchdog.expect("the stream", lambda: time.monotonic() - began, 2.0)
watchdog.start()
kind = ctypes.PyDLL if sys.argv[1] == "holding" else ctypes.CDLL
kind(None).sleep(600)
"""

BLIND = """
import time
from backend.workers.watchdog import Watchdog
watchdog = Watchdog()
watchdog.expect("the stream", lambda: 1 / 0, 2.0)
watchdog.start()
time.sleep(600)
"""


@pytest.mark.parametrize(
    ("lock", "code", "logged"),
    [
        ("free", STUCK, "the stream has stood still"),  # a read that hangs in libav gives the lock away
        ("holding", 1, "Timeout (0:00:03)!"),  # then no thread of Python can end anything
    ],
)
def test_a_native_call_that_hangs_ends_the_process(tmp_path: Path, lock: str, code: int, logged: str) -> None:
    process = OwnProcess(["-c", HANGING, lock], log=tmp_path / "log")
    process.start()
    assert process.ends(seconds=15) == code
    assert logged in process.log.read_text()


def test_a_watchdog_that_cannot_check_ends_the_process(tmp_path: Path) -> None:
    process = OwnProcess(["-c", BLIND], log=tmp_path / "log")
    process.start()
    assert process.ends(seconds=15) == STUCK
    assert "the watchdog cannot check" in process.log.read_text()
