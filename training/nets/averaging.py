"""A running mean of a network's weights, which is what is kept, and the pace at which the network learns."""

from __future__ import annotations

import copy
import math

import torch
from torch import nn

WARM_UP_STEPS = 300


class Averaged:
    """The mean. `keep` is the weight of the past: higher is smoother and slower."""

    def __init__(self, network: nn.Module, keep: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self.steps = 0
        self._keep = keep

    @torch.no_grad()
    def follow(self, network: nn.Module) -> None:
        """Take one more step of the network into the mean. In the beginning the past counts less."""
        self.steps += 1
        keep = self._keep * (1 - math.exp(-self.steps / WARM_UP_STEPS))
        for mean, now in zip(self.network.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.mul_(keep).add_(now, alpha=1 - keep)
            else:
                mean.copy_(now)


def rate(highest: float, step: int, steps: int, *, warm_up: int, final_share: float) -> float:
    """The learning rate of a step: a ramp up over `warm_up` steps, then half a cosine down to its final share."""
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps))) * (1 - final_share) + final_share
    return highest * cosine * min(1.0, (step + 1) / warm_up)
