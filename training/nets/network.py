"""YOLOX-nano (Ge et al., 2021, arXiv:2107.08430): CSPDarknet with depthwise convolutions, PAFPN, decoupled head.

Written for this project from the paper and the shapes of the published weights. The focus layer is in the stem.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

STRIDES = (8, 16, 32)
WIDTHS = (64, 128, 256)
HEAD = 64


class Conv(nn.Module):
    """Convolution, batch normalisation, SiLU. With `folded`, the normalisation is part of the convolution."""

    def __init__(
        self, given: int, out: int, kernel: int = 1, stride: int = 1, groups: int = 1, *, folded: bool
    ) -> None:
        super().__init__()
        padding = (kernel - 1) // 2
        self.conv = nn.Conv2d(given, out, kernel, stride, padding, groups=groups, bias=folded)
        self.norm = nn.Identity() if folded else nn.BatchNorm2d(out, eps=1e-3, momentum=0.03)

    def forward(self, x: Tensor) -> Tensor:
        """(B, given, H, W) → (B, out, H / stride, W / stride)."""
        if isinstance(self.norm, nn.BatchNorm2d) and not self.norm.training:
            return functional.silu(self._fixed(x))
        return functional.silu(self.norm(self.conv(x)))

    def _fixed(self, x: Tensor) -> Tensor:
        """Convolution and normalisation by fixed statistics as one convolution: a quarter less time in training."""
        conv, norm = self.conv, self.norm
        gain = norm.weight / (norm.running_var + norm.eps).sqrt()
        bias = norm.bias - norm.running_mean * gain
        weight = conv.weight * gain[:, None, None, None]
        return functional.conv2d(x, weight, bias, conv.stride, conv.padding, groups=conv.groups)


def separable(given: int, out: int, stride: int = 1, *, folded: bool) -> nn.Sequential:
    """A 3×3 convolution of each channel by itself, then a 1×1 that mixes them."""
    return nn.Sequential(Conv(given, given, 3, stride, groups=given, folded=folded), Conv(given, out, folded=folded))


class Bottleneck(nn.Module):
    """1×1, then separable 3×3, with or without a shortcut."""

    def __init__(self, width: int, *, shortcut: bool, folded: bool) -> None:
        super().__init__()
        self.narrow = Conv(width, width, folded=folded)
        self.wide = separable(width, width, folded=folded)
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, H, W) → the same shape."""
        y = self.wide(self.narrow(x))
        return x + y if self.shortcut else y


class CrossStage(nn.Module):
    """Cross-stage partial block: half of the channels pass the bottlenecks, half go around."""

    def __init__(self, given: int, out: int, depth: int = 1, *, shortcut: bool, folded: bool) -> None:
        super().__init__()
        half = out // 2
        self.through = Conv(given, half, folded=folded)
        self.around = Conv(given, half, folded=folded)
        self.blocks = nn.Sequential(*(Bottleneck(half, shortcut=shortcut, folded=folded) for _ in range(depth)))
        self.mix = Conv(2 * half, out, folded=folded)

    def forward(self, x: Tensor) -> Tensor:
        """(B, given, H, W) → (B, out, H, W)."""
        through, around = self.through(x), self.around(x)
        return self.mix(torch.cat((self.blocks(through), around), 1))


class PyramidPool(nn.Module):
    """Spatial pyramid pooling with windows of 5, 9 and 13, each made of the one before."""

    def __init__(self, width: int, *, folded: bool) -> None:
        super().__init__()
        self.narrow = Conv(width, width // 2, folded=folded)
        self.mix = Conv(width * 2, width, folded=folded)

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, H, W) → the same shape."""
        pooled = [self.narrow(x)]
        for _ in range(3):
            pooled.append(functional.max_pool2d(pooled[-1], 5, 1, 2))
        return self.mix(torch.cat(pooled, 1))


class Backbone(nn.Module):
    """CSPDarknet at a quarter of the width and a third of the depth."""

    def __init__(self, *, folded: bool) -> None:
        super().__init__()
        self.stem = Conv(3, 16, 6, 2, folded=folded)
        self.dark2 = nn.Sequential(
            separable(16, 32, 2, folded=folded), CrossStage(32, 32, 1, shortcut=True, folded=folded)
        )
        self.dark3 = nn.Sequential(
            separable(32, 64, 2, folded=folded), CrossStage(64, 64, 3, shortcut=True, folded=folded)
        )
        self.dark4 = nn.Sequential(
            separable(64, 128, 2, folded=folded), CrossStage(128, 128, 3, shortcut=True, folded=folded)
        )
        self.dark5 = nn.Sequential(
            separable(128, 256, 2, folded=folded),
            PyramidPool(256, folded=folded),
            CrossStage(256, 256, 1, shortcut=False, folded=folded),
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, 3, H, W) → features at strides 8, 16 and 32."""
        fine = self.dark3(self.dark2(self.stem(x)))
        middle = self.dark4(fine)
        return fine, middle, self.dark5(middle)


class Pyramid(nn.Module):
    """Path aggregation: coarse features go down to the fine ones, and back up."""

    def __init__(self, *, folded: bool) -> None:
        super().__init__()
        self.lateral = Conv(256, 128, folded=folded)
        self.down4 = CrossStage(256, 128, shortcut=False, folded=folded)
        self.reduce = Conv(128, 64, folded=folded)
        self.down3 = CrossStage(128, 64, shortcut=False, folded=folded)
        self.shrink3 = separable(64, 64, 2, folded=folded)
        self.up4 = CrossStage(128, 128, shortcut=False, folded=folded)
        self.shrink4 = separable(128, 128, 2, folded=folded)
        self.up5 = CrossStage(256, 256, shortcut=False, folded=folded)

    def forward(self, fine: Tensor, middle: Tensor, coarse: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Features at strides 8, 16, 32 → the same strides, 64, 128 and 256 wide."""
        top = self.lateral(coarse)
        between = self.reduce(self.down4(torch.cat((_twice(top), middle), 1)))
        out3 = self.down3(torch.cat((_twice(between), fine), 1))
        out4 = self.up4(torch.cat((self.shrink3(out3), between), 1))
        out5 = self.up5(torch.cat((self.shrink4(out4), top), 1))
        return out3, out4, out5


class Head(nn.Module):
    """For one stride: classes on one branch, box and objectness on the other."""

    def __init__(self, given: int, classes: int, *, folded: bool) -> None:
        super().__init__()
        self.stem = Conv(given, HEAD, folded=folded)
        self.of_class = nn.Sequential(*(separable(HEAD, HEAD, folded=folded) for _ in range(2)))
        self.of_box = nn.Sequential(*(separable(HEAD, HEAD, folded=folded) for _ in range(2)))
        self.classes = nn.Conv2d(HEAD, classes, 1)
        self.box = nn.Conv2d(HEAD, 4, 1)
        self.object = nn.Conv2d(HEAD, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, given, H, W) → (B, 5 + classes, H · W): box, objectness, classes, all raw."""
        x = self.stem(x)
        by_class = self.classes(self.of_class(x))
        features = self.of_box(x)
        return torch.cat((self.box(features), self.object(features), by_class), 1).flatten(2)


class Detector(nn.Module):
    """The whole network. `folded` is the form without batch normalisation, for export."""

    def __init__(self, classes: int, *, folded: bool = False) -> None:
        super().__init__()
        self.backbone = Backbone(folded=folded)
        self.pyramid = Pyramid(folded=folded)
        self.heads = nn.ModuleList(Head(width, classes, folded=folded) for width in WIDTHS)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, H, W), BGR 0-255 → (B, N, 5 + classes) raw, anchors row by row, finest stride first."""
        features = self.pyramid(*self.backbone(x))
        return torch.cat([head(f) for head, f in zip(self.heads, features, strict=True)], 2).transpose(1, 2)


def anchors(height: int, width: int) -> tuple[Tensor, Tensor]:
    """Cell (N, 2) as x, y in cells and stride (N, 1) in pixels of every place that predicts a box."""
    cells, strides = [], []
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
        cells.append(torch.stack((x, y), -1).reshape(-1, 2).float())
        strides.append(torch.full((rows * columns, 1), float(stride)))
    return torch.cat(cells), torch.cat(strides)


def boxes(raw: Tensor, cells: Tensor, strides: Tensor) -> Tensor:
    """Raw predictions (…, N, ≥4) → x1 y1 x2 y2 in input pixels."""
    middle = (raw[..., :2] + cells) * strides
    half = raw[..., 2:4].clamp(max=8).exp() * strides / 2
    return torch.cat((middle - half, middle + half), -1)


def _twice(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")
