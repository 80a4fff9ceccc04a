"""Model files made to do harm, and how each would do it."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper, numpy_helper

from tests.support.models.model_folders import REAL


class Leaves:
    """A pickle of this makes a file as it is loaded: a stand-in for whatever a stranger would do."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch ran-here; touch {self.file}; cat {self.file.parent}/secret > stolen",)


def hostile_pickle(marker: Path) -> bytes:
    """A `.pt` as PyTorch writes it, whose pickle runs a command."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("best/data.pkl", pickle.dumps(Leaves(marker), protocol=2))
        archive.writestr("best/version", "3\n")
    return made.getvalue()


def zip_bomb() -> bytes:
    """A `.pt` that would grow a thousandfold."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("best/data.pkl", b"\0" * 50_000_000)
    return made.getvalue()


def _real() -> ModelProto:
    return onnx.load_from_string(REAL.read_bytes())


def external_data(location: str = "../../../../../../etc/passwd") -> bytes:
    """Weights that lie in another file."""
    model = _real()
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)
    return bytes(model.SerializeToString())


def external_data_in_a_branch() -> bytes:
    """The same, inside a graph inside an operator."""
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "inner")
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="/etc/passwd")
    branch = helper.make_graph([helper.make_node("Constant", [], ["x"], value=tensor)], "branch", [], [])
    model = _real()
    model.graph.node.insert(0, helper.make_node("If", ["c"], ["y"], then_branch=branch, else_branch=branch))
    return bytes(model.SerializeToString())


def custom_operator(domain: str = "com.evil") -> bytes:
    """An operator of somebody's own."""
    model = _real()
    model.graph.node[0].domain = domain
    model.opset_import.append(helper.make_opsetid(domain, 1))
    return bytes(model.SerializeToString())


def own_function() -> bytes:
    """Operators defined in the file."""
    model = _real()
    node = helper.make_node("Identity", ["a"], ["b"])
    model.functions.append(helper.make_function("mine", "f", ["a"], ["b"], [node], [helper.make_opsetid("", 17)]))
    return bytes(model.SerializeToString())


def huge_tensor() -> bytes:
    """A tensor of a terabyte, of which nothing is in the file."""
    model = _real()
    model.graph.initializer[0].dims[:] = [1 << 20, 1 << 20]
    return bytes(model.SerializeToString())


def negative_tensor() -> bytes:
    """A tensor of less than nothing."""
    model = _real()
    model.graph.initializer[0].dims[:] = [-1, 4]
    return bytes(model.SerializeToString())


def huge_input() -> bytes:
    """An input of a hundred thousand pixels a side."""
    model = _real()
    for dimension in model.graph.input[0].type.tensor_type.shape.dim[2:]:
        dimension.dim_value = 100_000
    return bytes(model.SerializeToString())


def deep() -> bytes:
    """Graphs inside graphs."""
    graph = helper.make_graph([helper.make_node("Identity", ["a"], ["b"])], "g", [], [])
    for _ in range(10):
        graph = helper.make_graph([helper.make_node("If", ["c"], ["y"], then_branch=graph)], "g", [], [])
    return bytes(helper.make_model(graph).SerializeToString())


def endless() -> bytes:
    """A loop without an end."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["go_on"]), helper.make_node("Identity", ["n"], ["n_on"])],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("n", TensorProto.FLOAT, [1]),
        ],
        [
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("n_on", TensorProto.FLOAT, [1]),
        ],
    )
    nodes = [
        helper.make_node("ReduceMax", ["images"], ["top"], keepdims=0),
        helper.make_node("Unsqueeze", ["top", "zero"], ["begin"]),
        helper.make_node("Loop", ["", "yes", "begin"], ["end"], body=body),
        helper.make_node("Expand", ["end", "shape"], ["out"]),
    ]
    return _detector(
        nodes,
        [
            numpy_helper.from_array(np.array([0], np.int64), "zero"),
            numpy_helper.from_array(np.array(True), "yes"),
            numpy_helper.from_array(np.array([1, 9, 100], np.int64), "shape"),
        ],
    )


def greedy(values: int = 40_000_000_000) -> bytes:
    """A few bytes that ask for 160 GB while they are run."""
    nodes = [
        helper.make_node("ReduceMax", ["images"], ["top"], keepdims=0),
        helper.make_node("Expand", ["top", "many"], ["all"]),
        helper.make_node("ReduceSum", ["all"], ["sum"], keepdims=0),
        helper.make_node("Expand", ["sum", "shape"], ["out"]),
    ]
    return _detector(
        nodes,
        [
            numpy_helper.from_array(np.array([values], np.int64), "many"),
            numpy_helper.from_array(np.array([1, 9, 100], np.int64), "shape"),
        ],
    )


def _detector(nodes: list[onnx.NodeProto], constants: list[TensorProto]) -> bytes:
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 416, 416])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 9, 100])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    helper.set_model_props(model, {"names": json.dumps(["helmet", "no-helmet", "vest", "no-vest", "person"])})
    return bytes(model.SerializeToString())
