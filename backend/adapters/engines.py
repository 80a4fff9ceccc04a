"""The engines by name, each imported only when it is asked for: OpenVINO costs a second and 60 MB, torch far more."""

from __future__ import annotations

from backend.adapters.detection_model import DetectionModel, Loader
from backend.adapters.model_manifest import ModelEntry
from backend.adapters.ultralytics_model import SUFFIXES, UltralyticsModel


def _onnxruntime(entry: ModelEntry, threads: int) -> DetectionModel:
    from backend.adapters.onnx_model import OnnxModel

    return OnnxModel(entry, threads)


def _openvino(entry: ModelEntry, threads: int) -> DetectionModel:
    from backend.adapters.openvino_model import OpenVinoModel

    return OpenVinoModel(entry, threads)


def for_entry(entry: ModelEntry, engine: str) -> dict[str, Loader]:
    """The engines to try for this model. `engine` is `auto` or the name of one."""
    if entry.path.suffix in SUFFIXES:
        return {"ultralytics": UltralyticsModel}
    loaders: dict[str, Loader] = {"onnxruntime": _onnxruntime, "openvino": _openvino}
    return loaders if engine == "auto" else {engine: loaders[engine]}
