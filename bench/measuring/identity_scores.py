"""How well tracks keep people apart: IDF1, HOTA, and how many ids each person has.

IDF1: Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking" (2016). HOTA: Luiten
et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking" (2021). Over several sequences both are
pooled as TrackEval pools them, and equal to its figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Ids = NDArray[np.int64]
MATCH = 0.5
"""IoU from which on a track's box is on a person."""
ALPHAS = np.arange(0.05, 0.99, 0.05)
"""IoUs over which HOTA is averaged."""
EPSILON = float(np.finfo(float).eps)


@dataclass(slots=True)
class IdentityScores:
    """What the sequences have in common so far. Percent."""

    persons: int = 0
    boxes: int = 0
    identity_hits: int = 0
    hits: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(ALPHAS)))
    association: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(ALPHAS)))
    """Sum of each hit's association accuracy."""
    ids: int = 0
    """Ids that each cover a person long enough, summed over people."""
    covered: int = 0
    """People so covered."""

    @property
    def idf1(self) -> float:
        """Share of boxes under the one id that fits each person best."""
        return 100 * 2 * self.identity_hits / max(1, self.persons + self.boxes)

    @property
    def hota(self) -> float:
        """Geometric mean of the accuracy of detection and association, over all alphas."""
        detection = self.hits / np.maximum(1, self.persons + self.boxes - self.hits)
        return float(100 * np.sqrt(detection * self.association / np.maximum(1e-10, self.hits)).mean())

    @property
    def dup(self) -> float:
        """Ids a person; 1 is ideal, each above it may report the same violation again."""
        return self.ids / max(1, self.covered)

    def add(self, frames: Iterable[tuple[Ids, Ids, NDArray[np.float64]]], least_frames: int) -> None:
        """A sequence: of each frame ids of people, ids of tracks and their IoU (people, tracks).

        An id covers a person that it is matched with in `least_frames` frames or more.
        """
        moments = list(frames)
        shape = _sizes(moments)
        overlap, agreeing = np.zeros(shape), np.zeros(shape, dtype=np.int64)
        for people, tracks, similar in moments:
            total = similar.sum(0)[None] + similar.sum(1)[:, None] - similar
            overlap[np.ix_(people, tracks)] += np.where(total > EPSILON, similar / np.maximum(total, EPSILON), 0.0)
            agreeing[np.ix_(people, tracks)] += similar >= MATCH
        rows, columns = linear_sum_assignment(agreeing, maximize=True)
        self.identity_hits += int(agreeing[rows, columns].sum())
        of_people = np.bincount(np.concatenate([m[0] for m in moments]), minlength=shape[0])
        of_tracks = np.bincount(np.concatenate([m[1] for m in moments]), minlength=shape[1])
        self.persons += int(of_people.sum())
        self.boxes += int(of_tracks.sum())
        aligned = overlap / np.maximum(EPSILON, of_people[:, None] + of_tracks[None] - overlap)
        self._add_hota(moments, aligned, of_people, of_tracks)
        self._add_duplicates(moments, least_frames)

    def _add_hota(
        self,
        moments: list[tuple[Ids, Ids, NDArray[np.float64]]],
        aligned: NDArray[np.float64],
        of_people: Ids,
        of_tracks: Ids,
    ) -> None:
        matches = np.zeros((len(ALPHAS), *aligned.shape))
        for people, tracks, similar in moments:
            rows, columns = linear_sum_assignment(aligned[np.ix_(people, tracks)] * similar, maximize=True)
            matches[:, people[rows], tracks[columns]] += similar[rows, columns] >= ALPHAS[:, None] - EPSILON
        together = of_people[:, None] + of_tracks[None] - matches
        self.hits += matches.sum((1, 2))
        self.association += (matches * matches / np.maximum(1, together)).sum((1, 2))

    def _add_duplicates(self, moments: list[tuple[Ids, Ids, NDArray[np.float64]]], least_frames: int) -> None:
        together: Counter[tuple[int, int]] = Counter()
        for people, tracks, similar in moments:
            good = np.where(similar >= MATCH, similar, 0.0)
            rows, columns = linear_sum_assignment(good, maximize=True)
            hit = good[rows, columns] > 0
            together.update(zip(people[rows[hit]].tolist(), tracks[columns[hit]].tolist(), strict=True))
        covering = [person for (person, _), count in together.items() if count >= least_frames]
        self.ids += len(covering)
        self.covered += len(set(covering))


def _sizes(moments: list[tuple[Ids, Ids, NDArray[np.float64]]]) -> tuple[int, int]:
    largest = [max((int(m[side].max(initial=-1)) for m in moments), default=-1) for side in (0, 1)]
    return largest[0] + 1, largest[1] + 1
