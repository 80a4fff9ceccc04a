"""Our own detector, exported as others export theirs: another layout, other pixels, other class names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from tests.support.models.model_folders import REAL

CONSTANTS = (
    ("x_order", [2, 1, 0], np.int64),
    ("x_white", 255, np.float32),
    ("x_two", 2, np.float32),
    ("x_most", [300], np.int64),
    ("x_overlap", [0.6], np.float32),
    ("x_floor", [0.05], np.float32),
    ("x_classes", [1], np.int64),
    ("x_boxes", [2], np.int64),
    ("x_front", [0], np.int64),
    ("x_around", [0, 2], np.int64),
    ("x_parts", [2, 2, 5], np.int64),
)
NAMES = ("Hardhat", "NO-Hardhat", "Safety Vest", "NO-Safety Vest", "Person")


def wrapped(
    layout: str = "yolo-v8",
    pixels: str = "rgb-1",
    *,
    content: bytes = REAL.read_bytes(),
    metadata: dict[str, str] | None = None,
    states_size: bool = True,
) -> bytes:
    """The model with nodes before and behind it that turn its input and output into those of another kind.

    Without `states_size` its input has open height and width, before a graph that was built for one size.
    """
    model = onnx.load_from_string(content)
    graph = model.graph
    given, answered = graph.input[0], graph.output[0].name
    side = given.type.tensor_type.shape.dim[3].dim_value
    constants = [numpy_helper.from_array(np.array(value, dtype=kind), name) for name, value, kind in CONSTANTS]
    nodes = [*_before(pixels, given.name), *graph.node, *_behind(layout, answered)]
    del graph.node[:], graph.input[:], graph.output[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(constants)
    size = [side, side] if states_size else ["height", "width"]
    graph.input.append(helper.make_tensor_value_info("pictures", TensorProto.FLOAT, ["batch", 3, *size]))
    shape: dict[str, Sequence[str | int]] = {
        "boxes-then-scores": ["batch", "n", 9],
        "yolo-v8": ["batch", 9, "n"],
        "yolo-v5": ["batch", "n", 10],
        "end-to-end": ["batch", "n", 6],
    }
    graph.output.append(helper.make_tensor_value_info("out", TensorProto.FLOAT, shape[layout]))
    helper.set_model_props(model, metadata if metadata is not None else ultralytics_metadata())
    onnx.checker.check_model(model)
    return bytes(ModelProto.SerializeToString(model))


def ultralytics_metadata(names: Sequence[str] = NAMES) -> dict[str, str]:
    """What ultralytics writes into its exports."""
    return {"author": "Ultralytics", "task": "detect", "stride": "32", "names": str(dict(enumerate(names)))}


def _before(pixels: str, target: str) -> list[NodeProto]:
    order, white = pixels.split("-")
    ordered = helper.make_node("Gather", ["pictures", "x_order"], ["x_ordered"], axis=1)
    plain = helper.make_node("Identity", ["pictures"], ["x_ordered"])
    scaled = helper.make_node("Mul", ["x_ordered", "x_white"], [target])
    same = helper.make_node("Identity", ["x_ordered"], [target])
    return [ordered if order == "rgb" else plain, scaled if white == "1" else same]


def _behind(layout: str, source: str) -> list[NodeProto]:
    """Nodes from x1 y1 x2 y2 scores, (B, N, 9), to another layout."""
    if layout == "boxes-then-scores":
        return [helper.make_node("Identity", [source], ["out"])]
    nodes = [
        helper.make_node("Split", [source, "x_parts"], ["x_low", "x_high", "x_scores"], axis=2),
        helper.make_node("Add", ["x_low", "x_high"], ["x_sum"]),
        helper.make_node("Div", ["x_sum", "x_two"], ["x_middle"]),
        helper.make_node("Sub", ["x_high", "x_low"], ["x_size"]),
    ]
    if layout == "yolo-v8":
        return [
            *nodes,
            helper.make_node("Concat", ["x_middle", "x_size", "x_scores"], ["x_rows"], axis=2),
            helper.make_node("Transpose", ["x_rows"], ["out"], perm=[0, 2, 1]),
        ]
    if layout == "yolo-v5":
        return [
            *nodes,
            helper.make_node("ReduceMax", ["x_scores"], ["x_object"], axes=[2], keepdims=1),
            helper.make_node("Div", ["x_scores", "x_object"], ["x_shares"]),
            helper.make_node("Concat", ["x_middle", "x_size", "x_object", "x_shares"], ["out"], axis=2),
        ]
    return [*nodes, *_suppressing()]


def _suppressing() -> list[NodeProto]:
    return [
        helper.make_node("Concat", ["x_low", "x_high"], ["x_corners"], axis=2),
        helper.make_node("Transpose", ["x_scores"], ["x_by_class"], perm=[0, 2, 1]),
        helper.make_node(
            "NonMaxSuppression", ["x_corners", "x_by_class", "x_most", "x_overlap", "x_floor"], ["x_kept"]
        ),
        helper.make_node("Gather", ["x_kept", "x_boxes"], ["x_which"], axis=1),
        helper.make_node("Gather", ["x_kept", "x_classes"], ["x_named"], axis=1),
        helper.make_node("Squeeze", ["x_which", "x_classes"], ["x_which_1"]),
        helper.make_node("Gather", ["x_corners", "x_which_1"], ["x_kept_boxes"], axis=1),
        helper.make_node("GatherND", ["x_by_class", "x_kept"], ["x_kept_scores"]),
        helper.make_node("Unsqueeze", ["x_kept_scores", "x_around"], ["x_score_column"]),
        helper.make_node("Cast", ["x_named"], ["x_class_flat"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["x_class_flat", "x_front"], ["x_class_column"]),
        helper.make_node("Concat", ["x_kept_boxes", "x_score_column", "x_class_column"], ["out"], axis=2),
    ]
