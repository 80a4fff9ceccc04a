"""What every process does around its steps: run until asked to stop, and let the supervisor heal what it cannot."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from threading import Event
from types import FrameType

from redis.exceptions import RedisError

log = logging.getLogger(__name__)
Step = Callable[[], bool]


def stop_on_signals() -> Event:
    """An event that is set when the process is asked to end (PM2 sends SIGINT)."""
    stop = Event()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
    return stop


def run(step: Step, stop: Event, *, idle_seconds: float, rest: Callable[[float], object] | None = None) -> None:
    """Step until `stop` is set; rest for `idle_seconds` after a step that found nothing to do.

    `rest` may end its pause sooner; left out, it is a wait for `stop`.

    While Redis is away, steps are tried again every second. Anything else unexpected is logged and ends the process
    with code 1: the supervisor starts a fresh one.
    """
    redis_away = False
    while not stop.is_set():
        try:
            worked = step()
            if redis_away:
                redis_away = False
                log.warning("Redis is back")
        except RedisError as error:
            if not redis_away:
                log.warning("Redis is away (%s); trying again every second", type(error).__name__)
            redis_away = True
            stop.wait(1.0)
            continue
        except Exception:
            log.exception("an unexpected error ends this process; its supervisor starts it again")
            sys.exit(1)
        if not worked:
            (rest or stop.wait)(idle_seconds)
