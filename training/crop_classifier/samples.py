"""The stream of crops that the crop classifier learns from. The same seed gives the same stream."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from backend.core.ppe.items import CLASSES, CropKind
from backend.core.ppe.refinement import CROP_CLASSES, MISSING, NOTHING, SMALLEST_SIDE, WORN, corrections
from backend.core.vision.boxes import LETTERBOX_GREY, Boxes, iou
from training.crop_classifier.candidates import LEAST_OVERLAP, MOST_OVERLAP_OF_NOTHING, Candidates
from training.crop_classifier.network import OTHER_HEADGEAR
from training.data.class_ids import NO_HELMET
from training.data.degradation import blur, colour, compression, dusk, infrared
from training.data.label_code import objects
from training.data.pictures import Picture

SHARES = (0.15, 0.17, 0.12, 0.13, 0.11, 0.12, 0.11, 0.09)
"""How often each class, and then nothing of each kind, is shown."""
FOUND_SHARE = 0.5
"""Share of detector's boxes among the true ones; the rest are true boxes, moved and stretched by hand."""
HARD_SHARE = 0.75
"""Share of what the detector mistook among "nothing"; the rest lies anywhere, or beside something."""
MOVED, STRETCHED = 0.22, 0.4
TURN_CHANCE, TURN_DEGREES = 0.4, 12.0
HEADGEAR_SHARE = 0.15
"""Share of caps, hoods and straw hats among the heads without a helmet."""

Sample = tuple[Tensor, int, int, Tensor]
"""Crop (S, S, 3), kind, state, correction (4,); the correction is NaN for nothing."""


class Samples(Dataset[Sample]):
    """One epoch of `count` crops."""

    def __init__(self, pictures: list[Picture], candidates: Candidates, side: int, count: int, seed: int) -> None:
        self._pictures = pictures
        self._candidates = candidates
        self._side = side
        self._count = count
        self._seed = seed
        self.epoch = 0
        self._shares = _shares(candidates)
        every = [pair for pairs in candidates.truths.values() for pair in pairs]
        self._beside_of = {kind: [pair for pair in every if kind in candidates.labelled[pair[0]]] for kind in CropKind}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Sample:
        """A crop, with its labels."""
        dice = random.Random(f"{self._seed}/{self.epoch}/{index}")  # noqa: S311 - not a secret
        choice = dice.choices(range(len(SHARES)), self._shares)[0]
        if choice < len(CLASSES):
            where, truth, box = self._something(choice, dice)
            kind = CropKind(CROP_CLASSES.kind_of[choice])
            state = WORN if kind == CropKind.BODY else (WORN, MISSING)[choice % 2]
            if choice == NO_HELMET and self._candidates.is_headgear(where, truth):
                state = OTHER_HEADGEAR
            moved = corrections(box[None], truth[None])[0]
        else:
            kind, state = CropKind(choice - len(CLASSES)), NOTHING
            where, box = self._nothing(kind, dice)
            moved = np.full(4, np.nan, np.float32)
        crop, mirrored = cut(self._pictures[where].image, box, kind, self._side, dice)
        if mirrored:
            moved[0] = -moved[0]
        return torch.from_numpy(np.ascontiguousarray(worsen(crop, dice))), int(kind), state, torch.from_numpy(moved)

    def _something(self, cls: int, dice: random.Random) -> tuple[int, Boxes, Boxes]:
        """Picture, true box, and a box near it."""
        if cls == NO_HELMET and self._candidates.headgear and dice.random() < HEADGEAR_SHARE:
            where, truth = dice.choice(self._candidates.headgear)
            return where, truth, self._beside(truth, dice)
        near = self._candidates.near[cls]
        if near and dice.random() < FOUND_SHARE:
            return dice.choice(near)
        where, truth = dice.choice(self._candidates.truths[cls])
        return where, truth, self._beside(truth, dice)

    @staticmethod
    def _beside(truth: Boxes, dice: random.Random) -> Boxes:
        for _ in range(5):
            box = _jittered(truth, dice)
            if iou(box[None], truth[None])[0, 0] >= LEAST_OVERLAP:
                return box
        return truth

    def _nothing(self, kind: CropKind, dice: random.Random) -> tuple[int, Boxes]:
        """Picture and a box in which nothing of this kind is."""
        hard = self._candidates.nothing[kind]
        if hard and dice.random() < HARD_SHARE:
            return dice.choice(hard)
        for _ in range(20):
            where, truth = dice.choice(self._beside_of[kind])
            box = self._elsewhere(where, truth, dice)
            targets = objects(self._pictures[where].targets)
            of_kind = targets[CROP_CLASSES.kind_of[targets[:, 0].astype(int)] == kind]
            if not len(of_kind) or iou(box[None], of_kind[:, 1:]).max() < MOST_OVERLAP_OF_NOTHING:
                break
        return where, box

    def _elsewhere(self, where: int, truth: Boxes, dice: random.Random) -> Boxes:
        height, width = self._pictures[where].image.shape[:2]
        size = [(truth[2] - truth[0]) * math.exp(dice.uniform(-0.6, 0.6)), 0.0]
        size[1] = (truth[3] - truth[1]) * math.exp(dice.uniform(-0.6, 0.6))
        if dice.random() < 0.5:
            middle = [dice.uniform(0, width), dice.uniform(0, height)]
        else:
            middle = [(truth[i] + truth[i + 2]) / 2 + dice.uniform(-2, 2) * size[i] for i in range(2)]
            middle = [min(max(middle[0], 0), width), min(max(middle[1], 0), height)]
        return np.array(
            [middle[0] - size[0] / 2, middle[1] - size[1] / 2, middle[0] + size[0] / 2, middle[1] + size[1] / 2]
        )


def _shares(candidates: Candidates) -> list[float]:
    """`SHARES`, without classes of which there is no box and kinds that no picture labels."""
    of_classes = [share if candidates.truths[cls] else 0.0 for cls, share in enumerate(SHARES[: len(CLASSES)])]
    labelled = frozenset().union(*candidates.labelled)
    of_kinds = [
        share if kind in labelled else 0.0 for kind, share in zip(CropKind, SHARES[len(CLASSES) :], strict=True)
    ]
    return of_classes + of_kinds


def cut(
    image: NDArray[np.uint8], box: Boxes, kind: CropKind, side: int, dice: random.Random
) -> tuple[NDArray[np.uint8], bool]:
    """The crop around a box as `backend.core.vision.crops` cuts it, sometimes turned or mirrored; whether mirrored."""
    wanted = max(float((box[2:] - box[:2]).max()), SMALLEST_SIDE) * float(CROP_CLASSES.contexts[kind])
    mirrored = dice.random() < 0.5
    turn = math.radians(dice.uniform(-TURN_DEGREES, TURN_DEGREES)) if dice.random() < TURN_CHANCE else 0.0
    scale = side / wanted
    source, corner, factor = image, np.zeros(2), np.ones(2)
    middle = (box[:2] + box[2:]) / 2
    if scale < 0.5:
        left, top = (max(0, int(v - wanted)) for v in middle)
        around = image[top : int(middle[1] + wanted) + 1, left : int(middle[0] + wanted) + 1]
        if min(around.shape[:2]) * 2 * scale >= 2:
            source = cv2.resize(around, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
            corner = np.array([left, top])
            factor = np.array(source.shape[1::-1]) / np.array(around.shape[1::-1])
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]]) * scale
    if mirrored:
        matrix[:, 0] = -matrix[:, 0]
    shift = side / 2 - matrix @ (middle - corner)
    grey = (LETTERBOX_GREY, LETTERBOX_GREY, LETTERBOX_GREY)
    crop = cv2.warpAffine(
        source, np.column_stack((matrix / factor, shift)), (side, side), flags=cv2.INTER_LINEAR, borderValue=grey
    )
    return np.asarray(crop, np.uint8), mirrored


def worsen(crop: NDArray[np.uint8], dice: random.Random) -> NDArray[np.uint8]:
    """As a camera would have shown it: another exposure, far away, compressed, without colour, partly hidden."""
    side = crop.shape[0]
    if dice.random() < 0.8:
        crop = colour(crop, dice)
    if dice.random() < 0.3:
        small = cv2.resize(crop, (dice.randrange(10, side * 2 // 3),) * 2, interpolation=cv2.INTER_AREA)
        crop = np.asarray(cv2.resize(small, (side, side)), np.uint8)
    if dice.random() < 0.25:
        crop = compression(crop, dice)
    if dice.random() < 0.08:
        crop = dusk(crop, dice)
    if dice.random() < 0.1:
        crop = blur(crop, dice)
    if dice.random() < 0.05:
        crop = infrared(crop, dice)
    if dice.random() < 0.2:
        width, height = (dice.randrange(side // 8, side // 3) for _ in range(2))
        x, y = dice.randrange(side - width), dice.randrange(side - height)
        crop = crop.copy()
        crop[y : y + height, x : x + width] = [dice.randrange(256) for _ in range(3)]
    return crop


def _jittered(box: Boxes, dice: random.Random) -> Boxes:
    size = box[2:] - box[:2]
    middle = (box[:2] + box[2:]) / 2 + size * [dice.uniform(-MOVED, MOVED) for _ in range(2)]
    half = size / 2 * [math.exp(dice.uniform(-STRETCHED, STRETCHED)) for _ in range(2)]
    return np.concatenate((middle - half, middle + half))
