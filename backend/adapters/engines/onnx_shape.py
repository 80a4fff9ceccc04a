"""The true input size and output shape of an ONNX model: files often leave them open, or state others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from backend.adapters.engines.onnx_model import FAULTS
from backend.core.errors import ModelError

TYPES = {1: np.float32, 10: np.float16}
"""Element types of an input that takes pictures, by ONNX's number."""
_BY_NAME = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A size of the input on which a model runs."""

    side: int
    """Of the square, pixels."""
    shape: list[int]
    """Of the first output for one picture."""
    runs_shorter: bool
    """Whether it runs on fewer rows as well."""


def fit(path: Path, sides: Sequence[int], shorter: Mapping[int, int]) -> Fit:
    """The first of these sides on which the model runs. ModelError when it fails on all.

    `shorter` gives the number of rows to try as well, by side; none for a side that is not in it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except FAULTS as error:
        raise ModelError(
            f"ONNX Runtime cannot load it ({type(error).__name__}).", hint="Export it again, with opset 17."
        ) from error
    for side in sides:
        shape = _shape(session, side, side)
        if shape is not None:
            runs_shorter = side in shorter and _shape(session, shorter[side], side) is not None
            return Fit(side=side, shape=shape, runs_shorter=runs_shorter)
    raise ModelError(
        f"ONNX Runtime cannot run it on a square picture of {' or '.join(map(str, sides))} pixels.",
        hint="Export it again, with opset 17, or state its input size: SIZE=640.",
    )


def _shape(session: onnxruntime.InferenceSession, rows: int, columns: int) -> list[int] | None:
    """The shape of the first output for one grey picture; None when the model fails on it."""
    given = session.get_inputs()[0]
    picture = np.full((1, 3, rows, columns), 0.5, dtype=_BY_NAME.get(given.type, np.float32))
    try:
        answer = session.run([session.get_outputs()[0].name], {given.name: picture})[0]
    except FAULTS:
        return None
    return list(np.shape(answer))
