"""The assignment is as good as scipy's, one to one, and makes no pair that is not worth it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.optimize import linear_sum_assignment

from backend.core.vision.assignment import assign


def best_total(worth: np.ndarray, least: float) -> float:
    """The greatest total worth that allowed pairs can have, as scipy finds it."""
    allowed = np.where(worth >= least, worth, 0.0)
    return float(allowed[linear_sum_assignment(allowed, maximize=True)].sum())


def check(worth: np.ndarray, least: float) -> None:
    pairs = assign(worth, least)
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    assert len(set(rows)) == len(rows), "a row has two partners"
    assert len(set(columns)) == len(columns), "a column has two partners"
    assert all(worth[pair] >= least for pair in pairs)
    assert sum(worth[pair] for pair in pairs) == pytest.approx(best_total(worth, least), abs=1e-9)


shapes = array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=9)


@settings(max_examples=150)
@given(arrays(np.float64, shapes, elements=st.floats(0, 1, width=32)), st.floats(0.01, 0.9))
def test_the_total_is_the_greatest_there_is(worth: np.ndarray, least: float) -> None:
    check(worth, least)


@settings(max_examples=100)
@given(arrays(np.float64, shapes, elements=st.sampled_from([0.0, 0.25, 0.5, 0.5, 1.0])))
def test_ties_cost_nothing(worth: np.ndarray) -> None:
    check(worth, 0.25)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("rows", "columns"), [(60, 60), (80, 7), (7, 80)])
def test_a_crowd_is_assigned_as_well(rows: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    check(random.random((rows, columns)) * (random.random((rows, columns)) < 0.3), 0.1)


@pytest.mark.parametrize(
    ("worth", "least", "pairs"),
    [
        ([[0.9, 0.8], [0.8, 0.1]], 0.05, [(0, 1), (1, 0)]),  # taking the best pair first would be worth less
        ([[0.9, 0.8], [0.8, 0.1]], 0.85, [(0, 0)]),  # what is not worth it is not made, even if one stays alone
        ([[0.2, 0.1]], 0.5, []),  # nobody fits
        ([[0.5], [0.6], [0.4]], 0.3, [(1, 0)]),  # three want one
        ([[0.5, 0.0], [0.0, 0.5]], 0.5, [(0, 0), (1, 1)]),  # just enough is enough
    ],
)
def test_small_cases(worth: list[list[float]], least: float, pairs: list[tuple[int, int]]) -> None:
    assert assign(np.array(worth), least) == pairs


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0)])
def test_an_empty_side_gets_no_pairs(shape: tuple[int, int]) -> None:
    assert assign(np.zeros(shape), 0.1) == []
