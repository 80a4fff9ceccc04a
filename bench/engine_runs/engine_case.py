"""What is measured of an engine, and what came out: one form of one model, with so many threads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from backend.adapters.models.manifest import ModelEntry
from backend.core.models.layouts import YOLO_V8
from backend.core.ppe.items import CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineCase:
    """One process's work. Only plain values: it travels as JSON."""

    side: str
    """`ours` or `peer`."""
    model: str
    path: str
    width: int
    height: int
    """Input size, pixels."""
    layout: str
    pixels: str
    classes: tuple[str, ...]
    is_int8: bool
    engine: str
    threads: int

    @property
    def shape(self) -> str:
        """Width and height."""
        return f"{self.width}x{self.height}"

    @property
    def entry(self) -> ModelEntry:
        """For the loader; the hash is not read again."""
        return ModelEntry(
            name=self.model,
            path=Path(self.path),
            sha256="",
            input_size=self.width,
            rows=self.height,
            classes=self.classes,
            mapping={name: name for name in self.classes},
            licence="",
            layout=self.layout,
            pixels=self.pixels,
            is_int8=self.is_int8,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFigures:
    """What a process measured."""

    device: str
    ms: float
    """Median for one picture, from its bytes to detections."""
    ms_best: float
    """The fastest: what it can do when nothing disturbs it."""
    cpu_ms: float
    """Mean CPU time of all threads for one picture: hardly moved by what else runs on the machine."""
    memory_mb: float
    """Resident memory of the whole process afterwards, in 1,000,000 bytes: Python, engine and model."""
    found: int
    """Detections in the picture; a side that finds nothing has no suppression to do."""


def ours(form: ModelEntry, engine: str, threads: int) -> EngineCase:
    """A form of a model of the manifest."""
    return EngineCase(
        side="ours",
        model=form.name,
        path=str(form.path),
        width=form.input_size,
        height=form.rows,
        layout=form.layout,
        pixels=form.pixels,
        classes=form.classes,
        is_int8=form.is_int8,
        engine=engine,
        threads=threads,
    )


def peer(folder: Path, like: EngineCase) -> EngineCase:
    """The peer's model in the same shape, engine and number of threads."""
    return EngineCase(
        side="peer",
        model="yolo11n",
        path=str(folder / f"yolo11n-{like.shape}.onnx"),
        width=like.width,
        height=like.height,
        layout=YOLO_V8,
        pixels="rgb-1",
        classes=CLASSES,
        is_int8=False,
        engine=like.engine,
        threads=like.threads,
    )


def row(case: EngineCase, figures: EngineFigures) -> dict[str, Any]:
    """Both as one line of the answer."""
    said = {"side": case.side, "model": case.model, "size": case.shape, "int8": case.is_int8}
    return {**said, "engine": case.engine, "threads": case.threads, **asdict(figures)}
