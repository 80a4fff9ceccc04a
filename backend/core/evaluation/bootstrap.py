"""How far figures would move with other pictures: the percentile bootstrap.

B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979). The pictures are drawn
anew, with replacement, as many as there are, and the figures computed each time. What is drawn are pictures, not
boxes: those of one picture depend on each other.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from backend.core.evaluation.average_precision import Ranking, average_precision

RESAMPLES = 1000
Interval = tuple[float, float]


def intervals(
    rankings: Mapping[str, Ranking], *, seed: int = 0, resamples: int = RESAMPLES, percent: float = 95.0
) -> tuple[Interval | None, dict[str, Interval | None]]:
    """Interval of the mean AP50 and of each class's. None where a class has nothing to find.

    All rankings are over the same pictures. A draw without any true box of a class is left out of that class.
    """
    known = {name: _Drawn(ranking) for name, ranking in rankings.items() if ranking.total}
    if not known:
        return None, dict.fromkeys(rankings)
    random = np.random.default_rng(seed)
    pictures = len(next(iter(rankings.values())).truths)
    drawn = np.empty((resamples, len(known)))
    for i in range(resamples):
        times = np.bincount(random.integers(0, pictures, pictures), minlength=pictures)
        drawn[i] = [one.ap50(times) for one in known.values()]
    seen = ~np.isnan(drawn)
    means = np.where(seen, drawn, 0.0).sum(axis=1)[seen.any(axis=1)] / seen.sum(axis=1)[seen.any(axis=1)]
    each = {name: _interval(column[~np.isnan(column)], percent) for name, column in zip(known, drawn.T, strict=True)}
    return _interval(means, percent), {name: each.get(name) for name in rankings}


class _Drawn:
    """AP50 of one class when each picture counts so many times."""

    def __init__(self, ranking: Ranking) -> None:
        counts = ~ranking.ignored[:, 0]
        hits = ranking.hits[counts, 0]
        end = int(np.flatnonzero(hits)[-1]) + 1 if hits.any() else 0  # what follows the last hit changes nothing
        self._hits = hits[:end]
        self._pictures = ranking.pictures[counts][:end]
        self._truths = ranking.truths

    def ap50(self, times: NDArray[np.int64]) -> float:
        """NaN when none of the drawn pictures has a true box."""
        total = int((self._truths * times).sum())
        return average_precision(np.repeat(self._hits, times[self._pictures]), total) if total else float("nan")


def _interval(values: NDArray[np.floating], percent: float) -> Interval:
    tail = (100.0 - percent) / 2
    low, high = np.percentile(values, [tail, 100.0 - tail])
    return float(low), float(high)
