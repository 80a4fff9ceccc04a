"""Ends this process when it is stuck, so that its supervisor starts a fresh one.

A read that hangs inside a native library cannot be interrupted from Python; `os._exit` needs no cooperation. A
library that keeps Python's global lock while it hangs stops the watchdog's thread as well: for that there is a second
line, a thread of the interpreter's own (`faulthandler`), which needs no lock.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)
STUCK = 75
"""Exit code of a worker that ended itself (EX_TEMPFAIL)."""
CHECK_SECONDS = 1.0
LOCKED_SECONDS = 30.0
"""How long nothing at all may run in Python before the second line ends the process, with code 1 and every thread's
stack in the log. Shorter ends healthy processes of a machine that swaps; longer leaves a stuck one for longer."""
AFTERWARDS_SECONDS = 5.0
"""The time that is left after work that was allowed to block."""


class Watchdog:
    """Watches signs of life. Each has a name, a way to ask its age in seconds (None: not expected now), and a limit."""

    def __init__(self, end: Callable[[int], None] = os._exit, *, locked_seconds: float = LOCKED_SECONDS) -> None:
        self._signs: list[tuple[str, Callable[[], float | None], float]] = []
        self._end = end
        self._locked = locked_seconds
        self._allowed = 0.0
        self._allowed_until = 0.0
        self._started = False

    def expect(self, name: str, age_seconds: Callable[[], float | None], limit_seconds: float) -> None:
        """From now on `age_seconds` must not exceed the limit."""
        self._signs.append((name, age_seconds, limit_seconds))

    @contextmanager
    def allow(self, seconds: float) -> Iterator[None]:
        """While inside, everything may stand still for that long: for work that is known to hold others up."""
        self._allowed, self._allowed_until = seconds, float("inf")
        self._arm()
        try:
            yield
        finally:
            self._allowed_until = time.monotonic() + AFTERWARDS_SECONDS

    def check(self) -> None:
        """End the process if a sign of life is too old."""
        least = self._least()
        for name, age_seconds, limit in self._signs:
            age = age_seconds()
            if age is not None and age > max(limit, least):
                log.error("%s has stood still for %.0f s: this process ends itself", name, age)
                self._end(STUCK)

    def start(self) -> None:
        """Check once a second in a thread of its own."""
        self._started = True
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def _run(self) -> None:
        """For ever. A check that fails ends the process too: a missing watchdog would not be noticed."""
        while True:
            self._arm()
            time.sleep(CHECK_SECONDS)
            try:
                self.check()
            except Exception:
                log.exception("the watchdog cannot check: this process ends itself")
                self._end(STUCK)

    def _arm(self) -> None:
        """Put the second line off. It fires unless this happens again in time."""
        if self._started:
            faulthandler.dump_traceback_later(max(self._locked, self._least()), exit=True)

    def _least(self) -> float:
        return self._allowed if time.monotonic() < self._allowed_until else 0.0
