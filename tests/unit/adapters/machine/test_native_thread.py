"""Work outside of gevent's loop: results and errors come back, and greenlets run meanwhile."""

import subprocess
import sys

import pytest

from backend.adapters.machine.native_thread import in_native_thread
from tests.support.installations.processes import ROOT

UNDER_GEVENT = """
from gevent import monkey
monkey.patch_all()
import gevent, hashlib, time
from backend.adapters.machine.native_thread import in_native_thread

ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.005)
gevent.spawn(tick)
gevent.sleep(0)
sleep = monkey.get_original("time", "sleep")
assert in_native_thread(lambda value: (sleep(0.3), value)[1], 7) == 7
assert len(ticks) > 5, len(ticks)
try:
    in_native_thread(int, "x")
except ValueError:
    print("raised")
"""


def test_without_gevent_it_is_a_call() -> None:
    assert in_native_thread(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        in_native_thread(divmod, 1, 0)


def test_under_gevent_others_run_meanwhile_and_errors_are_not_printed() -> None:
    done = subprocess.run([sys.executable, "-c", UNDER_GEVENT], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "raised", "")
