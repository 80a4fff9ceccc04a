"""One-to-one assignment with the greatest total worth.

The Hungarian method in its shortest augmenting path form (Jonker and Volgenant, 1987). scipy has the same; importing it
costs each camera's process 50 MB, which is why it is only this function's reference in the tests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def assign(worth: Array, least: float) -> list[tuple[int, int]]:
    """Pairs (row, column) with the greatest total worth among pairs that are worth at least `least` (over 0).

    `worth` is (rows, columns). A pair below `least` is never made, even if that leaves both alone.
    """
    allowed = worth >= least
    rows, columns = np.nonzero(allowed)
    alone = (allowed.sum(axis=1)[rows] == 1) & (allowed.sum(axis=0)[columns] == 1)
    pairs = list(zip(rows[alone].tolist(), columns[alone].tolist(), strict=True))
    open_rows, open_columns = np.unique(rows[~alone]), np.unique(columns[~alone])
    if len(open_rows):
        contested = np.where(allowed, worth, 0.0)[np.ix_(open_rows, open_columns)]
        for row, column in _hungarian(contested):
            pair = int(open_rows[row]), int(open_columns[column])
            if allowed[pair]:
                pairs.append(pair)
    return sorted(pairs)


def _hungarian(worth: Array) -> list[tuple[int, int]]:
    """All pairs of the best full assignment of the shorter side. Numbering as in the usual potentials form."""
    if worth.shape[0] > worth.shape[1]:
        return [(row, column) for column, row in _hungarian(worth.T)]
    rows, columns = worth.shape
    cost = worth.max() - worth
    row_potential, column_potential = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1)  # owner[column + 1] is the row that has it; slot 0 is the row being placed
    for row in range(rows):
        owner[0] = row
        shortest = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=np.int64)
        done = np.zeros(columns + 1, dtype=bool)
        here = 0
        while owner[here] >= 0:
            done[here] = True
            reduced = cost[owner[here]] - row_potential[owner[here]] - column_potential[1:]
            better = ~done[1:] & (reduced < shortest[1:])
            shortest[1:][better] = reduced[better]
            came_from[1:][better] = here
            following = int(np.argmin(np.where(done, np.inf, shortest)))
            step = shortest[following]
            row_potential[owner[done]] += step
            column_potential[done] -= step
            shortest[~done] -= step
            here = following
        while here:
            owner[here] = owner[came_from[here]]
            here = int(came_from[here])
    return [(int(row), column) for column, row in enumerate(owner[1:]) if row >= 0]
