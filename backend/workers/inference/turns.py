"""One look after the other: whose turn it is, with which model, and what became of it.

A camera's newest request is taken at its turn and never before, so what is looked at is as fresh as can be. What nobody
waits for any more is passed over. A camera whose pictures ended this process again and again rests.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from backend.adapters.engines.detection_model import Choice, CropModel, DetectionModel
from backend.adapters.inference.frame_store import FrameGone
from backend.adapters.inference.link import Request
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.machine.clock import boot
from backend.core.inference.fair_queue import FairQueue, Waiting
from backend.core.inference.load_window import Load, LoadWindow, Turn
from backend.core.inference.quarantine import remembered, rest_seconds
from backend.core.vision.boxes import Letterbox

log = logging.getLogger(__name__)
WAIT_SECONDS = 1.0
GRACE_SECONDS = 8.0
"""How long the model before stays, for workers that have not heard of another size yet: they ask every second. Longer
costs memory, shorter costs frames."""


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


class InferenceTurns:
    """One unit of work is one turn: take who is next, look, answer. Only `call_seconds` is for other threads."""

    def __init__(self, served: Served, queue: InferenceQueue, *, wall_clock: Callable[[], float] = time.time) -> None:
        self._served = served
        self._before: Served | None = None
        self._before_until = 0.0
        self._queue = queue
        self._wall_clock = wall_clock
        self._order = FairQueue()
        self._window = LoadWindow(time.monotonic())
        self._boot = boot()
        self._deaths: dict[int, tuple[float, ...]] | None = None
        self._call_began: float | None = None

    def serve(self, served: Served) -> None:
        """Use another model from now on. Frames of another size still go to the one before, for a while."""
        self._before, self._before_until = self._served, time.monotonic() + GRACE_SECONDS
        self._served = served

    def call_seconds(self, now: float) -> float | None:
        """How long the model has been at work on one request; None while it is not."""
        began = self._call_began
        return None if began is None else now - began

    def load(self, now: float) -> Load:
        """What was done in the last seconds."""
        return self._window.load(now)

    def resting(self) -> tuple[int, ...]:
        """Cameras whose pictures are not looked at now."""
        return tuple(sorted(camera for camera in self._deaths or () if self._rests(camera)))

    def step(self) -> bool:
        """One turn. Says whether anybody waited. Redis errors are raised."""
        if self._deaths is None:
            self._deaths = self._learn_from_the_predecessor()
        if self._before is not None and time.monotonic() > self._before_until:
            self._before = None
        waiting = [Waiting(one.camera_id, bool(one.kinds)) for one in self._queue.waiting(WAIT_SECONDS)]
        who = self._order.choose(waiting)
        request = self._queue.claim(who.camera_id) if who is not None else None
        if request is not None:
            self._take(request, len(waiting))
        return bool(waiting)

    def _take(self, request: Request, waiting: int) -> None:
        began = time.monotonic()
        if request.is_stale(began, self._boot):
            self._window.passed_over()
            looked = False
        else:
            looked = not self._rests(request.camera_id) and self._looked(request)
        if not looked:
            self._queue.done()
            return
        now = time.monotonic()
        second = bool(request.kinds)
        self._order.served(Waiting(request.camera_id, second), now - began)
        waited = request.waited(began, self._boot)
        self._window.add(Turn(now, now - began, waited, request.camera_id, second, waiting))

    def _looked(self, request: Request) -> bool:
        """Look and answer. False when the pixels, or the model that they are for, have gone."""
        try:
            return self._look_again(request) if request.kinds else self._look(request)
        except FrameGone:
            return False

    @contextmanager
    def _calling(self) -> Iterator[None]:
        """The model is at work: see `call_seconds`."""
        self._call_began = time.monotonic()
        try:
            yield
        finally:
            self._call_began = None

    def _look(self, request: Request) -> bool:
        served = next((one for one in self._known() if one.side == request.side), None)
        if served is None:
            return False  # the worker has the size of an earlier model; it reads the new one within seconds
        picture = self._queue.picture(request)
        filled = Letterbox(request.width, request.height, request.side).scaled[1]
        form = next(form for form in served.forms if form.rows >= filled)  # below is only padding
        with self._calling():
            (found,) = form.detect(picture[None, : form.rows])
        self._queue.answer(request, found)
        return True

    def _look_again(self, request: Request) -> bool:
        models = [one.second_look for one in self._known() if one.second_look is not None]
        model = next((one for one in models if one.side == request.side), None)
        if model is None:
            return False  # the worker hears within seconds that the model that serves now has another, or none
        crops = self._queue.crops(request)
        with self._calling():
            answers = model.answers(crops, np.array(request.kinds, np.int64))
        self._queue.answer_again(request, answers)
        return True

    def _known(self) -> list[Served]:
        """What serves, and for a while what served before it."""
        return [served for served in (self._served, self._before) if served is not None]

    def _rests(self, camera_id: int) -> bool:
        return rest_seconds((self._deaths or {}).get(camera_id, ()), self._wall_clock()) > 0

    def _learn_from_the_predecessor(self) -> dict[int, tuple[float, ...]]:
        """Mark the camera whose picture it had in hand when it died."""
        at, deaths = self._wall_clock(), self._queue.deaths()
        camera = self._queue.left_behind()
        if camera is not None:
            deaths[camera] = (*remembered(deaths.get(camera, ()), at), at)
            self._queue.keep_deaths(camera, deaths[camera])
            rest = rest_seconds(deaths[camera], at)
            log.warning("the process before died with a picture of camera %d; it rests for %.0f s", camera, rest)
        return deaths
