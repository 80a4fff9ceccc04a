"""An inference server whose model misbehaves. Arguments: `<how> <call seconds> <locked seconds>`.

It answers every picture but those that are quite white. `how` is what happens then: `waits` for ever, `holds` Python's
lock for ever, `crashes`. With `loads`, another model is loaded beside it for three seconds, holding the lock.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
import time
from collections.abc import Sequence

from backend.adapters.inference.frame_store import FrameReader, directory
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.logging import setup as logs
from backend.adapters.redis.connection import connect
from backend.core.inference.batching import Batching
from backend.core.inference.inputs import FrameInput
from backend.core.ppe.inference_tasks import PPE
from backend.core.vision.detections import Detections
from backend.settings import installation_id, load
from backend.workers import process_loop
from backend.workers.inference.scheduling import RequestScheduler
from backend.workers.watchdog import Watchdog
from tests.fakes.task_model import REGISTRY, FakePpeModel

log = logging.getLogger(__name__)


class Misbehaving(FakePpeModel):
    """A model."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self._how = how

    def run(self, inputs: Sequence[FrameInput]) -> list[Detections]:
        if any((one.picture == 255).all() for one in inputs):
            if self._how == "waits":
                threading.Event().wait()
            if self._how == "holds":
                ctypes.PyDLL(None).sleep(3600)  # PyDLL keeps the lock, as a careless library does
            os._exit(139)
        return [Detections.none() for _ in inputs]


def loading(watchdog: Watchdog) -> None:
    with watchdog.allow(60.0):
        log.info("loading")
        ctypes.PyDLL(None).sleep(3)
        log.info("loaded")


def main() -> None:
    how, call_seconds, locked_seconds = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    logs.set_up("inference", "INFO")
    settings = load()
    installation = installation_id(settings.data_dir)
    frames = FrameReader(directory(settings.data_dir, installation))
    queue = InferenceQueue(connect(settings.redis_url, installation), frames)
    batching = Batching(size=settings.inference_batch, wait_seconds=settings.inference_batch_wait_ms / 1000)
    scheduler = RequestScheduler(REGISTRY, {PPE.name: Misbehaving(how)}, queue, batching=batching)
    watchdog = Watchdog(locked_seconds=locked_seconds)
    watchdog.expect("a call of the model", lambda: scheduler.call_seconds(time.monotonic()), call_seconds)
    watchdog.start()
    if how == "loads":
        threading.Thread(target=loading, args=(watchdog,)).start()
    process_loop.run(lambda: scheduler.step() or True, process_loop.stop_on_signals(), idle_seconds=0.0)


if __name__ == "__main__":
    main()
