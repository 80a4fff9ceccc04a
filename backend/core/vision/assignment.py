"""One-to-one assignment with the greatest total worth.

The Hungarian method in its sparse, shortest augmenting path form (Jonker and Volgenant, 1987): every row first gets its
best column, and only rows whose best column is taken search a path. scipy has the same for full matrices; importing it
costs each camera's process 50 MB, which is why it is only this module's reference in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Edge = tuple[int, int, float]
"""Row, column, and what the pair is worth, over 0."""
ALONE = -1


def assign(worth: Array, least: float) -> list[tuple[int, int]]:
    """Pairs (row, column) with the greatest total worth among pairs that are worth at least `least` (over 0).

    `worth` is (rows, columns). A pair below `least` is never made, even if that leaves both alone.
    """
    rows, columns = np.nonzero(worth >= least)
    edges = zip(rows.tolist(), columns.tolist(), worth[rows, columns].tolist(), strict=True)
    return sorted((row, column) for column, row in assign_edges(edges).items())


def assign_edges(edges: Iterable[Edge]) -> dict[int, int]:
    """The same for the pairs that are possible: the row of each column that has one."""
    edges = list(edges)
    best: dict[int, int] = {}
    prices: dict[int, float] = {}
    for row, column, worth in edges:
        if worth > prices.get(row, 0.0):
            best[row], prices[row] = column, worth
    owner: dict[int, int] = {}
    contested = [row for row, column in best.items() if owner.setdefault(column, row) != row]
    if contested:
        search = _Search(edges, prices, owner)
        for row in contested:
            search.place(row)
    return owner


class _Search:
    """Dual solution of the rows placed so far: row price + column price >= worth, equal for pairs, 0 for the alone."""

    def __init__(self, edges: Iterable[Edge], row_prices: dict[int, float], owner: dict[int, int]) -> None:
        self._choices: dict[int, list[tuple[int, float]]] = {row: [] for row in row_prices}
        for row, column, worth in edges:
            self._choices[row].append((column, worth))
        self._row_prices = row_prices
        self._column_prices: dict[int, float] = {}
        self._owner = owner

    def place(self, first: int) -> None:
        """Give this row a column, or leave it or another one alone: whichever costs least."""
        row, away = first, 0.0
        rows, columns = {first: 0.0}, dict[int, float]()  # distances of what is reached for good
        ahead: dict[int, float] = {}  # distances of columns that may become shorter
        came_from: dict[int, int] = {}
        column_of = {first: ALONE}
        left, cheapest = first, self._row_prices[first]
        while True:
            base = away + self._row_prices[row]
            for column, worth in self._choices[row]:
                step = base + self._column_prices.get(column, 0.0) - worth
                if column not in columns and step < ahead.get(column, inf):
                    ahead[column], came_from[column] = step, row
            column = min(ahead, key=ahead.__getitem__, default=ALONE)
            away = ahead.get(column, inf)
            if cheapest <= away:
                column = column_of[left]
                break
            columns[column] = ahead.pop(column)
            if column not in self._owner:
                break
            row = self._owner[column]
            rows[row], column_of[row] = away, column
            if away + self._row_prices[row] < cheapest:
                left, cheapest = row, away + self._row_prices[row]
        self._reprice(rows, columns, min(away, cheapest))
        while column != ALONE:  # along the path each row takes the column it was reached for
            row = came_from[column]
            self._owner[column] = row
            column = column_of[row]

    def _reprice(self, rows: dict[int, float], columns: dict[int, float], total: float) -> None:
        for row, away in rows.items():
            self._row_prices[row] -= total - away
        for column, away in columns.items():
            self._column_prices[column] = self._column_prices.get(column, 0.0) + total - away
