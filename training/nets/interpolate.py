"""The mean of the weights of two exported files: `python -m training.nets.interpolate ONE OTHER OUT [--share 0.5]`.

Between a network and what fine-tuning made of it, the straight line through the weights keeps most of what the first
one knew and most of what the second one learned (Wortsman and others, "Robust fine-tuning of zero-shot models",
CVPR 2022; their recommendation without further data is the middle).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def interpolated(one: onnx.ModelProto, other: onnx.ModelProto, share: float) -> onnx.ModelProto:
    """A copy of `one` with `share` (0 to 1) of `other`'s weights. ValueError when the two are different networks."""
    mixed = onnx.ModelProto()
    mixed.CopyFrom(one)
    weights = {initializer.name: numpy_helper.to_array(initializer) for initializer in other.graph.initializer}
    if [node.op_type for node in one.graph.node] != [node.op_type for node in other.graph.node]:
        raise ValueError("the files hold different networks")
    for initializer in mixed.graph.initializer:
        mine, theirs = numpy_helper.to_array(initializer), weights.get(initializer.name)
        if theirs is None or mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            raise ValueError(f"{initializer.name} is not in both files in the same form")
        if np.issubdtype(mine.dtype, np.floating):
            value = ((1 - share) * mine + share * theirs).astype(mine.dtype)
            initializer.CopyFrom(numpy_helper.from_array(value, initializer.name))
    return mixed


def main() -> None:
    """Write the mean of two files."""
    parser = argparse.ArgumentParser(prog="interpolate", description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second file's weights, 0 to 1")
    options = parser.parse_args()
    mixed = interpolated(onnx.load(options.one), onnx.load(options.other), options.share)
    onnx.checker.check_model(mixed)
    onnx.save(mixed, options.out)


if __name__ == "__main__":
    main()
