"""The clocks of one camera's process, handed down so that a test can set them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.adapters.machine.clock import utc_now


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraClock:
    """What time it is. Any thread may ask."""

    utc: Callable[[], datetime] = utc_now
    """The wall clock: aware, UTC."""
    monotonic: Callable[[], float] = time.monotonic
    """Seconds of a clock that is never set."""
