"""`make train`: COCO weights and pictures → a checkpoint. Stopped at any moment, it goes on when run again."""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader

from backend.core.ppe.items import CLASSES, PERSON
from training import settings
from training.data.partial import names
from training.data.partial import read as read_partial
from training.data.pictures import Picture, read
from training.data.samples import Mix, Samples, as_input, batch
from training.learner import Learner
from training.nets import pretrained
from training.nets.loss import Loss
from training.nets.network import Detector
from training.run_folder import RunFolder
from training.settings import Data, Settings
from training.validation import Validation

CALIBRATION_BATCHES, CALIBRATION_SIZE = 6, 16


def main() -> None:
    """Train by a settings file, into a run folder."""
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("settings", type=Path, help="a TOML file such as training/ppe.toml")
    parser.add_argument("run", type=Path, help="the run's folder; it is made, or gone on with")
    options = parser.parse_args()
    try:
        train(options.settings, RunFolder(options.run))
    except (ValueError, OSError) as error:
        print(f"✗ {error}", file=sys.stderr)
        sys.exit(1)


def train(file: Path, folder: RunFolder) -> None:
    """1. Settings and pictures. 2. The network, from the last checkpoint if there is one. 3. Epoch by epoch: learn,
    measure, keep. The best by the mean of AP50 and AP50-95 is `best.pt`."""
    chosen = settings.read(file)
    folder.keep_settings(file)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if chosen.machine.threads:
        torch.set_num_threads(chosen.machine.threads)
    torch.manual_seed(chosen.seed)
    pictures = _pictures(chosen.data)
    schedule = chosen.schedule
    if len(pictures) < schedule.batch:
        raise ValueError(f"{len(pictures)} pictures are fewer than one batch of {schedule.batch}: lower `batch`")
    mix = Mix(**chosen.samples.model_dump())
    samples = Samples(pictures, schedule.sides[0], mix, chosen.seed, schedule.samples)
    steps = schedule.epochs * math.ceil((schedule.samples or len(pictures)) / schedule.batch)
    learner = Learner(_network(chosen, samples), schedule, steps, device)
    validation = Validation(chosen.data.folder, chosen.data.validation, max(schedule.sides), device)
    print(f"· {len(pictures)} pictures, {schedule.epochs} epochs on {device}; the run is in {folder.path}", flush=True)
    state = folder.load()
    first, best = 0, 0.0
    if state is not None:
        learner.restore(state)
        first, best = int(state["epoch"]) + 1, float(state["best"])
        print(f"· going on after epoch {first}", flush=True)
    for epoch in range(first, schedule.epochs):
        began = time.monotonic()
        figures: dict[str, Any] = _learn(learner, samples, chosen, epoch, device)
        last = epoch == schedule.epochs - 1
        improved = False
        if last or (epoch + 1) % schedule.validate_every == 0:
            seen = validation(learner.average)
            figures |= {"map50": seen.map50, "map50_95": seen.map50_95, "ap50": dict(seen.ap50)}
            quality = ((seen.map50 or 0) + (seen.map50_95 or 0)) / 2
            improved, best = quality > best, max(quality, best)
        figures["seconds"] = round(time.monotonic() - began, 1)
        folder.save({**learner.state(), "epoch": epoch, "best": best, "classes": list(CLASSES)}, best=improved)
        folder.write(epoch + 1, figures)
        _report(epoch + 1, schedule.epochs, figures)


def _pictures(data: Data) -> list[Picture]:
    """All pictures that are learned from: fully labelled ones first, then partly labelled ones."""
    left_out = tuple(data.leave_out)
    pictures = [p for p in read(data.folder, data.train) if not (left_out and p.path.name.startswith(left_out))]
    if data.partial is not None:
        pictures += read_partial(data.partial, names(data.apart), left_out)
    return pictures


def _learn(learner: Learner, samples: Samples, chosen: Settings, epoch: int, device: torch.device) -> dict[str, float]:
    """One epoch; its mean losses."""
    schedule = chosen.schedule
    samples.side = schedule.sides[epoch % len(schedule.sides)]
    samples.plain = epoch >= schedule.epochs - schedule.plain_epochs
    samples.begin(epoch)
    loss = Loss(samples.side, samples.side, torch.tensor(chosen.loss.class_weights, device=device))
    loss.exact = samples.plain
    loader = DataLoader(
        samples,
        schedule.batch,
        collate_fn=batch,
        drop_last=True,
        num_workers=chosen.machine.workers,
    )
    seen = []
    for canvases, targets in loader:
        rate = learner.rate
        terms = learner.step(canvases, targets, loss)
        seen.append((terms.total.item(), terms.box, terms.object, terms.classes))
    means = np.mean(seen, axis=0).round(4).tolist()
    return {"side": samples.side, "rate": rate, **dict(zip(("loss", "box", "object", "classes"), means, strict=True))}


def _network(chosen: Settings, samples: Samples) -> Detector:
    """The network as the run begins with it."""
    weights = chosen.start.weights
    if weights.suffix == ".pt":
        network = Detector(len(CLASSES))
        network.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu")["average"])
        return network
    groups = [
        batch([samples[i % len(samples)] for i in range(start, start + CALIBRATION_SIZE)])[0]
        for start in range(0, CALIBRATION_BATCHES * CALIBRATION_SIZE, CALIBRATION_SIZE)
    ]
    inputs = [as_input(canvases, torch.device("cpu")) for canvases in groups]
    return pretrained.detector(weights, len(CLASSES), PERSON, inputs)


def _report(epoch: int, epochs: int, figures: dict[str, Any]) -> None:
    measured = ""
    if "map50" in figures:
        shown = {"mAP50": figures["map50"], "mAP50-95": figures["map50_95"], **figures["ap50"]}
        measured = " | " + " ".join(f"{name} {value:.3f}" for name, value in shown.items() if value is not None)
    left = figures["seconds"] * (epochs - epoch) / 60
    print(
        f"epoch {epoch}/{epochs} at {figures['side']}: loss {figures['loss']:.3f}, {figures['seconds']:.0f} s, "
        f"about {left:.0f} min left{measured}",
        flush=True,
    )


if __name__ == "__main__":
    main()
