"""The engines by name, each imported only when it is used: OpenVINO costs a second and 60 MB, torch far more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend.adapters.engines import accelerators
from backend.adapters.engines.detection_model import Choice, CropModel, DetectionModel, Loader, choose
from backend.adapters.engines.ultralytics_model import SUFFIXES, UltralyticsModel
from backend.adapters.models.manifest import ModelEntry, ModelFile
from backend.core.errors import ModelError


def _onnx(provider: str) -> Loader:
    def load(entry: ModelEntry, threads: int) -> DetectionModel:
        from backend.adapters.engines.onnx_model import OnnxModel

        return OnnxModel(entry, threads, provider)

    return load


def _openvino(device: str) -> Loader:
    def load(entry: ModelEntry, threads: int) -> DetectionModel:
        from backend.adapters.engines.openvino_model import OpenVinoModel

        return OpenVinoModel(entry, threads, device)

    return load


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to run an ONNX model."""

    load: Loader
    is_there: Callable[[], bool] = lambda: True
    """Whether this machine and what is installed have it."""
    needs: str = ""
    """What to do where they have not."""
    on_cpu: bool = False


ENGINES = {
    "onnxruntime": Engine(_onnx("CPUExecutionProvider"), on_cpu=True),
    "cuda": Engine(
        _onnx("CUDAExecutionProvider"),
        lambda: "CUDAExecutionProvider" in accelerators.onnx_providers(),
        "It needs an NVIDIA GPU and the package onnxruntime-gpu in place of onnxruntime.",
    ),
    "tensorrt": Engine(
        _onnx("TensorrtExecutionProvider"),
        lambda: "TensorrtExecutionProvider" in accelerators.onnx_providers(),
        "It needs an NVIDIA GPU, TensorRT, and the package onnxruntime-gpu in place of onnxruntime.",
    ),
    "openvino": Engine(
        _openvino("CPU"),
        lambda: "CPU" in accelerators.openvino_devices(),
        "Its library cannot be loaded on this machine; the log of `inference` says why.",
        on_cpu=True,
    ),
    "openvino-gpu": Engine(
        _openvino("GPU"),
        lambda: any(device.startswith("GPU") for device in accelerators.openvino_devices()),
        "It needs an Intel GPU and its OpenCL driver.",
    ),
}


def for_entry(entry: ModelEntry, engine: str) -> dict[str, Loader]:
    """The engines to try for this model. `engine` is `auto`, for all that are there, or the name of one.

    On CPUs without matrix units the model's INT8 variant is tried as well, if it has one.
    ModelError when the one asked for is not there.
    """
    if entry.path.suffix in SUFFIXES:
        return {"ultralytics": UltralyticsModel}
    if engine == "auto":
        tried = {name: one for name, one in ENGINES.items() if one.is_there()}
    else:
        tried = {engine: ENGINES[engine]}
        if not tried[engine].is_there():
            raise ModelError(
                f"The engine {engine} is not there.",
                code="engine_missing",
                hint=f"{tried[engine].needs} Or set ENGINE=auto.",
            )
    loaders = {name: one.load for name, one in tried.items()}
    if entry.int8 is not None and not accelerators.has_amx():
        loaders |= {f"{name}-int8": _int8(one.load) for name, one in tried.items() if one.on_cpu}
    return loaders


def _int8(load: Loader) -> Loader:
    """Loads the INT8 variant of each form that it is given."""

    def load_variant(form: ModelEntry, threads: int) -> DetectionModel:
        if form.int8 is None:
            raise ModelError(f"{form.path.name} has no INT8 variant.")
        return load(form.int8, threads)

    return load_variant


def load(entry: ModelEntry, engine: str, threads: int) -> Choice:
    """The model in the fastest of its engines. See `for_entry` and `choose`."""
    return choose(entry, for_entry(entry, engine), threads)


def load_crop_classifier(file: ModelFile, threads: int) -> CropModel:
    """Always in ONNX Runtime: it is too small for the engine to matter."""
    from backend.adapters.engines.crop_classifier_model import CropClassifierModel

    return CropClassifierModel(file.path, threads)
