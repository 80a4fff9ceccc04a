"""The inference server: loads the model once and looks at the newest frame of each camera.

Another model is loaded beside the one that serves, and takes over between two frames.
"""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass

import numpy as np

from backend import settings as settings_module
from backend.adapters import engines, logs
from backend.adapters.detection_model import Choice, CropModel, DetectionModel
from backend.adapters.frame_store import FrameGone, FrameReader, directory
from backend.adapters.inference_link import InferenceQueue, Request
from backend.adapters.model_manifest import ModelEntry
from backend.adapters.model_store import ModelStore
from backend.adapters.redis_connection import connect
from backend.core.errors import ModelError
from backend.core.geometry import Letterbox
from backend.workers import process_loop
from backend.workers.model_announcer import Announcer
from backend.workers.model_follower import ModelFollower

log = logging.getLogger(__name__)
WAIT_SECONDS = 1.0
GRACE_SECONDS = 8.0
"""How long the model before stays, for workers that have not heard of another size yet: they ask every second. Longer
costs memory, shorter costs frames."""
MODEL_UNUSABLE = 3


@dataclass(frozen=True, slots=True)
class Served:
    """One detector: its forms, shortest first, and the side of its square input in pixels."""

    forms: tuple[DetectionModel, ...]
    side: int
    second_look: CropModel | None = None

    @staticmethod
    def of(choice: Choice) -> Served:
        """The forms of a choice."""
        forms = sorted((choice.model, *choice.shorter), key=lambda form: form.rows)
        return Served(tuple(forms), choice.model.input_size, choice.second_look)


class InferenceServer:
    """One unit of work is one round: take what waits, look at it, answer."""

    def __init__(self, served: Served, queue: InferenceQueue) -> None:
        self._served = served
        self._before: Served | None = None
        self._before_until = 0.0
        self._queue = queue

    def serve(self, served: Served) -> None:
        """Use another model from now on. Frames of another size still go to the one before, for a while."""
        self._before, self._before_until = self._served, time.monotonic() + GRACE_SECONDS
        self._served = served

    def step(self) -> bool:
        """One round over all cameras that wait. Says whether there was any."""
        requests = self._queue.take(WAIT_SECONDS)
        for request in requests:
            if request.kinds:
                self._look_again(request)
            else:
                self._look(request)
        if self._before is not None and time.monotonic() > self._before_until:
            self._before = None
        return bool(requests)

    def _known(self) -> list[Served]:
        """What serves, and for a while what served before it."""
        return [served for served in (self._served, self._before) if served is not None]

    def _look(self, request: Request) -> None:
        served = next((one for one in self._known() if one.side == request.side), None)
        if served is None:
            return  # the worker has the size of an earlier model; it reads the new one within seconds
        try:
            picture = self._queue.picture(request)
        except FrameGone:
            return
        filled = Letterbox(request.width, request.height, request.side).scaled[1]
        form = next(form for form in served.forms if form.rows >= filled)  # below is only padding
        (found,) = form.detect(picture[None, : form.rows])
        self._queue.answer(request, found)

    def _look_again(self, request: Request) -> None:
        models = [one.second_look for one in self._known() if one.second_look is not None]
        model = next((one for one in models if one.side == request.side), None)
        if model is None:
            return  # the worker hears within seconds that the model that serves now has another, or none
        try:
            crops = self._queue.crops(request)
        except FrameGone:
            return
        self._queue.answer_again(request, model.answers(crops, np.array(request.kinds, np.int64)))


def main() -> None:
    """Run until told to stop.

    1. Load the model, its engine chosen by measuring. 2. Announce and serve. 3. Follow the record of which model is to
    run. A model that cannot be used, with none to fall back to, ends the process with code 3, which the supervisor does
    not restart at once.
    """
    settings = settings_module.load()
    logs.set_up("inference", settings.log_level)
    stop = process_loop.stop_on_signals()

    def load(entry: ModelEntry) -> Choice:
        return engines.load(entry, settings.engine, settings.inference_threads)

    try:
        follower = ModelFollower(ModelStore(settings.model_dir, settings.own_models_dir), load, settings.model)
    except ModelError as error:
        log.error("%s", error)
        sys.exit(MODEL_UNUSABLE)
    redis = connect(settings.redis_url)
    announcer = Announcer(redis, pinned=bool(settings.model))
    frames = FrameReader(directory(settings.data_dir))
    server = InferenceServer(Served.of(follower.serving.choice), InferenceQueue(redis, frames))

    def step() -> bool:
        loaded = follower.step()
        if loaded is not None:
            server.serve(Served.of(loaded.choice))
        announcer.say(follower)
        server.step()
        return True  # `take` has waited already

    process_loop.run(step, stop, idle_seconds=0.0)


if __name__ == "__main__":
    main()
