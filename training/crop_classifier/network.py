"""The crop classifier's network: EfficientNet-Lite0, then per kind of region three scores and a correction of the box.

A head has a fourth answer, other headgear: a cap, a hood, a straw hat. In the exported form it is part of "missing", so
that the product's two decisions stay as they are; the answer is there to teach the network what a hat looks like.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import ANSWERS
from training.crop_classifier.backbone import Backbone

SIDE = 96
"""Side of the crops, pixels."""
MIXED, PLACED, HIDDEN = 192, 48, 160
MEAN, SPREAD = 127.0, 128.0
STATES = 4
"""Nothing, worn, missing, other headgear."""
OTHER_HEADGEAR = 3
NEVER = -30.0
"""Logit of other headgear where there is no head."""


class CropClassifier(nn.Module):
    """(B, 3, 96, 96) BGR 0-255 → (B, kinds, 8): logits of the four states, and a correction (see core)."""

    def __init__(self, backbone: Backbone | None = None) -> None:
        super().__init__()
        self.backbone = backbone or Backbone()
        self.mix = nn.Conv2d(self.backbone.width, MIXED, 1)
        self.place = nn.Conv2d(self.backbone.fine_width, PLACED, 1)
        self.hidden = nn.Linear(PLACED * (SIDE // 16) ** 2, HIDDEN)
        self.drop = nn.Dropout(0.2)
        self.answer = nn.Linear(2 * MIXED + HIDDEN, len(CropKind) * ANSWERS)
        self.headgear = nn.Linear(2 * MIXED + HIDDEN, 1)

    def forward(self, x: Tensor) -> Tensor:
        """What it is from the whole crop and from its middle, where the place itself is; where it is from a grid."""
        fine, coarse = self.backbone((x.flip(1) - MEAN) / SPREAD)
        mixed = functional.relu6(self.mix(coarse))
        quarter = mixed.shape[-1] // 4
        middle = mixed[:, :, quarter : mixed.shape[-1] - quarter, quarter : mixed.shape[-1] - quarter]
        where = functional.relu(self.hidden(functional.relu(self.place(fine)).flatten(1)))
        features = self.drop(torch.cat((mixed.mean((2, 3)), middle.mean((2, 3)), where), 1))
        answers = self.answer(features).view(-1, len(CropKind), ANSWERS)
        other = functional.pad(self.headgear(features), (0, len(CropKind) - 1), value=NEVER)  # for any number of crops
        return torch.cat((answers[..., :3], other[..., None], answers[..., 3:]), -1)


class Exported(nn.Module):
    """The form that is shipped: scores instead of logits, other headgear counted as missing."""

    def __init__(self, network: CropClassifier) -> None:
        super().__init__()
        self.network = network.eval()

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, 96, 96) → (B, kinds, 7)."""
        raw = self.network(x)
        scores = raw[..., :STATES].softmax(-1)
        missing = scores[..., 2:3] + scores[..., OTHER_HEADGEAR:]
        return torch.cat((scores[..., :2], missing, raw[..., STATES:]), -1)
