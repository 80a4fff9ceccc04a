"""Answers about the detection model."""

from __future__ import annotations

from typing import Literal

from backend.routes.fields import Answered

Interval = tuple[float, float]


class FiguresAnswer(Answered):
    """What was measured of the model: shares from 0 to 1, by item of ours. Intervals are 95 %."""

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

    state: Literal["loading", "failed"]
    name: str
    code: str
    """Why it could not be; empty while it is being loaded, and from a detector of an earlier version."""
    reason: str
    hint: str


class LoadAnswer(Answered):
    """What the detector did in the last ten seconds. Milliseconds are null when it looked at nothing."""

    pictures_per_second: float
    second_looks_per_second: float
    milliseconds_mean: float | None
    milliseconds_p95: float | None
    waiting_ms_p95: float | None
    """Between a camera's asking and its turn."""
    busy: float
    """Share of the time, 0 to 1."""
    cameras: int
    stale: int
    """Requests since the start that came too late for their turn."""


class ModelAnswer(Answered):
    """The model that is running. `milliseconds` is what one picture took, per engine that was tried."""

    name: str
    sha256: str
    engine: str
    device: str
    input_size: int
    second_look_side: int
    """Side of the crops that are looked at again, pixels; 0 without a second look."""
    classes: list[str]
    """As the model calls them."""
    mapping: dict[str, str]
    """Class of the model → item of ours; others are ignored."""
    judges: list[str]
    """Items that people are judged for."""
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
