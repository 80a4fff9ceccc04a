"""`make train-second-look`: crops of the training pictures → a checkpoint. Run again, it goes on where it stopped."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from backend.core.ppe.items import CLASSES
from backend.core.vision.boxes import Boxes
from backend.core.vision.detections import Detections
from training.crop_classifier import exported, headgear, settings
from training.crop_classifier.backbone import pretrained
from training.crop_classifier.candidates import detections_by, detections_by_file, gather
from training.crop_classifier.network import SIDE, STATES, CropClassifier
from training.crop_classifier.samples import Sample, Samples
from training.crop_classifier.settings import Settings
from training.data import partial
from training.data.pictures import Picture, read
from training.data.samples import as_input
from training.learner import half_precision
from training.nets.averaging import Averaged, rate
from training.nets.network import Detector
from training.run_folder import RunFolder

SMOOTHING = 0.05
CORRECTION_WEIGHT, CORRECTION_BETA = 4.0, 0.05
LARGEST_GRADIENT = 5.0
AVERAGE = 0.995
FILE_SIDE = 416
CALIBRATION_BATCHES = 4


def main() -> None:
    """Train by a settings file, into a run folder."""
    parser = argparse.ArgumentParser(prog="train-second-look", description=__doc__)
    parser.add_argument("settings", type=Path, help="a TOML file such as training/crop_classifier.toml")
    parser.add_argument("run", type=Path, help="the run's folder; it is made, or gone on with")
    options = parser.parse_args()
    try:
        train(options.settings, RunFolder(options.run))
    except (ValueError, OSError) as error:
        print(f"✗ {error}", file=sys.stderr)
        sys.exit(1)


def train(file: Path, folder: RunFolder) -> None:
    """1. Settings, pictures, and what the detector finds in them. 2. The network. 3. Epoch by epoch: learn, keep."""
    chosen = settings.read(file)
    folder.keep_settings(file)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if chosen.threads:
        torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    pictures = read(chosen.folder, chosen.train)
    hats: dict[str, Boxes] = {}
    if chosen.partial is not None:
        pictures += partial.read(chosen.partial, partial.names(chosen.apart))
        hats = headgear.read(chosen.partial)
    print(f"· the detector is run on {len(pictures)} pictures, a few minutes", flush=True)
    candidates = gather(pictures, _detections(chosen.detector, device), hats)
    samples = Samples(pictures, candidates, SIDE, chosen.crops, chosen.seed)
    network = _network(chosen, samples).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = torch.optim.AdamW(_groups(network, chosen), lr=chosen.learning_rate, weight_decay=0.02)
    averaged = Averaged(network, AVERAGE)
    first = _restore(folder, network, averaged, optimiser)
    steps = chosen.epochs * (chosen.crops // chosen.batch)
    for epoch in range(first, chosen.epochs):
        began = time.monotonic()
        samples.epoch = epoch
        seen = []
        network.train()
        loader = DataLoader(samples, chosen.batch, num_workers=chosen.workers, drop_last=True)
        for number, sample in enumerate(loader, epoch * (chosen.crops // chosen.batch)):
            now = rate(chosen.learning_rate, number, steps, warm_up=60, final_share=0.02)
            for group in optimiser.param_groups:
                group["lr"] = now * group["pace"]
            seen.append(_step(network, optimiser, sample, device))
            averaged.follow(network)
        loss, scores, box, right = np.mean(seen, 0).round(4).tolist()
        figures = {"loss": loss, "classes": scores, "box": box, "object": right}
        state = {"network": network.state_dict(), "average": averaged.network.state_dict(), "epoch": epoch}
        folder.save({**state, "optimiser": optimiser.state_dict(), "steps": averaged.steps}, best=False)
        folder.write(epoch + 1, figures)
        seconds = time.monotonic() - began
        left = seconds * (chosen.epochs - epoch - 1) / 60
        print(
            f"epoch {epoch + 1}/{chosen.epochs}: loss {loss:.3f}, {right:.1%} right, about {left:.0f} min left",
            flush=True,
        )


def _detections(detector: Path, device: torch.device) -> Callable[[Picture], list[Detections]]:
    if detector.suffix == ".onnx":
        return detections_by_file(detector, FILE_SIDE)
    network = Detector(len(CLASSES))
    network.load_state_dict(torch.load(detector, weights_only=True, map_location="cpu")["average"])
    return detections_by(network, device)


def _network(chosen: Settings, samples: Samples) -> CropClassifier:
    """The network as the run begins with it."""
    if chosen.start is None:
        return CropClassifier(pretrained())
    crops = [torch.stack([samples[i * 64 + j][0] for j in range(64)]) for i in range(CALIBRATION_BATCHES)]
    return exported.network(chosen.start, [as_input(each, torch.device("cpu")) for each in crops])


def _step(
    network: CropClassifier, optimiser: torch.optim.Optimizer, sample: Sample, device: torch.device
) -> tuple[float, float, float, float]:
    """Learn from one batch: loss, its two parts, and the share of right answers."""
    crops, kinds, states, wanted = (part.to(device) for part in sample)  # type: ignore[union-attr]
    with torch.autocast(device.type, torch.bfloat16, enabled=half_precision(device)):
        raw = network(as_input(crops, device))
    answers = raw.float()[torch.arange(len(kinds), device=device), kinds]
    scores = functional.cross_entropy(answers[:, :STATES], states, label_smoothing=SMOOTHING)
    box = _box_loss(answers[:, STATES:], wanted)
    loss = scores + CORRECTION_WEIGHT * box
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
    optimiser.step()
    right = (answers[:, :STATES].argmax(1) == states).float().mean()
    return loss.item(), scores.item(), box.item(), right.item()


def _box_loss(given: Tensor, wanted: Tensor) -> Tensor:
    """Smooth L1 over those that have a box, summed over its four numbers."""
    has = ~wanted.isnan().any(1)
    if not has.any():
        return given.sum() * 0
    each = functional.smooth_l1_loss(given[has], wanted[has], reduction="none", beta=CORRECTION_BETA)
    return each.sum(1).mean()


def _groups(network: CropClassifier, chosen: Settings) -> list[dict[str, object]]:
    fresh = [p for name, p in network.named_parameters() if not name.startswith("backbone.")]
    return [
        {"params": list(network.backbone.parameters()), "pace": chosen.backbone_rate},
        {"params": fresh, "pace": 1.0},
    ]


def _restore(folder: RunFolder, network: CropClassifier, averaged: Averaged, optimiser: torch.optim.Optimizer) -> int:
    """The epoch to go on with."""
    state = folder.load()
    if state is None:
        return 0
    network.load_state_dict(state["network"])
    averaged.network.load_state_dict(state["average"])
    averaged.steps = int(state["steps"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["epoch"]) + 1


if __name__ == "__main__":
    main()
