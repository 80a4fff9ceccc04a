"""An inference server whose model misbehaves. Arguments: `<how> <call seconds> <locked seconds>`.

It looks at every picture but those that are quite white. `how` is what happens then: `waits` for ever, `holds` Python's
lock for ever, `crashes`. With `loads`, another model is loaded beside it for three seconds, holding the lock.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
import time

import numpy as np

from backend.adapters.inference.frame_store import FrameReader, directory
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.logging import setup as logs
from backend.adapters.redis.connection import connect
from backend.core.vision.detections import SERVING, Detections, Selection
from backend.settings import load
from backend.workers import process_loop
from backend.workers.inference.turns import InferenceTurns, Served
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
SIDE = 64
NOTHING = Detections.from_bytes(b"")


class Misbehaving:
    """A model."""

    engine = device = "fake"
    entry = None
    input_size = rows = SIDE

    def __init__(self, how: str) -> None:
        self._how = how

    def detect(self, pictures: np.ndarray, selection: Selection = SERVING) -> list[Detections]:
        if (pictures == 255).all():
            if self._how == "waits":
                threading.Event().wait()
            if self._how == "holds":
                ctypes.PyDLL(None).sleep(3600)  # PyDLL keeps the lock, as a careless library does
            os._exit(139)
        return [NOTHING]


def loading(watchdog: Watchdog) -> None:
    with watchdog.allow(60.0):
        log.info("loading")
        ctypes.PyDLL(None).sleep(3)
        log.info("loaded")


def main() -> None:
    how, call_seconds, locked_seconds = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    logs.set_up("inference", "INFO")
    settings = load()
    queue = InferenceQueue(connect(settings.redis_url), FrameReader(directory(settings.data_dir)))
    turns = InferenceTurns(Served((Misbehaving(how),), SIDE), queue)  # type: ignore[arg-type]
    watchdog = Watchdog(locked_seconds=locked_seconds)
    watchdog.expect("a call of the model", lambda: turns.call_seconds(time.monotonic()), call_seconds)
    watchdog.start()
    if how == "loads":
        threading.Thread(target=loading, args=(watchdog,)).start()
    process_loop.run(lambda: turns.step() or True, process_loop.stop_on_signals(), idle_seconds=0.0)


if __name__ == "__main__":
    main()
