"""Begins from an ONNX file: YOLOX-nano's published COCO weights (Apache-2.0), or a detector that was exported here.

There the batch normalisation is folded into the convolutions. A network without it trains far worse (0.567 against
0.705 mAP50 after eight minutes), so it is put back: over some augmented pictures take mean m and variance v of every
convolution's output, then with running mean m, running variance v, gain sqrt(v + eps) and bias m the output stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.nets.network import Conv, Detector

COCO_PERSON = 0
FOCUS = 12
"""Input channels of the published network, which takes four interleaved pictures of a quarter of the size."""
PRIOR_BIAS = -4.0
"""A new class begins as unlikely: sigmoid(-4) = 0.018."""


def detector(path: Path, classes: int, person: int, pictures: Sequence[Tensor]) -> Detector:
    """A trainable detector with the file's weights. Of COCO's classes only `person` is kept, the others begin anew.

    `pictures` are batches (B, 3, H, W), BGR 0-255, over which the normalisation is measured.
    """
    folded = _folded(path, classes, person)
    moments = _moments(folded, pictures)
    network = Detector(classes)
    source = dict(folded.named_modules())
    with torch.no_grad():
        for name, module in network.named_modules():
            if isinstance(module, Conv):
                of = source[name]
                assert isinstance(of, Conv) and of.conv.bias is not None and isinstance(module.norm, nn.BatchNorm2d)
                mean, variance = moments[name]
                module.conv.weight.copy_(of.conv.weight)
                module.norm.running_mean.copy_(mean - of.conv.bias)  # type: ignore[union-attr]
                module.norm.running_var.copy_(variance)  # type: ignore[union-attr]
                module.norm.weight.copy_((variance + module.norm.eps).sqrt())
                module.norm.bias.copy_(mean)
        copy_predictions(folded, network)
    return network


def fold(network: Detector, classes: int) -> Detector:
    """The same detector with its normalisation folded into the convolutions, for export."""
    out = Detector(classes, folded=True)
    source = dict(network.named_modules())
    with torch.no_grad():
        for name, module in out.named_modules():
            if isinstance(module, Conv):
                of = source[name]
                assert isinstance(of, Conv) and isinstance(of.norm, nn.BatchNorm2d) and module.conv.bias is not None
                gain = of.norm.weight / (of.norm.running_var + of.norm.eps).sqrt()  # type: ignore[operator]
                module.conv.weight.copy_(of.conv.weight * gain[:, None, None, None])
                module.conv.bias.copy_(of.norm.bias - of.norm.running_mean * gain)  # type: ignore[operator]
        copy_predictions(network, out)
    return out.eval()


def copy_predictions(source: Detector, target: Detector) -> None:
    """The last convolution of every branch, which has no normalisation."""
    for a, b in zip(source.heads, target.heads, strict=True):
        for part in ("classes", "box", "object"):
            getattr(b, part).load_state_dict(getattr(a, part).state_dict())


def _folded(path: Path, classes: int, person: int) -> Detector:
    """The file's network, its convolutions taken in the order in which they run."""
    graph = onnx.load(str(path)).graph
    weights = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    given = [(weights[n.input[1]], weights[n.input[2]]) for n in graph.node if n.op_type == "Conv"]
    network = Detector(classes, folded=True).eval()
    wanted = _in_order(network)
    if len(wanted) != len(given):
        raise ValueError(f"{path.name} is not YOLOX-nano: {len(given)} convolutions instead of {len(wanted)}")
    new = [head.classes for head in network.heads]
    with torch.no_grad():
        for convolution, (weight, bias) in zip(wanted, given, strict=True):
            if convolution in new and weight.shape != convolution.weight.shape:
                nn.init.normal_(convolution.weight, std=0.01)
                nn.init.constant_(convolution.bias, PRIOR_BIAS)  # type: ignore[arg-type]
                convolution.weight[person] = weight[COCO_PERSON]
                convolution.bias[person] = bias[COCO_PERSON]  # type: ignore[index]
                continue
            weight = _without_focus(weight) if weight.shape[1] == FOCUS else weight
            convolution.weight.copy_(weight)
            convolution.bias.copy_(bias)  # type: ignore[union-attr]
    return network


def _in_order(network: Detector) -> list[nn.Conv2d]:
    order: list[nn.Conv2d] = []
    hooks = [
        m.register_forward_hook(lambda module, _i, _o: order.append(module))
        for m in network.modules()
        if isinstance(m, nn.Conv2d)
    ]
    with torch.no_grad():
        network(torch.zeros(1, 3, 64, 64))
    for hook in hooks:
        hook.remove()
    return order


def _without_focus(weight: Tensor) -> Tensor:
    """(O, 12, 3, 3) over four interleaved pictures → (O, 3, 6, 6) with stride 2 over the picture itself."""
    out = torch.zeros(weight.shape[0], 3, 6, 6)
    for part, (row, column) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1))):
        out[:, :, row::2, column::2] = weight[:, part * 3 : part * 3 + 3]
    return out


def _moments(network: Detector, pictures: Sequence[Tensor]) -> dict[str, tuple[Tensor, Tensor]]:
    """Per channel mean and variance of each convolution's output."""
    sums: dict[str, list[tuple[Tensor, Tensor]]] = {}

    def watch(name: str) -> object:
        def hook(_module: nn.Module, _given: object, out: Tensor) -> None:
            sums.setdefault(name, []).append((out.mean((0, 2, 3)), (out * out).mean((0, 2, 3))))

        return hook

    hooks = [
        m.conv.register_forward_hook(watch(name))  # type: ignore[arg-type]
        for name, m in network.named_modules()
        if isinstance(m, Conv)
    ]
    with torch.no_grad():
        for batch in pictures:
            network(batch)
    for hook in hooks:
        hook.remove()
    moments = {}
    for name, parts in sums.items():
        mean = torch.stack([m for m, _ in parts]).mean(0)
        square = torch.stack([s for _, s in parts]).mean(0)
        moments[name] = (mean, (square - mean**2).clamp(min=0))
    return moments
