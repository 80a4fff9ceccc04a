"""How good a detector is: average precision, recall and precision of each class over many pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from backend.core.evaluation.average_precision import Ranking, mean, rank
from backend.core.evaluation.box_matching import ANY_SIZE, Matched, Sizes, match
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import Detections

PerClass = Mapping[str, float | None]
"""Per name of `CLASSES`, 0 to 1; None where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One picture, in one system of pixels."""

    found: Detections
    truth: Detections
    """What is really there; its scores are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures over a set of pictures. A class with nothing to find has no AP and is left out of the means."""

    ap50: PerClass
    ap50_95: PerClass
    recall: PerClass
    """At the class's threshold and IoU 0.5."""
    precision: PerClass
    """At the class's threshold and IoU 0.5; None also for classes that the data set does not label."""
    truths: Mapping[str, int]

    @property
    def map50(self) -> float | None:
        """Mean of the classes' AP50."""
        return mean(list(self.ap50.values()))

    @property
    def map50_95(self) -> float | None:
        """Mean of the classes' AP50-95."""
        return mean(list(self.ap50_95.values()))


def rankings(pictures: Sequence[Looked], sizes: Sizes = ANY_SIZE) -> dict[str, Ranking]:
    """Per class its detections in all pictures, best score first. At least one picture."""
    return {name: rank([_matched(picture, cls, sizes) for picture in pictures]) for cls, name in enumerate(CLASSES)}


def figures(ranked: Mapping[str, Ranking], thresholds: Mapping[str, float], labelled: Collection[str]) -> Figures:
    """The figures of what `rankings` gave. `labelled` are the classes that the data set labels."""
    return Figures(
        ap50={name: ranking.ap50() for name, ranking in ranked.items()},
        ap50_95={name: ranking.ap50_95() for name, ranking in ranked.items()},
        recall={name: ranking.recall(thresholds[name]) for name, ranking in ranked.items()},
        precision={
            name: ranking.precision(thresholds[name]) if name in labelled else None for name, ranking in ranked.items()
        },
        truths={name: ranking.total for name, ranking in ranked.items()},
    )


def _matched(picture: Looked, cls: int, sizes: Sizes) -> Matched:
    found = picture.found.of(cls)
    return match(found.boxes, found.scores, picture.truth.of(cls).boxes, sizes)
