"""Loaded by each Python process of a run under a shifted clock.

libfaketime 0.9.10 answers the absolute `clock_nanosleep` behind `time.sleep` with EINVAL when the monotonic clock is
left alone, which it must be: shifted, waits for locks never end. `select` sleeps as long without that call.
"""

from __future__ import annotations

import select
import time


def sleep(seconds: float) -> None:
    """As `time.sleep`."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = sleep
