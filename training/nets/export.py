"""`make export`: a checkpoint → the ONNX files that are shipped, each checked against the network it came from."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from backend.core.ppe.items import CLASSES
from training.nets.network import Detector, anchors
from training.nets.pretrained import fold
from training.validation import decoded

OPSET = 17
FORMS = {416: 256, 512: 320, 640: 384}
"""Input sides, each with the rows that a 16:9 picture fills."""
TOLERANCE = 0.05


class Decoded(nn.Module):
    """The shipped form of the detector: boxes in input pixels and scores."""

    def __init__(self, network: Detector, rows: int, side: int) -> None:
        super().__init__()
        self.network = network
        cells, strides = anchors(rows, side)
        self.register_buffer("cells", cells)
        self.register_buffer("strides", strides)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, rows, side) BGR 0-255 → (B, N, 4 + classes)."""
        return decoded(self.network(x), self.cells, self.strides)  # type: ignore[arg-type]


def main() -> None:
    """Write every form of a detector and print the entries for `model/manifest.json`."""
    parser = argparse.ArgumentParser(prog="export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path, help="where the files go, such as model/")
    parser.add_argument("name", help="the model's name, such as ppe-nano")
    options = parser.parse_args()
    network = Detector(len(CLASSES))
    network.load_state_dict(torch.load(options.checkpoint, weights_only=True, map_location="cpu")["average"])
    folded = fold(network.eval(), len(CLASSES))
    entries = []
    for side, rows in FORMS.items():
        square = options.folder / f"{options.name}-{side}.onnx"
        wide = options.folder / f"{options.name}-{side}x{rows}.onnx"
        write(Decoded(folded, side, side).eval(), (side, side), square)
        write(Decoded(folded, rows, side).eval(), (rows, side), wide)
        entries.append(
            {
                "name": square.stem,
                "file": square.name,
                "sha256": digest(square),
                "input_size": side,
                "shorter": [{"file": wide.name, "rows": rows, "sha256": digest(wide)}],
            }
        )
    print(json.dumps(entries, indent=2))


def write(network: nn.Module, size: tuple[int, int], path: Path) -> None:
    """Export for input (B, 3, *size) and compare with ONNX Runtime. ValueError when they differ."""
    example = torch.from_numpy(np.random.default_rng(0).integers(0, 255, (1, 3, *size)).astype(np.float32))
    torch.onnx.export(
        network,
        (example,),
        str(path),
        input_names=["images"],
        output_names=["dets"],
        opset_version=OPSET,
        dynamo=False,
        dynamic_axes={"images": {0: "b"}, "dets": {0: "b"}},
    )
    onnx.checker.check_model(onnx.load(str(path)))
    with torch.no_grad():
        expected = network(example).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (given,) = session.run(None, {"images": example.numpy()})
    worst = float(np.abs(given - expected).max())
    if worst > TOLERANCE:
        raise ValueError(f"{path.name} differs from its network by {worst:.3f}")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
