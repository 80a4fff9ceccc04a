"""What an exported crop classifier computes before its last layer, for crops of each source: (N, 544) and labels.

    python -m training.crop_classifier.features SETTINGS FILE.npz [--crops 3000]

One pass without gradients: a hundredth of the time of a training. `last_layer` learns from the file.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from training import partial
from training.crop_classifier import headgear, settings
from training.crop_classifier.candidates import detections_by_file, gather
from training.crop_classifier.network import SIDE
from training.crop_classifier.samples import Samples
from training.pictures import SUFFIXES, Picture, read_one

SOURCES = ("rf100", "css", "hhw", "esp", "sv4")
PICTURES = 400
"""Most pictures of a source. More: hardly other crops, more time."""
GROUP = 64
FILE_SIDE = 416


def main() -> None:
    """1. The pictures of each source. 2. Their crops. 3. The features."""
    parser = argparse.ArgumentParser(prog="features", description=__doc__)
    parser.add_argument("settings", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--crops", type=int, default=3000, help="of each source")
    options = parser.parse_args()
    chosen = settings.read(options.settings)
    assert chosen.start is not None and chosen.partial is not None
    find = detections_by_file(chosen.detector, FILE_SIDE)
    session = with_features(chosen.start)
    hats = headgear.read(chosen.partial)
    out: dict[str, list[NDArray[np.generic]]] = {"features": [], "kinds": [], "states": [], "sources": []}
    for number, source in enumerate(SOURCES):
        pictures = pictures_of(source, chosen)
        samples = Samples(pictures, gather(pictures, find, hats), SIDE, options.crops, chosen.seed)
        print(f"· {source}: {len(pictures)} pictures", flush=True)
        for start in range(0, options.crops, GROUP):
            group = [samples[i] for i in range(start, min(start + GROUP, options.crops))]
            crops = np.stack([s[0].numpy() for s in group]).transpose(0, 3, 1, 2).astype(np.float32)
            out["features"].append(session.run([session.get_outputs()[-1].name], {"crops": crops})[0])
            out["kinds"].append(np.array([s[1] for s in group]))
            out["states"].append(np.array([s[2] for s in group]))
            out["sources"].append(np.full(len(group), number))
    np.savez(options.file, **{name: np.concatenate(parts) for name, parts in out.items()})


def pictures_of(source: str, chosen: settings.Settings) -> list[Picture]:
    """Up to `PICTURES` training pictures of a source, ordered by the SHA-256 of their names."""
    assert chosen.partial is not None
    own = chosen.folder / "images" / chosen.train
    files = [path for path in own.glob(f"{source}_*") if path.suffix in SUFFIXES]
    if files:
        labels = chosen.folder / "labels" / chosen.train
        return [read_one(path, labels / f"{path.stem}.txt") for path in _first(files)]
    apart = partial.names(chosen.apart)
    named = [path for path in (chosen.partial / "images").glob(f"{source}_*") if path.name not in apart]
    wanted = {path.name for path in _first(named)}
    others = {path.name for path in (chosen.partial / "images").iterdir()} - wanted
    return partial.read(chosen.partial, others)


def with_features(path: Path) -> onnxruntime.InferenceSession:
    """The file's network, whose second output is what its last layer is given."""
    model = onnx.load(str(path))
    last = next(node for node in reversed(model.graph.node) if node.op_type == "Gemm")
    model.graph.output.append(onnx.helper.make_tensor_value_info(last.input[0], onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        onnx.save(model, file.name)
        return onnxruntime.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])


def _first(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())[:PICTURES]


if __name__ == "__main__":
    main()
