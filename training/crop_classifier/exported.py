"""Begins from an exported crop classifier. Its batch normalisation is folded and put back as for the detector.

See `training.nets.pretrained`: with mean m and variance v of every convolution's output over some crops, running mean
m - bias, running variance v, gain sqrt(v + eps) and bias m give the same output and train like the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from backend.core.ppe.refinement import ANSWERS, MISSING
from training.crop_classifier.backbone import SameConv
from training.crop_classifier.network import SIDE, CropClassifier

HEADGEAR_BIAS = -3.0
"""Other headgear begins as a rare kind of missing helmet: e^-3 of it."""


def network(path: Path, crops: Sequence[Tensor]) -> CropClassifier:
    """A trainable network that answers as the file does. ValueError when the file is another network.

    `crops` are batches (B, 3, 96, 96), BGR 0-255, over which the normalisation is measured; without any it stays
    neutral, which is enough to use the network.
    """
    graph = onnx.load(str(path)).graph
    weights = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    given = [(weights[n.input[1]], weights[n.input[2]]) for n in graph.node if n.op_type == "Conv"]
    out = CropClassifier().eval()
    wanted = _in_order(out)
    if [tuple(w.shape) for w, _ in given] != [tuple(c.weight.shape) for c, _ in wanted]:
        raise ValueError(f"{path.name} is no crop classifier of this form")
    with torch.no_grad():
        for (convolution, norm), (weight, bias) in zip(wanted, given, strict=True):
            convolution.weight.copy_(weight)
            if norm is None:
                convolution.bias.copy_(bias)  # type: ignore[union-attr]
            else:
                _neutral(norm, bias)
        for name, layer in (("hidden", out.hidden), ("answer", out.answer)):
            layer.weight.copy_(weights[f"network.{name}.weight"])
            layer.bias.copy_(weights[f"network.{name}.bias"])
        if "network.headgear.weight" in weights:
            out.headgear.weight.copy_(weights["network.headgear.weight"])
            out.headgear.bias.copy_(weights["network.headgear.bias"])
        else:
            _begin_headgear(out)
        if crops:
            _measure([(c, n) for c, n in wanted if n is not None], out, crops)
    return out


def _begin_headgear(out: CropClassifier) -> None:
    """Other headgear takes a small part of what was "missing" until now, so that their sum stays."""
    out.headgear.weight.copy_(out.answer.weight[MISSING : MISSING + 1])
    out.headgear.bias.copy_(out.answer.bias[MISSING : MISSING + 1] + HEADGEAR_BIAS)
    out.answer.bias[MISSING] -= torch.log1p(torch.tensor(HEADGEAR_BIAS).exp())
    assert out.answer.out_features % ANSWERS == 0


def _neutral(norm: nn.BatchNorm2d, bias: Tensor) -> None:
    """A normalisation that only adds the folded bias."""
    norm.running_mean.zero_()  # type: ignore[union-attr]
    norm.running_var.fill_(1 - norm.eps)  # type: ignore[union-attr]
    norm.weight.fill_(1)
    norm.bias.copy_(bias)


def _measure(pairs: list[tuple[SameConv, nn.BatchNorm2d]], out: CropClassifier, crops: Sequence[Tensor]) -> None:
    """Give each normalisation the mean and variance of what comes to it; the output stays."""
    sums: dict[nn.BatchNorm2d, list[tuple[Tensor, Tensor]]] = {norm: [] for _, norm in pairs}
    hooks = [
        convolution.register_forward_hook(
            lambda _m, _i, y, norm=norm: sums[norm].append((y.mean((0, 2, 3)), (y * y).mean((0, 2, 3))))
        )
        for convolution, norm in pairs
    ]
    for batch in crops:
        out(batch)
    for hook in hooks:
        hook.remove()
    for norm, parts in sums.items():
        mean = torch.stack([m for m, _ in parts]).mean(0)
        variance = (torch.stack([s for _, s in parts]).mean(0) - mean**2).clamp(min=0)
        bias = norm.bias.clone()
        norm.running_mean.copy_(mean)  # type: ignore[union-attr]
        norm.running_var.copy_(variance)  # type: ignore[union-attr]
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(mean + bias)


def _in_order(out: CropClassifier) -> list[tuple[SameConv, nn.BatchNorm2d | None]]:
    """The convolutions in the order in which they run, each with the normalisation behind it."""
    order: list[nn.Module] = []
    hooks = [
        m.register_forward_hook(lambda module, _i, _o: order.append(module))
        for m in out.modules()
        if isinstance(m, nn.Conv2d | nn.BatchNorm2d)
    ]
    out(torch.zeros(1, 3, SIDE, SIDE))
    for hook in hooks:
        hook.remove()
    return [
        (one, following if isinstance(following, nn.BatchNorm2d) else None)  # type: ignore[misc]
        for one, following in pairwise([*order, None])
        if isinstance(one, nn.Conv2d)
    ]
