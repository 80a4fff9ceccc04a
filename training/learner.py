"""The network, its optimiser and the running mean of its weights: one step at a time."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from training.data.samples import as_input
from training.nets.averaging import Averaged, rate
from training.nets.loss import Loss, Terms
from training.nets.network import Detector
from training.settings import Schedule

HEAD_RATE = 2.0
"""The class predictions begin anew and learn this much faster than the rest."""
LARGEST_GRADIENT = 10.0


class Learner:
    """What is learned, and how. All of it is in `state`."""

    def __init__(self, network: Detector, schedule: Schedule, steps: int, device: torch.device) -> None:
        """`steps` are all that will be made."""
        self.network = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if schedule.frozen_stem:
            for part in (network.backbone.stem, network.backbone.dark2):
                part.requires_grad_(requires_grad=False)
        self._averaged = Averaged(self.network, schedule.average)
        self._schedule = schedule
        self._steps = steps
        self._device = device
        self.step_number = 0
        self._optimiser = torch.optim.AdamW(_groups(self.network, schedule.weight_decay), lr=schedule.learning_rate)

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        s = self._schedule
        return rate(s.learning_rate, self.step_number, self._steps, warm_up=s.warm_up_steps, final_share=s.final_share)

    @property
    def average(self) -> nn.Module:
        """The running mean of the network, which is what is measured and kept."""
        return self._averaged.network

    def step(self, canvases: Tensor, targets: list[Tensor], loss: Loss) -> Terms:
        """Learn from one batch. FloatingPointError when the gradient is no number."""
        self.network.train()
        if self._schedule.fixed_statistics:
            for module in self.network.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.eval()
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate * group["pace"]
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half_precision(self._device)):
            raw = self.network(as_input(canvases, self._device))
        terms = loss(raw.float(), [t.to(self._device) for t in targets])
        self._optimiser.zero_grad(set_to_none=True)
        terms.total.backward()  # type: ignore[no-untyped-call]
        size = nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        if not torch.isfinite(size):
            raise FloatingPointError(f"the gradient is {size.item()} at step {self.step_number}")
        self._optimiser.step()
        self.step_number += 1
        self._averaged.follow(self.network)
        return terms

    def state(self) -> dict[str, Any]:
        """Everything that `restore` needs."""
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "step": self.step_number,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where `state` was taken."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step_number = self._averaged.steps = int(state["step"])


def half_precision(device: torch.device) -> bool:
    """Whether bfloat16 is faster there. A CPU that only emulates it takes ten times as long."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()  # type: ignore[no-untyped-call]


def _groups(network: Detector, weight_decay: float) -> list[dict[str, Any]]:
    """Class predictions at their own pace; no decay for what is one-dimensional."""
    fresh = {id(p) for head in network.heads for p in head.classes.parameters()}  # type: ignore[union-attr]
    rest = [p for p in network.parameters() if id(p) not in fresh and p.requires_grad]
    return [
        {"params": [p for p in rest if p.ndim > 1], "weight_decay": weight_decay, "pace": 1.0},
        {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0, "pace": 1.0},
        {
            "params": [p for p in network.parameters() if id(p) in fresh],
            "weight_decay": weight_decay,
            "pace": HEAD_RATE,
        },
    ]
