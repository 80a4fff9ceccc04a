"""Writes ONNX files of ultralytics' nano detector with five classes, one for each input shape.

    python yolo_export.py FOLDER 640x640 640x384 …        width x height

The weights are random: only the speed is of interest. Prints one JSON object: the architecture and its parameters.
Needs ultralytics; imports nothing of Mandor.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import torch
import torchvision_cpu

ARCHITECTURE = "yolo11n.yaml"
CLASSES = 5
OPSET = 17


def network() -> Any:
    """The network as it is exported: layers fused, the head answering boxes and scores."""
    from ultralytics.nn.tasks import DetectionModel

    model = DetectionModel(ARCHITECTURE, nc=CLASSES, verbose=False).fuse(verbose=False).eval()
    for part in model.modules():
        if hasattr(part, "export"):
            part.export, part.format, part.dynamic = True, "onnx", False
    return model


def main() -> None:
    """Write `yolo11n-<width>x<height>.onnx` for each shape."""
    folder = Path(sys.argv[1])
    kept = torchvision_cpu.make_importable()
    model = network()
    warnings.simplefilter("ignore")  # the exporter that needs no further package says that it is the old one
    for shape in sys.argv[2:]:
        width, height = map(int, shape.split("x"))
        target = folder / f"yolo11n-{shape}.onnx"
        picture = torch.zeros(1, 3, height, width)
        torch.onnx.export(model, (picture,), str(target), opset_version=OPSET, dynamo=False, input_names=["images"])
    parameters = sum(values.numel() for values in model.parameters())
    sys.stdout.write(json.dumps({"model": "yolo11n", "parameters": parameters, "own_nms": kept is not None}) + "\n")


if __name__ == "__main__":
    main()
