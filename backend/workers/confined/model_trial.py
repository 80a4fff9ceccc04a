"""Runs an untrusted model in a confined process: `python -m backend.workers.confined.model_trial < request.json`.

An engine may crash, hang or eat all memory on a file that was made for it. So every model runs here first, in the
engines that the inference server would choose from, on a picture.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.adapters.processes.confinement import ResourceLimits
from backend.core.errors import ModelError
from backend.workers.confined import program as confined

if TYPE_CHECKING:
    from backend.core.vision.detections import Detections

LIMITS = ResourceLimits(memory_bytes=8 * confined.GB, cpu_seconds=240, file_bytes=64 << 20)


def work(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """`{file, sizes, shorter}` → the size that fits; `{models, picture, engine, threads}` → its detections."""
    return _fit(request) if "file" in request else _detections(request)


def _fit(request: dict[str, Any]) -> dict[str, Any]:
    """The first of the sizes on which the model runs, as `onnx_shape.Fit`."""
    from backend.adapters.engines.onnx_shape import fit

    shorter = {int(side): int(rows) for side, rows in request["shorter"].items()}
    return asdict(fit(Path(request["file"]), request["sizes"], shorter))


def _detections(request: dict[str, Any]) -> dict[str, Any]:
    """The engine that would be chosen, its times, and the detections in the picture's pixels: by the square form, by
    the one that such a picture would get, and those in noise."""
    import numpy as np

    from backend.adapters.engines import selection as engines
    from backend.adapters.engines.detection_model import choose
    from backend.adapters.inference.picture_detector import PictureDetector
    from backend.adapters.models import manifest as model_manifest

    if request.get("needs_gpu"):
        _check_gpu()
    picture = np.load(request["picture"], allow_pickle=False)
    entry = model_manifest.read(Path(request["models"]))
    choice = choose(entry, engines.for_entry(entry, request["engine"]), request["threads"])
    square, routed = PictureDetector((choice.model,)), PictureDetector((choice.model, *choice.shorter))
    noise = np.random.default_rng(0).integers(0, 255, picture.shape, dtype=np.uint8)
    found = {"square": square(picture), "wide": routed(picture), "noise": square(noise)}
    return {
        "engine": choice.model.engine,
        "device": choice.model.device,
        "milliseconds": choice.milliseconds,
        **{kind: _as_json(one) for kind, one in found.items()},
    }


def _as_json(found: Detections) -> dict[str, list[Any]]:
    return {"boxes": found.boxes.tolist(), "scores": found.scores.tolist(), "classes": found.classes.tolist()}


def _check_gpu() -> None:
    """ModelError unless a TensorRT engine can run here."""
    missing = [name for name in ("tensorrt", "torch", "ultralytics") if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"A TensorRT engine needs {' and '.join(missing)}, which is not installed.",
            hint="Run `make extras`, then .venv/bin/pip install tensorrt; or give the .pt or .onnx it was built from.",
        )
    import torch

    if not torch.cuda.is_available():
        raise ModelError(
            "A TensorRT engine runs only on an NVIDIA GPU like the one it was built on, and there is none here.",
            hint="Give the .pt or .onnx that it was built from.",
        )


if __name__ == "__main__":
    confined.serve(work, LIMITS, readable=("file", "models", "picture"))
