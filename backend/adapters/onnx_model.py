"""ONNX Runtime: runs everywhere."""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from backend.adapters.detection_model import planar
from backend.adapters.model_manifest import ModelEntry
from backend.core.detection import SERVING, Detections, Selection
from backend.core.errors import ModelError
from backend.core.model_layouts import detections, expected_shape

_FAULTS = (
    onnxruntime.capi.onnxruntime_pybind11_state.Fail,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidGraph,
    onnxruntime.capi.onnxruntime_pybind11_state.InvalidProtobuf,
    onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile,
    onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented,
    onnxruntime.capi.onnxruntime_pybind11_state.RuntimeException,
)


class OnnxModel:
    """A model in ONNX Runtime on the CPU. ModelError when the file is no usable detector."""

    engine = "onnxruntime"
    device = "cpu"

    def __init__(self, entry: ModelEntry, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(str(entry.path), options, providers=["CPUExecutionProvider"])
        except _FAULTS as error:
            raise ModelError(
                f"{entry.path.name} is not a model that ONNX Runtime can load ({type(error).__name__}).",
                hint="Restore the file, or set MODEL to another model of model/manifest.json.",
            ) from error
        self.input_size = entry.input_size
        self.rows = entry.rows
        self._entry = entry
        self._input = self._session.get_inputs()[0].name
        self._half = self._session.get_inputs()[0].type == "tensor(float16)"
        self._output = self._session.get_outputs()[0].name
        check_shape(entry, list(self._session.get_inputs()[0].shape), list(self._session.get_outputs()[0].shape))

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """See `DetectionModel.detect`. One picture at a time: batches gain nothing on a CPU."""
        return [self._detect(picture[None], selection) for picture in pictures]

    def _detect(self, picture: NDArray[np.uint8], selection: Selection) -> Detections:
        values = planar(picture, self._entry.pixels)
        try:
            (raw,) = self._session.run(
                [self._output], {self._input: values.astype(np.float16) if self._half else values}
            )
        except _FAULTS as error:
            raise ModelError(f"The model failed on a picture ({type(error).__name__}).") from error
        return detections(raw[0], self._entry.layout, self._entry.class_map, selection)


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
            hint=f"Export it with input (B, 3, {size}, {size}) and output (B, {output}), or set "
            "MODEL to another model of model/manifest.json.",
        )


def _fits(actual: list[object], expected: list[int] | list[int | None]) -> bool:
    return all(not isinstance(a, int) or e in (None, a) for a, e in zip(actual, expected, strict=True))
