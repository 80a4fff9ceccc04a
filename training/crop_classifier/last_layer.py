"""Teaches the last layer of an exported crop classifier to tell bare heads from helmets, on features computed once.

    python -m training.crop_classifier.last_layer HEADS.npz START.onnx OUT.onnx

The logits of "worn" and "missing" of a head are moved against each other by one linear correction of the features;
"nothing", torsos, bodies and box corrections stay as they are. How strongly the correction is held back is chosen by
leaving one source out: learned from the others, measured on it, with three seeds. This is for machines that cannot pay
for a whole training; see P. Kirichenko, P. Izmailov, A. Wilson, "Last layer re-training is sufficient for robustness to
spurious correlations", ICLR 2023.
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

from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import ANSWERS, MISSING, WORN
from training.crop_classifier import exported
from training.crop_classifier.export import write
from training.crop_classifier.head_crops import SOURCES
from training.crop_classifier.network import CropClassifier, Exported
from training.nets.export import digest

PULLS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Candidates for how strongly the correction is held back, per squared spread of a feature. Stronger: changes less."""
STEPS = 80
SEEDS = 3
SHARE_OF_SEED = 0.8
"""Each seed learns from this share of the crops."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Features (N, F) of head crops, whether each is bare (N,), and its source (N,)."""

    features: Tensor
    bare: Tensor
    sources: Tensor

    def where(self, mask: Tensor) -> Heads:
        """Those of them."""
        return Heads(self.features[mask], self.bare[mask], self.sources[mask])


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to log-odds of bare against helmet: features (F,) times `weight`, and `bias`."""

    weight: Tensor
    bias: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        """(N, F) → (N,)."""
        return features @ self.weight + self.bias


def main() -> None:
    """1. Choose how strongly the correction is held back. 2. Learn it from all crops. 3. Write the file, the table."""
    parser = argparse.ArgumentParser(prog="last-layer", description=__doc__)
    parser.add_argument("heads", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    data = np.load(options.heads)
    heads = Heads(*(torch.from_numpy(a) for a in (data["features"], data["classes"] > 0, data["sources"])))
    network = exported.network(options.start, [])
    before = odds(network, heads.features)
    pull, table = chosen(heads, before)
    put(network, learned(heads, before, pull))
    write(Exported(network).eval(), options.out)
    print(json.dumps({"file": options.out.name, "sha256": digest(options.out), "pull": pull, "by_source": table}))


@torch.no_grad()
def odds(network: CropClassifier, features: Tensor) -> Tensor:
    """Log-odds of bare against helmet (N,) as the network gives them."""
    first = int(CropKind.HEAD) * ANSWERS
    answers = features @ network.answer.weight[first : first + 3].T + network.answer.bias[first : first + 3]
    other = network.headgear.weight @ features.T + network.headgear.bias[:, None]
    return torch.logaddexp(answers[:, MISSING], other[0]) - answers[:, WORN]


@torch.no_grad()
def put(network: CropClassifier, correction: Correction) -> None:
    """Move the logits of "missing" up and of "worn" down by half the correction each."""
    first = int(CropKind.HEAD) * ANSWERS
    for state, sign in ((WORN, -0.5), (MISSING, 0.5)):
        network.answer.weight[first + state] += sign * correction.weight
        network.answer.bias[first + state] += sign * correction.bias
    network.headgear.weight[0] += 0.5 * correction.weight
    network.headgear.bias[0] += 0.5 * correction.bias


def learned(heads: Heads, before: Tensor, pull: float) -> Correction:
    """The correction of log-odds `before` (N,) that explains the crops best. Every source counts equally."""
    weight = torch.zeros(heads.features.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    spread = heads.features.std(0) + 1e-6
    counts = torch.bincount(heads.sources).clamp(min=1)
    share = 1.0 / counts[heads.sources]
    share = share / share.sum()
    wanted = heads.bare.float() * 0.96 + 0.02
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        logits = before + heads.features @ weight + bias
        fit = (functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * share).sum()
        loss = fit + pull * ((weight * spread).square().sum() + bias.square())
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return Correction(weight.detach(), bias.detach())


def chosen(heads: Heads, before: Tensor) -> tuple[float, dict[str, object]]:
    """The pull with the least mean loss on sources that were left out, and the table of all."""
    losses: dict[float, list[float]] = {pull: [] for pull in PULLS}
    table: dict[str, object] = {}
    for number, source in enumerate(SOURCES):
        out, rest = heads.sources == number, heads.sources != number
        if not out.any() or not rest.any():
            continue
        rows: dict[str, object] = {"crops": int(out.sum()), "shipped": measured(before[out], heads.bare[out])}
        for pull in PULLS:
            seeds = []
            for seed in range(SEEDS):
                part = rest & (torch.rand(len(rest), generator=torch.Generator().manual_seed(seed)) < SHARE_OF_SEED)
                correction = learned(heads.where(part), before[part], pull)
                seeds.append(measured(before[out] + correction(heads.features[out]), heads.bare[out]))
            losses[pull] += [one["loss"] for one in seeds]
            rows[str(pull)] = {name: [one[name] for one in seeds] for name in seeds[0]}
        table[source] = rows
    return min(PULLS, key=lambda pull: float(np.mean(losses[pull]))), table


def measured(logits: Tensor, bare: Tensor) -> dict[str, float]:
    """Loss, and the shares of helmets called bare and of bare heads called helmets."""
    loss = functional.binary_cross_entropy_with_logits(logits, bare.float())
    answer = logits > 0
    return {
        "loss": round(float(loss), 4),
        "helmets_called_bare": round(float(answer[~bare].float().mean()), 4),
        "bare_called_helmets": round(float((~answer[bare]).float().mean()), 4),
    }


if __name__ == "__main__":
    main()
