"""The true output shape of an ONNX model: files often leave it open, or state another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from backend.adapters.engines.onnx_model import FAULTS
from backend.core.errors import ModelError

TYPES = {1: np.float32, 10: np.float16}
"""Element types of an input that takes pictures, by ONNX's number."""
_BY_NAME = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


def output_shape(path: Path, side: int) -> list[int]:
    """The shape of its first output for one grey picture. ModelError when it fails on that."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        given = session.get_inputs()[0]
        picture = np.full((1, 3, side, side), 0.5, dtype=_BY_NAME.get(given.type, np.float32))
        answer = session.run([session.get_outputs()[0].name], {given.name: picture})[0]
    except FAULTS as error:
        raise ModelError(
            f"ONNX Runtime cannot run it on a picture of {side} × {side} ({type(error).__name__}).",
            hint="Export it again, with opset 17, or state its input size: SIZE=640.",
        ) from error
    return list(np.shape(answer))
