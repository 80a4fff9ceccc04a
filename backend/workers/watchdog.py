"""Ends this process when it is stuck, so that its supervisor starts a fresh one.

A read that hangs inside a native library cannot be interrupted from Python; `os._exit` needs nobody's cooperation.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)
STUCK = 75
"""Exit code of a worker that ended itself (EX_TEMPFAIL)."""
CHECK_SECONDS = 1.0


class Watchdog:
    """Watches signs of life. Each has a name, a way to ask its age in seconds (None: not expected now), and a limit."""

    def __init__(self, end: Callable[[int], None] = os._exit) -> None:
        self._signs: list[tuple[str, Callable[[], float | None], float]] = []
        self._end = end

    def expect(self, name: str, age_seconds: Callable[[], float | None], limit_seconds: float) -> None:
        """From now on `age_seconds` must not exceed the limit."""
        self._signs.append((name, age_seconds, limit_seconds))

    def check(self) -> None:
        """End the process if a sign of life is too old."""
        for name, age_seconds, limit in self._signs:
            age = age_seconds()
            if age is not None and age > limit:
                log.error("%s has stood still for %.0f s: this process ends itself", name, age)
                self._end(STUCK)

    def start(self) -> None:
        """Check once a second in a thread of its own."""
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(CHECK_SECONDS)
            self.check()
