"""What an exported crop classifier computes before its last layer, for the ready-cut head crops of a data set.

    python -m training.crop_classifier.head_crops FOLDER FILE.npz EXPORTED.onnx --apart LIST …

`FOLDER/heads.csv` names crops of 96 pixels around heads: helmet, no-helmet, not-a-helmet-hat. They show as much as the
product's crops do: 1.6 times a whole head is twice its upper part. One pass without gradients and without the pictures,
so it takes half a minute of one core. `last_layer` learns from the file.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from backend.core.vision.boxes import LETTERBOX_GREY
from training.crop_classifier.samples import worsen
from training.data.partial import names

SOURCES = ("hhw", "esp", "sv4")
CLASSES = ("helmet", "no-helmet", "not-a-helmet-hat")
GROUP = 64
SHIFT, SCALES = 0.1, (0.85, 1.2)
"""How far a crop is moved, in sides, and how much it is enlarged: the product's boxes are not exact either."""
UP = 0.08
"""The product's crops are centred on the upper head, these on the whole one: moved down by so many sides."""


def main() -> None:
    """1. The crops that may be learned from. 2. Moved, mirrored and degraded. 3. Their features."""
    parser = argparse.ArgumentParser(prog="head-crops", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("--apart", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    rows = listed(options.folder, names(options.apart))
    session = with_features(options.start)
    features = []
    for start in range(0, len(rows), GROUP):
        crops = [prepared(options.folder / row["crop"]) for row in rows[start : start + GROUP]]
        planes = np.stack(crops).transpose(0, 3, 1, 2).astype(np.float32)
        features.append(session.run([session.get_outputs()[-1].name], {"crops": planes})[0])
    np.savez(
        options.file,
        features=np.concatenate(features),
        classes=np.array([CLASSES.index(row["class"]) for row in rows]),
        sources=np.array([SOURCES.index(source_of(row)) for row in rows]),
    )
    print(f"{len(rows)} crops")


def listed(folder: Path, apart: frozenset[str]) -> list[dict[str, str]]:
    """The rows of `heads.csv` whose picture is not kept apart."""
    with (folder / "heads.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["source_picture"] not in apart]


def source_of(row: dict[str, str]) -> str:
    """The source that a crop's picture is from."""
    return row["source_picture"].split("_")[0]


def prepared(path: Path) -> NDArray[np.uint8]:
    """A crop, moved, enlarged, mirrored and degraded by lots that its name decides. ValueError when it is none."""
    crop = cv2.imread(str(path))
    if crop is None:
        raise ValueError(f"{path} cannot be read as a picture")
    dice = random.Random(path.name)  # noqa: S311 - not a secret
    side, scale = crop.shape[0], dice.uniform(*SCALES)
    x, y = (dice.uniform(-SHIFT, SHIFT) * side for _ in range(2))
    mirror = dice.choice((-1, 1))
    half = side / 2
    matrix = np.array(
        [[mirror * scale, 0, half - mirror * scale * half + x], [0, scale, half - scale * half + y + UP * side]]
    )
    grey = (LETTERBOX_GREY, LETTERBOX_GREY, LETTERBOX_GREY)
    moved = cv2.warpAffine(crop, matrix, (side, side), flags=cv2.INTER_LINEAR, borderValue=grey)
    return worsen(np.asarray(moved, np.uint8), dice)


def with_features(path: Path) -> onnxruntime.InferenceSession:
    """The file's network, whose last output is what its last layer is given."""
    model = onnx.load(str(path))
    last = next(node for node in reversed(model.graph.node) if node.op_type == "Gemm")
    model.graph.output.append(onnx.helper.make_tensor_value_info(last.input[0], onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        onnx.save(model, file.name)
        return onnxruntime.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main()
