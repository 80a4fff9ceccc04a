"""ONNX Runtime: runs everywhere, on NVIDIA's GPUs as well where its package for them is installed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from backend.adapters.engines.detection_model import planar
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.models.layouts import detections, expected_shape
from backend.core.vision.detections import SERVING, Detections, Selection

FAULTS = (
    onnxruntime.capi.onnxruntime_pybind11_state.Fail,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidGraph,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf,
    onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile,
    onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented,
    onnxruntime.capi.onnxruntime_pybind11_state.RuntimeException,
)


CPU = "CPUExecutionProvider"
DEVICES = {
    CPU: "cpu",
    "CUDAExecutionProvider": "cuda:0",
    "TensorrtExecutionProvider": "cuda:0, TensorRT",
}
"""What a provider computes on, in words."""
TENSORRT_CACHE = Path.home() / ".cache" / "mandor" / "tensorrt"
"""TensorRT takes minutes to build what it runs; the next start finds it here. No other user may write there."""


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """So many threads, which sleep while there is nothing to do; faults are raised, not printed."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


class OnnxModel:
    """A model in ONNX Runtime. ModelError when the file is no usable detector or the provider cannot run it."""

    engine = "onnxruntime"

    def __init__(self, entry: ModelEntry, threads: int, provider: str = CPU) -> None:
        options = session_options(threads)
        try:
            self._session = onnxruntime.InferenceSession(str(entry.path), options, providers=_wanted(provider))
        except FAULTS as error:
            raise ModelError(
                f"{entry.path.name} is not a model that ONNX Runtime can load ({type(error).__name__}).",
                code="not_loadable",
                hint="Restore the file, or set MODEL to another model of model/manifest.json.",
            ) from error
        if self._session.get_providers()[0] != provider:  # it falls back to the CPU without an error
            raise ModelError(
                f"ONNX Runtime cannot use {provider} here.",
                code="engine_missing",
                hint="Check the GPU's driver and libraries, or set ENGINE=auto.",
            )
        self.device = DEVICES[provider] + (", int8" if entry.is_int8 else "")
        self.entry = entry
        self.input_size = entry.input_size
        self.rows = entry.rows
        self._input = self._session.get_inputs()[0].name
        self._half = self._session.get_inputs()[0].type == "tensor(float16)"
        self._output = self._session.get_outputs()[0].name
        self._takes_batches = not isinstance(self._session.get_inputs()[0].shape[0], int)
        check_shape(entry, list(self._session.get_inputs()[0].shape), list(self._session.get_outputs()[0].shape))

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """See `DetectionModel.detect`. A file that takes no batch gets one picture at a time."""
        raw = self._run_batch(pictures)
        if raw is None:
            raw = [self._run(picture[None])[0] for picture in pictures]
        return [detections(one, self.entry.layout, self.entry.class_map, selection) for one in raw]

    def _run_batch(self, pictures: NDArray[np.uint8]) -> Sequence[NDArray[np.floating]] | None:
        """The raw output for each picture; None when the file takes no batch, which some show only then."""
        if len(pictures) == 1 or not self._takes_batches:
            return None
        try:
            raw = self._run(pictures)
        except ModelError:
            raw = np.zeros((0,))
        self._takes_batches = len(raw) == len(pictures)
        return list(raw) if self._takes_batches else None

    def _run(self, pictures: NDArray[np.uint8]) -> NDArray[np.floating]:
        values = planar(pictures, self.entry.pixels)
        try:
            (raw,) = self._session.run(
                [self._output], {self._input: values.astype(np.float16) if self._half else values}
            )
        except FAULTS as error:
            raise ModelError(f"The model failed on a picture ({type(error).__name__}).") from error
        return np.asarray(raw)


def _wanted(provider: str) -> list[str | tuple[str, dict[str, object]]]:
    """The provider with its options, then what takes over the operators that it does not know."""
    if provider == CPU:
        return [CPU]
    if provider != "TensorrtExecutionProvider":
        return [provider, CPU]
    cache: dict[str, object] = {}
    with suppress(OSError):
        TENSORRT_CACHE.mkdir(mode=0o700, parents=True, exist_ok=True)
        cache = {"trt_engine_cache_enable": True, "trt_engine_cache_path": str(TENSORRT_CACHE)}
    return [(provider, cache), "CUDAExecutionProvider", CPU]


def check_shape(entry: ModelEntry, given: list[object], answered: list[object]) -> None:
    """ModelError unless the model takes (B, 3, rows, S) and answers as its layout does. Names stand for any number."""
    size = entry.input_size
    wanted = expected_shape(entry.layout, len(entry.classes))
    fits_in = len(given) == 4 and _fits(given[1:], [3, entry.rows, size])
    fits_out = len(answered) == 3 and _fits(answered[1:], list(wanted))
    if not (fits_in and fits_out):
        output = ", ".join("N" if length is None else str(length) for length in wanted)
        raise ModelError(
            f"{entry.path.name} is a model, but no detector of the kind that the manifest describes: it takes {given} "
            f"and answers {answered}.",
            code="wrong_shape",
            hint=f"Export it with input (B, 3, {size}, {size}) and output (B, {output}), or set "
            "MODEL to another model of model/manifest.json.",
        )


def _fits(actual: list[object], expected: list[int] | list[int | None]) -> bool:
    return all(not isinstance(a, int) or e in (None, a) for a, e in zip(actual, expected, strict=True))
