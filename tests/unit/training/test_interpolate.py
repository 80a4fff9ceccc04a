"""The mean of two exported networks."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from training.nets.interpolate import interpolated


def network(value: float, *, operator: str = "Add", shape: tuple[int, ...] = (2,)) -> onnx.ModelProto:
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in "xy")
    weights = [
        numpy_helper.from_array(np.full(shape, value, np.float32), "w"),
        numpy_helper.from_array(np.array([7], np.int64), "shape"),
    ]
    return helper.make_model(helper.make_graph([helper.make_node(operator, ["x", "w"], ["y"])], "g", [x], [y], weights))


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (1.0, 5.0)])
def test_weights_lie_on_the_line_between_the_two(share: float, expected: float) -> None:
    mixed = interpolated(network(1.0), network(5.0), share)
    weights = {one.name: numpy_helper.to_array(one) for one in mixed.graph.initializer}
    assert weights["w"].tolist() == [expected, expected]
    assert weights["shape"].tolist() == [7]


@pytest.mark.parametrize("other", [network(5.0, operator="Mul"), network(5.0, shape=(1,))])
def test_different_networks_are_refused(other: onnx.ModelProto) -> None:
    with pytest.raises(ValueError):
        interpolated(network(1.0), other, 0.5)
