"""Exports a `.pt` to ONNX in a confined process: `python -m backend.workers.confined.model_export`.

A `.pt` is a pickle: loading it runs whatever code its maker put into it. So this happens here and nowhere else in
Mandor, once, after a person has agreed, in a process without secrets; what runs from then on is the ONNX.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backend.adapters.processes.confinement import ResourceLimits
from backend.core.errors import ModelError
from backend.workers.confined import program as confined

LIMITS = ResourceLimits(memory_bytes=24 * confined.GB, cpu_seconds=900, file_bytes=confined.GB)
EXPORTED = "exported.onnx"
OPSET = 17
DEFAULT_SIZE = 640
_UNUSABLE = (RuntimeError, OSError, ValueError, KeyError, AttributeError, TypeError, EOFError, ImportError, IndexError)


def export(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """`{file, size}` → `{file}`, in which the input's height and width may be any multiple of 32."""
    try:
        import torch  # noqa: F401
        from ultralytics import YOLO
    except ImportError as error:
        raise ModelError(
            f"A .pt needs ultralytics to be exported ({error}).",
            hint="Run `make extras` (ultralytics is AGPL-3.0), or export the model to ONNX yourself.",
        ) from error
    try:
        model: Any = YOLO(request["file"])
    except _UNUSABLE as error:
        raise ModelError(
            f"This .pt is no model that ultralytics can load ({type(error).__name__}: {error}).",
            hint="Mandor takes detectors of the YOLO family; export anything else to ONNX.",
        ) from error
    if model.task != "detect":
        raise ModelError(f"This model is for the task {model.task}.", hint="Mandor needs one that detects.")
    size = int(request.get("size") or _trained_at(model))
    try:
        made = model.export(format="onnx", imgsz=size, dynamic=True, simplify=False, opset=OPSET, device="cpu")
    except _UNUSABLE as error:
        raise ModelError(
            f"ultralytics cannot export this model ({type(error).__name__}: {error}).",
            hint="Export it to ONNX where it was trained.",
        ) from error
    Path(made).rename(folder / EXPORTED)
    return {"file": EXPORTED, "size": size}


def _trained_at(model: Any) -> int:
    """The side of the square that the model was trained with, pixels."""
    sizes = model.overrides.get("imgsz")
    side = max(sizes) if isinstance(sizes, list | tuple) and sizes else sizes
    return side if isinstance(side, int) and side > 0 else DEFAULT_SIZE


if __name__ == "__main__":
    confined.serve(export, LIMITS)
