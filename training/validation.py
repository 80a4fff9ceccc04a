"""The figures of a network on the validation pictures, counted by the same code as `make evaluate`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from backend.adapters.evaluation import yolo_dataset
from backend.adapters.inference.picture_detector import letterboxed
from backend.core.evaluation.detection_figures import EvaluatedPicture, Figures, figures, rankings
from backend.core.ppe.items import CLASSES
from backend.core.vision.boxes import Letterbox
from backend.core.vision.detections import EVERYTHING, Detections, from_raw
from training.data.samples import as_input
from training.nets.network import anchors, boxes

THRESHOLDS = dict.fromkeys(CLASSES, 0.4)


@dataclass(frozen=True)
class _Prepared:
    canvas: NDArray[np.uint8]
    truth: Detections
    """In the canvas's pixels."""


class Validation:
    """The labelled pictures, letterboxed once."""

    def __init__(self, folder: Path, split: str, side: int, device: torch.device) -> None:
        self._side = side
        self._device = device
        self._pictures = [_prepare(p, side) for p in yolo_dataset.read(folder, split).pictures]

    @torch.no_grad()
    def __call__(self, network: nn.Module) -> Figures:
        """How well the network sees them. The network is in its evaluating mode afterwards."""
        network.eval()
        cells, strides = (t.to(self._device) for t in anchors(self._side, self._side))
        return self.of(lambda x: decoded(network(x), cells, strides))

    def of(self, observe: Callable[[Tensor], Tensor], size: int = 16) -> Figures:
        """The figures of anything that takes (B, 3, H, W) and answers (B, N, 4 + classes)."""
        evaluated = []
        for start in range(0, len(self._pictures), size):
            group = self._pictures[start : start + size]
            raw = observe(as_input(torch.from_numpy(np.stack([p.canvas for p in group])), self._device))
            found = [from_raw(each, selection=EVERYTHING) for each in raw.float().cpu().numpy()]
            evaluated += [EvaluatedPicture(f, p.truth) for f, p in zip(found, group, strict=True)]
        return figures(rankings(evaluated), THRESHOLDS, CLASSES)


def decoded(raw: Tensor, cells: Tensor, strides: Tensor) -> Tensor:
    """Raw output (B, N, 5 + classes) → boxes in pixels and scores, (B, N, 4 + classes), as exported models give."""
    raw = raw.float()
    return torch.cat((boxes(raw, cells, strides), raw[..., 4:5].sigmoid() * raw[..., 5:].sigmoid()), -1)


def _prepare(picture: yolo_dataset.LabelledPicture, side: int) -> _Prepared:
    image = cv2.imread(str(picture.path))
    if image is None:
        raise ValueError(f"{picture.path} cannot be read as a picture")
    height, width = image.shape[:2]
    box = Letterbox(width, height, side)
    truth = (picture.boxes * [width, height, width, height] * box.scale).astype(np.float32)
    ones = np.ones(len(truth), np.float32)
    return _Prepared(letterboxed(np.asarray(image, np.uint8), box), Detections(truth, ones, picture.classes))
