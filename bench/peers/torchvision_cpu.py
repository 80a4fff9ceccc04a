"""Makes torchvision importable beside a torch without CUDA.

PyPI's torchvision for Linux is linked against CUDA. Beside a CPU build of torch its compiled operators stay away, and
`import torchvision` fails on the first of them (`operator torchvision::nms does not exist`). Of these operators
detection needs `nms` only, so it is declared and given a kernel in plain torch.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import torch

MISSING = "torchvision::nms does not exist"
SIGNATURE = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


def make_importable() -> Any:
    """Import torchvision, with operators of our own where its own did not load.

    Returns what must be kept for as long as it is used; None when nothing was wrong. Other errors are raised.
    """
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if MISSING not in str(error):
            raise
    else:
        return None
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
    library = torch.library.Library("torchvision", "FRAGMENT")
    for operator in ("nms", "qnms"):
        library.define(operator + SIGNATURE)
    library.impl("nms", suppress, "CPU")
    boxes = importlib.import_module("torchvision.ops.boxes")
    boxes._assert_has_ops = lambda: None
    return library


def suppress(boxes: torch.Tensor, scores: torch.Tensor, iou_threshold: float) -> torch.Tensor:
    """Greedy non-maximum suppression: boxes (N, 4) as x1, y1, x2, y2 → indices of those kept, best score first."""
    left = torch.argsort(scores, descending=True)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept: list[torch.Tensor] = []
    while left.numel():
        best, left = left[0], left[1:]
        kept.append(best)
        low = torch.maximum(boxes[best, :2], boxes[left, :2])
        high = torch.minimum(boxes[best, 2:], boxes[left, 2:])
        common = (high - low).clamp(min=0).prod(dim=1)
        left = left[common <= iou_threshold * (areas[best] + areas[left] - common)]
    return torch.stack(kept) if kept else left
