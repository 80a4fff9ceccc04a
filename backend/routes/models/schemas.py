"""Answers about the models that run."""

from __future__ import annotations

from pydantic import Field

from backend.adapters.inference.announcement import SwitchState
from backend.core.inference.tasks import InputKind
from backend.routes.fields import Answered

Interval = tuple[float, float]


class FiguresAnswer(Answered):
    """Measured figures of the model: shares from 0 to 1, by item of ours. Intervals are 95 %."""

    data: str
    pictures: int | None
    map50: float | None
    map50_95: float | None
    map50_interval: Interval | None
    ap50: dict[str, float]
    ap50_interval: dict[str, Interval]
    precision: dict[str, float]
    recall: dict[str, float]


class SwitchAnswer(Answered):
    """Another model is being loaded, or could not be."""

    state: SwitchState
    name: str
    code: str
    """Why it could not be; empty while it is being loaded, and from a detector of an earlier version."""
    reason: str
    hint: str


class LoadAnswer(Answered):
    """What the inference server did in the last ten seconds. Milliseconds are null when it served no request."""

    pictures_per_second: float
    second_looks_per_second: float = Field(validation_alias="refinements_per_second")
    """Pictures on whose crops the crop classifier was asked."""
    milliseconds_mean: float | None
    milliseconds_p95: float | None
    waiting_ms_p95: float | None
    """From a camera's request until it was served."""
    busy: float
    """Share of the time, 0 to 1."""
    cameras: int
    stale: int
    """Requests since the start that had expired before they could be served."""


class TaskLoadAnswer(Answered):
    """What the inference server did for one task in the last ten seconds. Null where it served no request."""

    requests_per_second: float
    milliseconds_mean: float | None
    milliseconds_p95: float | None
    waiting_ms_p95: float | None
    """From a camera's request until it was served."""
    batch_mean: float | None
    """Requests that one call of the model answered, on average."""


class TaskAnswer(Answered):
    """A task of the inference server and the model that serves it; empty texts and 0 where none does."""

    task: str
    input: InputKind
    refines: str
    """The task whose answer it refines; empty: none."""
    name: str
    """Of the model."""
    sha256: str
    engine: str
    device: str
    licence: str
    input_size: int
    """Side of the frame's square or of the crops, pixels."""
    previous: str | None
    switch: SwitchAnswer | None
    load: TaskLoadAnswer | None
    """Null from a server of an earlier version."""


class DetectorAnswer(Answered):
    """A detector of the crowd interface. `path` is the name of its file; both texts are empty where none is loaded."""

    loaded: bool
    path: str
    device: str


class ModelAnswer(Answered):
    """The PPE model that is running. `milliseconds` is what one picture took, per engine that was tried."""

    name: str
    sha256: str
    engine: str
    device: str
    input_size: int
    second_look_side: int = Field(validation_alias="crop_side")
    """Side of the crops that the crop classifier takes, pixels; 0 without one."""
    classes: list[str]
    """As the model calls them."""
    mapping: dict[str, str]
    """Class of the model → item of ours; others are ignored."""
    judges: list[str]
    """Items that people are assessed for."""
    licence: str
    attribution: str
    milliseconds: dict[str, float]
    measured: FiguresAnswer | None
    pinned: bool
    """The setting MODEL names it."""
    previous: str | None
    """What `make model BACK=1` brings back."""
    switch: SwitchAnswer | None
    load: LoadAnswer | None
    """Null from a detector of an earlier version."""
    tasks: list[TaskAnswer]
    """All tasks of the server, PPE among them."""
    face_model: DetectorAnswer
    body_model: DetectorAnswer
