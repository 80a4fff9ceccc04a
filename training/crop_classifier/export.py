"""Checkpoint → file: `python -m training.crop_classifier.export RUN/last.pt model/second-look-96.onnx`."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from training.crop_classifier.network import SIDE, CropClassifier, Exported
from training.nets.export import OPSET, digest

TOLERANCE = 1e-3


def main() -> None:
    """Write the file, compare it with the network, print its hash."""
    parser = argparse.ArgumentParser(prog="export-crop-classifier", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    network = CropClassifier()
    network.load_state_dict(torch.load(options.checkpoint, weights_only=True, map_location="cpu")["average"])
    write(Exported(network).eval(), options.file)
    print(f"{options.file.name} {digest(options.file)}")


def write(network: Exported, path: Path) -> None:
    """Export for input (P, 3, 96, 96) and compare with ONNX Runtime, for several P. ValueError when they differ."""
    crops = np.random.default_rng(0).integers(0, 255, (3, 3, SIDE, SIDE)).astype(np.float32)
    torch.onnx.export(
        network,
        (torch.from_numpy(crops),),
        str(path),
        input_names=["crops"],
        output_names=["answers"],
        opset_version=OPSET,
        dynamo=False,
        dynamic_axes={"crops": {0: "p"}, "answers": {0: "p"}},
    )
    onnx.checker.check_model(onnx.load(str(path)))
    with torch.no_grad():
        expected = network(torch.from_numpy(crops)).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for number in range(1, len(crops) + 1):
        worst = float(np.abs(session.run(None, {"crops": crops[:number]})[0] - expected[:number]).max())
        if worst > TOLERANCE:
            raise ValueError(f"{path.name} differs from its network by {worst:.4f}")


if __name__ == "__main__":
    main()
