"""The stream of training samples: which picture when, composed and degraded. The same seed gives the same stream."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from training.data.composition import mosaic, single
from training.data.degradation import degrade
from training.data.heads import BARE, Heads
from training.data.label_code import classes_of
from training.data.pictures import Picture

MOSAIC_SCALES = (0.45, 1.5)
SINGLE_SCALES = (0.55, 1.5)
LAST_SCALES = (0.75, 1.35)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What the samples are made of."""

    mosaic: float
    """Share of mosaics. More of it: more small objects, less that looks like a real picture."""
    bare_heads: float
    """How much more often than others a picture with a bare head is drawn."""
    pasted: float
    """Share of samples in which heads are swapped."""
    partial: float = 1.0
    """How often a partly labelled picture is drawn, beside a fully labelled one."""


class Samples(Dataset[tuple[Tensor, Tensor]]):
    """One epoch. `begin` chooses its samples anew."""

    def __init__(self, pictures: list[Picture], side: int, mix: Mix, seed: int, count: int = 0) -> None:
        """`count` samples an epoch; 0: as many as there are pictures."""
        self.side = side
        self.plain = False
        """Whether samples are single pictures near their own size, as in the last epochs."""
        self._pictures = pictures
        self._heads = Heads(pictures)
        self._mix = mix
        self._seed = seed
        weights = np.array([_weight(p, mix) for p in pictures])
        self._expected = weights / weights.sum() * (count or len(pictures))
        self._order: NDArray[np.int64] = np.arange(len(pictures))
        self._epoch = 0

    def begin(self, epoch: int) -> None:
        """Draw the pictures of an epoch: each as often as its weight says, the fractions by lot."""
        dice = np.random.default_rng((self._seed, epoch))
        whole = np.floor(self._expected).astype(int)
        often = whole + (dice.random(len(whole)) < self._expected - whole)
        self._order = np.repeat(np.arange(len(often)), often)
        dice.shuffle(self._order)
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        """A canvas (side, side, 3) of bytes and its targets (M, 5)."""
        dice = random.Random(f"{self._seed}/{self._epoch}/{index}")  # noqa: S311 - not a secret
        first = self._pictures[int(self._order[index])]
        if self.plain:
            canvas, targets = single(first, self.side, LAST_SCALES, dice)
        elif dice.random() < self._mix.mosaic:
            others = [self._pictures[int(self._order[dice.randrange(len(self._order))])] for _ in range(3)]
            canvas, targets = mosaic([first, *others], self.side, MOSAIC_SCALES, dice)
        else:
            canvas, targets = single(first, self.side, SINGLE_SCALES, dice)
        if dice.random() < self._mix.pasted:
            self._heads.paste(canvas, targets, dice)
        return torch.from_numpy(np.ascontiguousarray(degrade(canvas, dice))), torch.from_numpy(targets)


def _weight(picture: Picture, mix: Mix) -> float:
    codes = picture.targets[:, 0]
    bare = mix.bare_heads if (classes_of(codes) == BARE).any() else 1.0
    return bare * (mix.partial if (codes > classes_of(codes)).any() else 1.0)


def batch(samples: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, list[Tensor]]:
    """Canvases (B, side, side, 3) of bytes; the targets of each."""
    return torch.stack([s for s, _ in samples]), [t for _, t in samples]


def as_input(canvases: Tensor, device: torch.device) -> Tensor:
    """(B, H, W, 3) bytes → (B, 3, H, W) float32 0-255, channels last in memory."""
    planes = canvases.to(device).permute(0, 3, 1, 2).float()
    return planes.contiguous(memory_format=torch.channels_last)
