"""OpenVINO: faster on Intel CPUs, most of all on those that compute in bfloat16."""

from __future__ import annotations

import numpy as np
import openvino
from numpy.typing import NDArray

from backend.adapters.model_manifest import ModelEntry
from backend.adapters.onnx_model import check_shape
from backend.core.detection import SERVING, Detections, Selection
from backend.core.errors import ModelError
from backend.core.model_layouts import detections


class OpenVinoModel:
    """A model in OpenVINO on the CPU. ModelError when the file is no usable detector."""

    engine = "openvino"
    device = "cpu"

    def __init__(self, entry: ModelEntry, threads: int) -> None:
        core = openvino.Core()
        try:
            model = core.read_model(str(entry.path))
            answered = [d.get_length() if d.is_static else str(d) for d in model.outputs[0].partial_shape]
            given = [d.get_length() if d.is_static else str(d) for d in model.inputs[0].partial_shape]
            check_shape(entry, given, answered)
            model.reshape([1, 3, entry.rows, entry.input_size])
            self._compiled = core.compile_model(
                _taking_bytes(model, entry.pixels),
                "CPU",
                {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1},
            )
        except RuntimeError as error:
            raise ModelError(
                f"{entry.path.name} is not a model that OpenVINO can load.",
                hint="Restore the file, or set MODEL to another model of model/manifest.json.",
            ) from error
        self._request = self._compiled.create_infer_request()
        self.input_size = entry.input_size
        self.rows = entry.rows
        self._entry = entry

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """See `DetectionModel.detect`. One picture at a time: batches gain nothing on a CPU."""
        found = []
        for picture in pictures:
            try:
                self._request.infer({0: np.ascontiguousarray(picture[None])})
            except RuntimeError as error:
                raise ModelError("The model failed on a picture.") from error
            raw = np.array(self._request.get_output_tensor(0).data[0], dtype=np.float32)
            found.append(detections(raw, self._entry.layout, self._entry.class_map, selection))
        return found


def _taking_bytes(model: openvino.Model, pixels: str) -> openvino.Model:
    """The model with pictures as they come, (B, H, W, 3) BGR bytes, turned into its own input inside the engine."""
    order, white = pixels.split("-")
    steps = openvino.preprocess.PrePostProcessor(model)
    taken = steps.input().tensor().set_element_type(openvino.Type.u8).set_layout(openvino.Layout("NHWC"))
    steps.input().model().set_layout(openvino.Layout("NCHW"))
    if order == "rgb":
        taken.set_color_format(openvino.preprocess.ColorFormat.BGR)
        steps.input().preprocess().convert_color(openvino.preprocess.ColorFormat.RGB)
    if white == "1":
        steps.input().preprocess().convert_element_type(openvino.Type.f32).scale(255.0)
    return steps.build()
