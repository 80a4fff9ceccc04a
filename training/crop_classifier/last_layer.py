"""Teaches an exported crop classifier's last layer anew, on features that were computed once.

    python -m training.crop_classifier.last_layer FEATURES.npz START.onnx OUT.onnx

A head, a torso and a body each have a multinomial logistic regression, pulled toward the weights that are shipped. How
strongly is chosen by leaving one source out: learned from the others, measured on it, with three seeds of the crops.
The box corrections stay. This is for machines that cannot pay for a whole training; see P. Kirichenko, P. Izmailov,
A. Wilson, "Last layer re-training is sufficient for robustness to spurious correlations", ICLR 2023.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from backend.core.second_look import ANSWERS, Kind
from training.crop_classifier import exported
from training.crop_classifier.export import write
from training.crop_classifier.features import SOURCES
from training.crop_classifier.network import OTHER_HEADGEAR, STATES, CropClassifier, Exported
from training.export import digest

PULLS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Candidates for the pull toward the shipped weights, in units of the features' spread. Stronger: changes less."""
STEPS = 60
SEEDS = 3
SHARE_OF_SEED = 0.8
"""Each seed learns from this share of the crops."""


@dataclass(frozen=True, slots=True)
class Crops:
    """Features (N, F) of crops of one kind, their states (N,) and sources (N,)."""

    features: Tensor
    states: Tensor
    sources: Tensor

    def where(self, mask: Tensor) -> Crops:
        """Those of them."""
        return Crops(self.features[mask], self.states[mask], self.sources[mask])


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights (states, F) and biases (states,) of one kind."""

    weight: Tensor
    bias: Tensor

    def logits(self, features: Tensor) -> Tensor:
        """(N, F) → (N, states)."""
        return features @ self.weight.T + self.bias


def main() -> None:
    """1. Per kind choose the pull. 2. Learn from all crops with it. 3. Write the file and the table."""
    parser = argparse.ArgumentParser(prog="last-layer", description=__doc__)
    parser.add_argument("features", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    torch.manual_seed(0)
    data = np.load(options.features)
    network = exported.network(options.start, [])
    table = {}
    for kind in Kind:
        mine = data["kinds"] == int(kind)
        crops = Crops(*(torch.from_numpy(data[name][mine]) for name in ("features", "states", "sources")))
        start = layer_of(network, kind)
        pull, table[kind.name] = chosen(crops, start)
        put(network, kind, learned(crops, start, pull))
    write(Exported(network).eval(), options.out)
    print(json.dumps({"file": options.out.name, "sha256": digest(options.out), "by_source": table}, indent=1))


def chosen(crops: Crops, start: Layer) -> tuple[float, dict[str, object]]:
    """The pull with the least mean loss on sources that were left out, and the table of all."""
    losses: dict[float, list[float]] = {pull: [] for pull in PULLS}
    rows: dict[str, dict[str, object]] = {}
    for number, source in enumerate(SOURCES):
        out = crops.where(crops.sources == number)
        rest = crops.where(crops.sources != number)
        if not len(out.states):
            continue
        rows[source] = {"crops": len(out.states), "shipped": _measured(start, out)}
        for pull in PULLS:
            seeds = [_measured(learned(_part(rest, seed), start, pull), out) for seed in range(SEEDS)]
            losses[pull] += [one["loss"] for one in seeds]
            rows[source][str(pull)] = {name: [one[name] for one in seeds] for name in seeds[0]}
    best = min(PULLS, key=lambda pull: float(np.mean(losses[pull])))
    return best, {"chosen": best, "sources": rows}


def learned(crops: Crops, start: Layer, pull: float) -> Layer:
    """The layer that explains the crops best; every source counts equally, every state within it as often as shown."""
    weight, bias = start.weight.clone().requires_grad_(), start.bias.clone().requires_grad_()
    spread = crops.features.std(0) + 1e-6
    counts = torch.bincount(crops.sources, minlength=len(SOURCES)).clamp(min=1)
    share = (1.0 / counts[crops.sources]) / (1.0 / counts[crops.sources]).sum()
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        logits = crops.features @ weight.T + bias
        fit = (functional.cross_entropy(logits, crops.states, reduction="none", label_smoothing=0.02) * share).sum()
        moved = ((weight - start.weight) * spread).square().sum() + (bias - start.bias).square().sum()
        loss = fit + pull * 0.01 * moved
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return Layer(weight.detach(), bias.detach())


def layer_of(network: CropClassifier, kind: Kind) -> Layer:
    """The rows of the last layer that answer for a kind: its states, other headgear last."""
    first = int(kind) * ANSWERS
    weight, bias = network.answer.weight[first : first + 3], network.answer.bias[first : first + 3]
    if kind == Kind.HEAD:
        weight = torch.cat((weight, network.headgear.weight))
        bias = torch.cat((bias, network.headgear.bias))
    return Layer(weight.detach().clone(), bias.detach().clone())


@torch.no_grad()
def put(network: CropClassifier, kind: Kind, layer: Layer) -> None:
    """The inverse of `layer_of`."""
    first = int(kind) * ANSWERS
    network.answer.weight[first : first + 3] = layer.weight[:3]
    network.answer.bias[first : first + 3] = layer.bias[:3]
    if kind == Kind.HEAD:
        network.headgear.weight.copy_(layer.weight[OTHER_HEADGEAR:STATES])
        network.headgear.bias.copy_(layer.bias[OTHER_HEADGEAR:STATES])


def _part(crops: Crops, seed: int) -> Crops:
    dice = torch.Generator().manual_seed(seed)
    return crops.where(torch.rand(len(crops.states), generator=dice) < SHARE_OF_SEED)


def _measured(layer: Layer, crops: Crops) -> dict[str, float]:
    """Loss and share of right answers; other headgear and missing are one answer."""
    scores = layer.logits(crops.features).softmax(1)
    three = scores[:, :3].clone()
    if scores.shape[1] == STATES:
        three[:, 2] += scores[:, OTHER_HEADGEAR]
    states = crops.states.clamp(max=2)
    loss = -three.gather(1, states[:, None]).clamp(min=1e-6).log().mean()
    out = {"loss": round(float(loss), 4), "right": round(float((three.argmax(1) == states).float().mean()), 4)}
    worn, missing = states == 1, states == 2
    if worn.any():
        out["worn_called_missing"] = round(float((three[worn].argmax(1) == 2).float().mean()), 4)
    if missing.any():
        out["missing_called_worn"] = round(float((three[missing].argmax(1) == 1).float().mean()), 4)
    return out


if __name__ == "__main__":
    main()
