"""Cuts an exported YOLOX detector's input to fewer rows, for pictures that are wider than high.

    .venv/bin/python model/cut_input.py model/ppe-first-640.onnx 384 model/ppe-first-640x384.onnx

A 16:9 picture fills 360 of 640 rows; the rest is padding that costs as much as picture. The weights stay as they are:
only the constants that hold one row per anchor (the grid and its strides) lose the anchors of the rows cut off.
Needs `onnx` (in the development environment).
"""

from __future__ import annotations

import sys

import numpy as np
import onnx
from onnx import numpy_helper

STRIDES = (8, 16, 32)


def kept_anchors(side: int, rows: int) -> np.ndarray:
    """Indices of the anchors that lie in the first `rows` rows of a square input."""
    kept, start = [], 0
    for stride in STRIDES:
        cells = side // stride
        kept.append(np.arange(cells * cells).reshape(cells, cells)[: rows // stride].ravel() + start)
        start += cells * cells
    return np.concatenate(kept)


def cut(model: onnx.ModelProto, rows: int) -> onnx.ModelProto:
    """The same detector for input (B, 3, rows, side). ValueError when `rows` is no multiple of the largest stride."""
    shape = model.graph.input[0].type.tensor_type.shape.dim
    side = shape[3].dim_value
    if rows % STRIDES[-1] or not 0 < rows < side:
        raise ValueError(f"rows must be a multiple of {STRIDES[-1]} under {side}")
    anchors = sum((side // stride) ** 2 for stride in STRIDES)
    kept = kept_anchors(side, rows)
    attributes = [a.t for node in model.graph.node for a in node.attribute if a.HasField("t")]
    for tensor in [*model.graph.initializer, *attributes]:
        if anchors in tensor.dims:
            axis = list(tensor.dims).index(anchors)
            fewer = np.ascontiguousarray(np.take(numpy_helper.to_array(tensor), kept, axis=axis))
            tensor.CopyFrom(numpy_helper.from_array(fewer, tensor.name))
    shape[2].dim_value = rows
    for output in model.graph.output:
        for dimension in output.type.tensor_type.shape.dim:
            if dimension.dim_value == anchors:
                dimension.dim_value = len(kept)
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    source, rows, target = sys.argv[1:]
    onnx.save(cut(onnx.load(source), int(rows)), target)
