"""The inference server: loads the model once and looks at the newest frame of each camera."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Sequence

from backend import settings as settings_module
from backend.adapters import engines, inference_link, logs, model_manifest
from backend.adapters.detection_model import Choice, DetectionModel, choose
from backend.adapters.frame_store import FrameGone, FrameReader, directory
from backend.adapters.inference_link import InferenceInfo, InferenceQueue, Request
from backend.adapters.model_manifest import ModelEntry
from backend.adapters.redis_connection import connect
from backend.core.errors import ModelError
from backend.core.geometry import Letterbox
from backend.workers import process_loop

log = logging.getLogger(__name__)
ANNOUNCE_SECONDS = 2.0
WAIT_SECONDS = 1.0
MODEL_UNUSABLE = 3


class InferenceServer:
    """One unit of work is one round: take what waits, look at it, answer."""

    def __init__(self, models: Sequence[DetectionModel], info: InferenceInfo, queue: InferenceQueue) -> None:
        """`models` are forms of one detector that differ in their rows."""
        self._models = sorted(models, key=lambda model: model.rows)
        self._info = info
        self._queue = queue

    def step(self) -> bool:
        """One round over all cameras that wait. Says whether there was any."""
        requests = self._queue.take(WAIT_SECONDS)
        for request in requests:
            self._look(request)
        return bool(requests)

    def _look(self, request: Request) -> None:
        if request.side != self._info.input_size:
            return  # the worker has the size of an earlier model; it reads the new one within seconds
        try:
            picture = self._queue.picture(request)
        except FrameGone:
            return
        filled = Letterbox(request.width, request.height, request.side).scaled[1]
        model = next(model for model in self._models if model.rows >= filled)  # below is only padding
        (found,) = model.detect(picture[None, : model.rows])
        self._queue.answer(request, found)


def describe(entry: ModelEntry, choice: Choice) -> InferenceInfo:
    """What the server tells the others."""
    return InferenceInfo(
        name=entry.name,
        sha256=entry.sha256,
        engine=choice.model.engine,
        device=choice.model.device,
        input_size=choice.model.input_size,
        classes=entry.classes,
        licence=entry.licence,
        milliseconds={name: round(ms, 2) for name, ms in choice.milliseconds.items()},
        pid=os.getpid(),
    )


def main() -> None:
    """Run until told to stop.

    1. Read the manifest. 2. Choose the engine by measuring. 3. Announce and serve. A model that cannot be used ends the
    process with code 3, which the supervisor does not restart at once.
    """
    settings = settings_module.load()
    logs.set_up("inference", settings.log_level)
    stop = process_loop.stop_on_signals()
    try:
        entry = model_manifest.read(settings.model_dir, settings.model)
        choice = choose(entry, engines.for_entry(entry, settings.engine), settings.inference_threads)
    except ModelError as error:
        log.error("%s", error)
        sys.exit(MODEL_UNUSABLE)
    info = describe(entry, choice)
    log.info("serving %s with %s on %s (%s ms)", info.label, info.engine, info.device, info.milliseconds)
    redis = connect(settings.redis_url)
    server = InferenceServer(
        (choice.model, *choice.shorter), info, InferenceQueue(redis, FrameReader(directory(settings.data_dir)))
    )
    announced = 0.0

    def step() -> bool:
        nonlocal announced
        if time.monotonic() - announced >= ANNOUNCE_SECONDS:
            inference_link.announce(redis, info)
            announced = time.monotonic()
        server.step()
        return True  # `take` has waited already

    process_loop.run(step, stop, idle_seconds=0.0)


if __name__ == "__main__":
    main()
