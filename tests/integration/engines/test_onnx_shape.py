"""On which square a model of open height and width runs."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from backend.adapters.engines.onnx_shape import Fit, fit
from backend.core.errors import ModelError

SIDES = (640, 416, 320, 512)
ROWS = {640: 384, 416: 256, 320: 192, 512: 288}


def built_for(folder: Path, side: int | None) -> Path:
    """A model that states no size; its graph was built for this one, or for any."""
    shape = [1, 3, side * side] if side is not None else [1, 3, -1]
    graph = helper.make_graph(
        [helper.make_node("Reshape", ["pictures", "shape"], ["out"])],
        "fixed",
        [helper.make_tensor_value_info("pictures", TensorProto.FLOAT, [1, 3, "height", "width"])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 3, "n"])],
        [helper.make_tensor("shape", TensorProto.INT64, [3], shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    file = folder / "model.onnx"
    file.write_bytes(onnx.ModelProto.SerializeToString(model))
    return file


@pytest.mark.parametrize("side", SIDES)
def test_the_size_that_the_graph_was_built_for_is_found(tmp_path: Path, side: int) -> None:
    assert fit(built_for(tmp_path, side), SIDES, ROWS) == Fit(side=side, shape=[1, 3, side**2], runs_shorter=False)


@pytest.mark.parametrize(("rows", "runs_shorter"), [(ROWS, True), ({}, False)])
def test_a_model_for_any_size_runs_at_the_first_and_on_fewer_rows(
    tmp_path: Path, rows: dict[int, int], runs_shorter: bool
) -> None:
    found = fit(built_for(tmp_path, None), SIDES, rows)
    assert found == Fit(side=640, shape=[1, 3, 640**2], runs_shorter=runs_shorter)


def test_a_model_that_runs_at_none_is_refused_with_the_sizes(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as raised:
        fit(built_for(tmp_path, 352), SIDES, ROWS)
    assert "640 or 416 or 320 or 512 pixels" in raised.value.message
    assert "SIZE=" in raised.value.hint


def test_a_file_that_cannot_be_loaded_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError):
        fit(tmp_path / "model.onnx", SIDES, ROWS)
