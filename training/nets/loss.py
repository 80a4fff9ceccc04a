"""YOLOX's loss: which anchors answer for which object (SimOTA), then box, objectness and class terms.

Ge et al., 2021, section 2.1. Per object the k best anchors by cost answer for it, k from the sum of its ten best
overlaps; an anchor wanted by several goes to the cheapest. Here the cost is class loss + 3 · -log IoU within 1.5
cells of the middle.

A partly labelled picture teaches only what it labels. A class that it does not label is left out of the class term of
its objects. Inside its regions (`training.data.partial`), an anchor that answers for nothing may lie on an unlabelled
object: its objectness is not pushed down, only its scores of the classes that the picture does label are.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.data.label_code import REGION, classes_of, labelled_of
from training.nets.network import anchors, boxes

NEAR_CELLS = 1.5
OVERLAPS = 10
OVERLAP_COST = 3.0
OUTSIDE_COST = 1e6
BOX_WEIGHT = 5.0
TINY = 1e-7
SUREST = 1 - 1e-4
"""Scores in regions are held below this, so that the logarithm stays finite."""


@dataclass(frozen=True)
class Terms:
    """The parts of the loss, each per answering anchor."""

    total: Tensor
    box: float
    object: float
    classes: float


@dataclass(frozen=True)
class _Answers:
    """For one picture: the anchors that answer (K), for which object each (K), and its overlap with it (K)."""

    anchors: Tensor
    objects: Tensor
    overlaps: Tensor


class Loss:
    """For pictures of one size. `class_weights` (classes,) lifts scarce classes."""

    def __init__(self, height: int, width: int, class_weights: Tensor) -> None:
        self._cells, self._strides = (t.to(class_weights.device) for t in anchors(height, width))
        self._middles = (self._cells + 0.5) * self._strides
        self._weights = class_weights
        self.exact = False
        """Whether box coordinates are also compared by L1, as in the last epochs."""

    def __call__(self, raw: Tensor, targets: list[Tensor]) -> Terms:
        """`raw` (B, N, 5 + classes); per picture `targets` (M, 5): code, x1, y1, x2, y2 in pixels."""
        found = boxes(raw, self._cells, self._strides)
        wanted = torch.zeros_like(raw[..., 4])
        ignored = torch.zeros_like(wanted, dtype=torch.bool)
        labelled = torch.ones_like(raw[..., 5:], dtype=torch.bool)
        parts: list[tuple[Tensor, Tensor, Tensor, Tensor, Tensor]] = []
        for b, every in enumerate(targets):
            is_region = classes_of(every[:, 0]) == REGION
            self._mark(every[is_region], ignored[b], labelled[b])
            target = every[~is_region]
            answers = self._answers(raw[b].detach(), found[b].detach(), target) if len(target) else None
            if answers is None:
                continue
            wanted[b, answers.anchors] = 1
            of = target[answers.objects]
            a = answers.anchors
            parts.append((found[b, a], raw[b, a], of, answers.overlaps, a))
        count = max(sum(len(p[0]) for p in parts), 1)
        by_object = self._by_object(raw, wanted, ignored & (wanted == 0), labelled) / count
        if not parts:
            return Terms(by_object, 0.0, by_object.item(), 0.0)
        box, chosen, of, overlap, index = (torch.cat(p) for p in zip(*parts, strict=True))
        by_box = (1 - generalised_iou(box, of[:, 1:])).sum() / count * BOX_WEIGHT
        classes = classes_of(of[:, 0]).long()
        soft = functional.one_hot(classes, len(self._weights)) * overlap[:, None]
        each = functional.binary_cross_entropy_with_logits(chosen[:, 5:], soft, reduction="none")
        by_class = (each * labelled_of(of[:, 0]) * self._weights[classes][:, None]).sum() / count
        total = by_box + by_object + by_class
        if self.exact:
            total = total + (chosen[:, :4] - self._coordinates(of, index)).abs().sum() / count
        return Terms(total, by_box.item(), by_object.item(), by_class.item())

    def _mark(self, regions: Tensor, ignored: Tensor, labelled: Tensor) -> None:
        """Mark in place the anchors whose middles lie in a region (K, 5), and the classes labelled there."""
        for region, classes in zip(regions, labelled_of(regions[:, 0]), strict=True):
            inside = ((self._middles >= region[1:3]) & (self._middles < region[3:])).all(1)
            ignored |= inside
            labelled[inside] &= classes

    @staticmethod
    def _by_object(raw: Tensor, wanted: Tensor, ignored: Tensor, labelled: Tensor) -> Tensor:
        each = functional.binary_cross_entropy_with_logits(raw[..., 4], wanted, reduction="none")
        outside = each[~ignored].sum()
        if not ignored.any():
            return outside
        inside = raw[ignored]
        scores = (inside[:, 4:5].sigmoid() * inside[:, 5:].sigmoid()).clamp(max=SUREST)
        return outside - (torch.log1p(-scores) * labelled[ignored]).sum()

    @torch.no_grad()
    def _answers(self, raw: Tensor, found: Tensor, target: Tensor) -> _Answers | None:
        classes, objects = classes_of(target[:, 0]).long(), target[:, 1:]
        middles = (objects[:, :2] + objects[:, 2:]) / 2
        away = (self._middles[None] - middles[:, None]).abs().amax(-1)
        near = away < NEAR_CELLS * self._strides[:, 0][None]
        candidates = near.any(0).nonzero()[:, 0]
        if not len(candidates):
            return None
        near = near[:, candidates]
        overlap = pairwise_iou(objects, found[candidates])
        score = (raw[candidates, 5:].sigmoid() * raw[candidates, 4:5].sigmoid()).sqrt().clamp(TINY, 1 - TINY)
        no = -(1 - score).log()
        by_class = no.sum(1)[None] - no[:, classes].T - score.log()[:, classes].T
        cost = by_class - OVERLAP_COST * (overlap + 1e-8).log() + OUTSIDE_COST * ~near
        most = min(OVERLAPS, len(candidates))
        count = torch.topk(overlap * near, most, dim=1).values.sum(1).int().clamp(min=1)
        rank = cost.argsort(1).argsort(1)
        chosen = ((rank < count[:, None]) & near) | (rank == 0)
        several = chosen.sum(0) > 1
        if several.any():
            cheapest = cost[:, several].argmin(0)
            chosen[:, several] = False
            chosen[cheapest, several.nonzero()[:, 0]] = True
        on = chosen.any(0)
        objects_of = chosen[:, on].float().argmax(0)
        return _Answers(candidates[on], objects_of, overlap[objects_of, on.nonzero()[:, 0]])

    def _coordinates(self, target: Tensor, index: Tensor) -> Tensor:
        """Targets (K, 5) as the raw numbers that anchors `index` (K,) should give, (K, 4)."""
        stride = self._strides[index]
        middle = (target[:, 1:3] + target[:, 3:5]) / 2 / stride - self._cells[index]
        size = ((target[:, 3:5] - target[:, 1:3]) / stride + 1e-8).log()
        return torch.cat((middle, size), 1)


def pairwise_iou(a: Tensor, b: Tensor) -> Tensor:
    """Overlap of every box of `a` (M, 4) with every one of `b` (K, 4): (M, K)."""
    low = torch.maximum(a[:, None, :2], b[None, :, :2])
    high = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = (high - low).clamp(min=0).prod(-1)
    areas = (a[:, 2:] - a[:, :2]).prod(-1)[:, None] + (b[:, 2:] - b[:, :2]).prod(-1)[None]
    return shared / (areas - shared + TINY)


def generalised_iou(a: Tensor, b: Tensor) -> Tensor:
    """GIoU (Rezatofighi et al., 2019) of boxes (K, 4) with boxes (K, 4): (K,)."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    shared = (high - low).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - shared
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    return shared / (union + TINY) - (hull - union) / (hull + TINY)
