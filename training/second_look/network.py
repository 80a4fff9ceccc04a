"""The second look's network: EfficientNet-Lite0, then per kind of place three scores and a correction of the box."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import ANSWERS
from training.second_look.backbone import Backbone

SIDE = 96
"""Side of the crops, pixels."""
MIXED, PLACED, HIDDEN = 192, 48, 160
MEAN, SPREAD = 127.0, 128.0


class SecondLook(nn.Module):
    """(B, 3, 96, 96) BGR 0-255 → (B, kinds, 7): logits of nothing, worn, missing, and a correction (see core)."""

    def __init__(self, backbone: Backbone | None = None) -> None:
        super().__init__()
        self.backbone = backbone or Backbone()
        self.mix = nn.Conv2d(self.backbone.width, MIXED, 1)
        self.place = nn.Conv2d(self.backbone.fine_width, PLACED, 1)
        self.hidden = nn.Linear(PLACED * (SIDE // 16) ** 2, HIDDEN)
        self.drop = nn.Dropout(0.2)
        self.answer = nn.Linear(2 * MIXED + HIDDEN, len(CropKind) * ANSWERS)

    def forward(self, x: Tensor) -> Tensor:
        """What it is from the whole crop and from its middle, where the place itself is; where it is from a grid."""
        fine, coarse = self.backbone((x.flip(1) - MEAN) / SPREAD)
        mixed = functional.relu6(self.mix(coarse))
        quarter = mixed.shape[-1] // 4
        middle = mixed[:, :, quarter : mixed.shape[-1] - quarter, quarter : mixed.shape[-1] - quarter]
        where = functional.relu(self.hidden(functional.relu(self.place(fine)).flatten(1)))
        features = torch.cat((mixed.mean((2, 3)), middle.mean((2, 3)), where), 1)
        return self.answer(self.drop(features)).view(-1, len(CropKind), ANSWERS)


class Exported(nn.Module):
    """The form that is shipped: scores instead of logits."""

    def __init__(self, network: SecondLook) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, 96, 96) → (B, kinds, 7)."""
        raw = self.network(x)
        return torch.cat((raw[..., :3].softmax(-1), raw[..., 3:]), -1)
