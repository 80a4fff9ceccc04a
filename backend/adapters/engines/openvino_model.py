"""OpenVINO: faster on most CPUs, most of all on those that compute in bfloat16, and on Intel's GPUs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import openvino
from numpy.typing import NDArray

from backend.adapters.engines.onnx_model import check_shape
from backend.adapters.models.manifest import ModelEntry
from backend.core.errors import ModelError
from backend.core.models.layouts import detections
from backend.core.vision.detections import SERVING, Detections, Selection


class OpenVinoModel:
    """A model in OpenVINO on the `CPU` or the `GPU`. ModelError when the file is no usable detector."""

    engine = "openvino"

    def __init__(self, entry: ModelEntry, threads: int, device: str = "CPU", precision: str = "") -> None:
        """`precision` is `bf16`, `f16` or `f32`; empty: the shortest that the device has and that is exact enough."""
        core = openvino.Core()
        try:
            precision = precision or best_precision(device, core.get_property(device, "OPTIMIZATION_CAPABILITIES"))
            model = core.read_model(str(entry.path))
            answered = [d.get_length() if d.is_static else str(d) for d in model.outputs[0].partial_shape]
            given = [d.get_length() if d.is_static else str(d) for d in model.inputs[0].partial_shape]
            check_shape(entry, given, answered)
            model.reshape([1, 3, entry.rows, entry.input_size])
            self._compiled = core.compile_model(
                _taking_bytes(model, entry.pixels),
                device,
                _options(device, threads, precision),
            )
        except RuntimeError as error:
            raise ModelError(
                f"{entry.path.name} is not a model that OpenVINO can load.",
                code="not_loadable",
                hint="Restore the file, or set MODEL to another model of model/manifest.json.",
            ) from error
        used = self._compiled.get_property("INFERENCE_PRECISION_HINT").get_type_name()
        self.device = f"{device.lower()}, {'int8' if entry.is_int8 else used}"
        self._request = self._compiled.create_infer_request()
        self.input_size = entry.input_size
        self.rows = entry.rows
        self.entry = entry

    def detect(self, pictures: NDArray[np.uint8], selection: Selection = SERVING) -> list[Detections]:
        """See `DetectionModel.detect`. One picture at a time: a batch gains nothing on a CPU or a small GPU."""
        found = []
        for picture in pictures:
            try:
                self._request.infer({0: np.ascontiguousarray(picture[None])})
            except RuntimeError as error:
                raise ModelError("The model failed on a picture.") from error
            raw = np.array(self._request.get_output_tensor(0).data[0], dtype=np.float32)
            found.append(detections(raw, self.entry.layout, self.entry.class_map, selection))
        return found


def best_precision(device: str, capabilities: Sequence[str]) -> str:
    """In what to compute: bfloat16 on a CPU that has it, half precision on a GPU that has it, else single precision.

    Half precision on a CPU is left out: it is slower than single on most that claim it, and boxes of a large picture
    are rounded to half a pixel.
    """
    short = "FP16" if device.startswith("GPU") else "BF16"
    return {"FP16": "f16", "BF16": "bf16"}[short] if short in capabilities else "f32"


def _options(device: str, threads: int, precision: str) -> dict[str, object]:
    options: dict[str, object] = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision}
    if device == "CPU":
        options |= {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1}
    return options


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
