"""The common interface of all engines, and the choice among them by measurement."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.vision.detections import SERVING, Detections, Selection

log = logging.getLogger(__name__)
WARM_UP_CALLS = 2
TIMED_CALLS = 7
INT8_ADVANTAGE = 0.9
"""Share of the other's time that an INT8 variant may take at most to be chosen: it finds a little less, and two
measurements of the same differ by some percent. Lower: it is used only where it saves much."""


class DetectionModel(Protocol):
    """A loaded model."""

    engine: str
    device: str
    """What it computes on and in: `cpu, bf16`, `cuda:0`."""
    entry: ModelEntry
    """What it runs: the model's own file, or its INT8 variant's."""
    input_size: int
    rows: int

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """What is in each picture of a batch, the same as in a batch of one.

        `pictures` (B, rows, input_size, 3) BGR; boxes are in the same pixels.
        """
        ...


class CropModel(Protocol):
    """A loaded crop classifier."""

    side: int
    """Of the crops that it takes, pixels."""

    def classify(self, crops: NDArray[np.uint8], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
        """(P, 7) scores and corrections of crops (P, side, side, 3) BGR of these kinds (P,).

        See `core.ppe.refinement`.
        """
        ...


Loader = Callable[[ModelEntry, int], DetectionModel]


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that was chosen, the model in it, and what each engine took, milliseconds per picture."""

    model: DetectionModel
    shorter: tuple[DetectionModel, ...]
    """The model's shorter forms in the same engine."""
    milliseconds: dict[str, float]


def choose(entry: ModelEntry, loaders: Mapping[str, Loader], threads: int) -> Choice:
    """Load the model with each engine, time each on the same pictures, keep the fastest.

    An INT8 variant has to be clearly faster than what it replaces.
    An engine that cannot load or run the model is left out with a warning; ModelError when none can.
    """
    candidates: dict[str, DetectionModel] = {}
    timings: dict[str, float] = {}
    errors: dict[str, ModelError] = {}
    for name, load in loaders.items():
        try:
            model = load(entry, threads)
            timings[name] = milliseconds(model)
            candidates[name] = model
        except ModelError as error:
            errors[name] = error
            log.warning("engine %s cannot run %s: %s", name, entry.name, error)
    if not candidates:
        reasons = "; ".join(f"{name}: {error.message}" for name, error in errors.items())
        hints = [error.hint for error in errors.values() if error.hint]
        codes = {error.code for error in errors.values()}
        raise ModelError(
            f"No engine can run the model {entry.name} ({reasons}).",
            code=codes.pop() if len(codes) == 1 else "no_engine",
            hint=hints[0] if hints else "Check the file, or set MODEL to another model of model/manifest.json.",
        )
    fastest = min(timings, key=lambda name: timings[name] / (INT8_ADVANTAGE if candidates[name].entry.is_int8 else 1))
    shorter = tuple(loaders[fastest](form, threads) for form in entry.shorter)
    return Choice(candidates[fastest], shorter, timings)


def milliseconds(model: DetectionModel) -> float:
    """Shortest time for one noise picture, after a warm-up: what the engine can do when nothing disturbs it."""
    picture = np.random.default_rng(0).integers(0, 255, (1, model.rows, model.input_size, 3), dtype=np.uint8)
    for _ in range(WARM_UP_CALLS):
        model.detect(picture)
    times = []
    for _ in range(TIMED_CALLS):
        began = time.perf_counter()
        model.detect(picture)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def planar(pictures: NDArray[np.uint8], pixels: str) -> NDArray[np.float32]:
    """(B, H, W, 3) BGR bytes to (B, 3, H, W) float32 as the model wants its pixels (one of `PIXELS`)."""
    order, white = pixels.split("-")
    ordered = pictures[..., ::-1] if order == "rgb" else pictures
    values = np.ascontiguousarray(ordered.transpose(0, 3, 1, 2), dtype=np.float32)
    if white == "1":
        values /= 255
    return values
