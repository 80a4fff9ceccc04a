"""How observations add up to worn, missing or not known, at the limits of evidence, number and time."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import pytest

from backend.core.ppe.belief import Belief, Wear
from backend.core.ppe.observation import NOT_ASSESSABLE, Observation, PpeOptions

OPTIONS = PpeOptions(
    missing_threshold=2.5,
    worn_threshold=-1.5,
    missing_limit=4.0,
    worn_limit=-2.5,
    least_observations=4,
    interval_seconds=0.25,
    longest_interval=1.5,
    detection_floor=0.25,
    absent_after_worn=0.5,
)
"""Like the shipped ones, but exact in binary, so that a limit itself can be tried."""
NAMED = 0.5
"""Score of a detection that names the missing item."""


def seen(evidence: float, missing: float = NAMED) -> Observation:
    return Observation(evidence, 0.0, missing)


def after(evidence: Sequence[float], *, seconds: float = 0.25, missing: float = NAMED) -> Belief:
    belief = Belief(OPTIONS)
    for number, one in enumerate(evidence):
        belief.add(seen(one, missing), 100.0 + number * seconds)
    return belief


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        ((), Wear.NOT_ASSESSABLE),
        ((1.0, 1.0, 1.0), Wear.NOT_ASSESSABLE),  # too few
        ((0.625,) * 4, Wear.MISSING),
        ((0.6,) * 4, Wear.NOT_ASSESSABLE),
        ((-0.375,) * 4, Wear.WORN),
        ((-0.37,) * 4, Wear.NOT_ASSESSABLE),
        # an item stays missing until nothing points to it
        ((1.0, 1.0, 1.0, 1.0, -3.75), Wear.MISSING),
        ((1.0, 1.0, 1.0, 1.0, -4.0), Wear.NOT_ASSESSABLE),
        ((1.0, 1.0, 1.0, 1.0, -5.5), Wear.WORN),
        # and worn until nothing points to it
        ((-0.5, -0.5, -0.5, -0.5, 1.75), Wear.WORN),
        ((-0.5, -0.5, -0.5, -0.5, 2.0), Wear.NOT_ASSESSABLE),
        ((-0.5, -0.5, -0.5, -0.5, 4.5), Wear.MISSING),
        ((1.0, 1.0, 1.0, 1.0, -4.0, 2.0), Wear.NOT_ASSESSABLE),  # a state that was lost is decided anew
    ],
)
def test_the_state_after_observations(evidence: Sequence[float], state: Wear) -> None:
    assert after(evidence).state is state


@pytest.mark.parametrize(
    ("evidence", "value"),
    [
        ((2.0, 2.0), 4.0),
        ((2.0, 2.125), 4.0),  # never more
        ((2.0, 2.125, -1.0), 3.0),
        ((-1.0, -1.5), -2.5),
        ((-1.0, -1.625), -2.5),  # never less
        ((-1.0, -1.625, 1.0), -1.5),
    ],
)
def test_belief_has_limits(evidence: Sequence[float], value: float) -> None:
    assert after(evidence).value == value


@pytest.mark.parametrize(
    ("seconds", "value"),
    [
        (0.25, 2.0),
        (0.125, 1.5),  # nearly the same picture
        (0.0, 1.0),
        (0.3125, 2.25),  # rarer pictures count for more
        (0.375, 2.5),
        (0.5, 2.5),  # but for no more than this
        (-0.125, 1.0),  # a clock that went back
    ],
)
def test_an_observation_counts_for_the_time_since_the_one_before(seconds: float, value: float) -> None:
    assert after((1.0, 1.0), seconds=seconds).value == value


@pytest.mark.parametrize(
    ("evidence", "undecided"),
    [
        ((1.0, 1.0, 1.0), True),  # too few
        ((0.625,) * 4, False),
        ((0.6,) * 4, True),
        ((-0.375,) * 4, False),
        ((-0.37,) * 4, True),
        ((1.0, 1.0, 1.0, 1.0, -1.5), False),
        ((1.0, 1.0, 1.0, 1.0, -1.625), True),  # still missing, but less certain
    ],
)
def test_a_person_is_undecided_between_the_thresholds(evidence: Sequence[float], undecided: bool) -> None:
    assert after(evidence).is_undecided is undecided


@pytest.mark.parametrize(
    ("evidence", "since"),
    [
        ((-1.0, 1.0), None),
        ((-1.0, 1.25), 100.25),
        ((1.0, 1.0, -2.0), None),
        ((1.0, 1.0, -2.0, 0.5), 100.75),  # begins anew
        ((1.0, 1.0, -1.75), 100.0),
    ],
)
def test_since_when_the_evidence_points_to_missing(evidence: Sequence[float], since: float | None) -> None:
    assert after(evidence).missing_since == since


@pytest.mark.parametrize(
    ("missing", "evidence", "value"),
    [
        (0.25, 1.0, -1.0),  # the missing item is named
        (0.125, 1.0, -1.5),  # found nothing: rather out of view than taken off
        (0.125, -0.25, -2.25),  # worn evidence counts fully
    ],
)
def test_after_it_was_worn_finding_nothing_counts_less(missing: float, evidence: float, value: float) -> None:
    belief = after((-0.5,) * 4)
    assert (belief.was_worn, belief.value) == (True, -2.0)
    belief.add(seen(evidence, missing), 101.0)
    assert belief.value == value


def test_what_was_never_certainly_worn_is_not_remembered_as_worn() -> None:
    belief = after((-0.37,) * 4)
    assert not belief.was_worn
    belief.add(seen(1.0, 0.0), 101.0)
    assert belief.value == pytest.approx(-0.48)


def test_what_cannot_be_assessed_changes_nothing() -> None:
    belief = after((0.5,) * 3)
    belief.add(NOT_ASSESSABLE, 200.0)
    assert (belief.observations, belief.value, belief.state) == (3, 1.5, Wear.NOT_ASSESSABLE)
    belief.add(seen(1.0), 100.75)
    assert (belief.value, belief.state) == (2.5, Wear.MISSING)


@pytest.mark.parametrize("value", [-2.0, 0.0, 3.0])
def test_confidence_is_the_probability_of_missing(value: float) -> None:
    assert Belief(OPTIONS, value=value).confidence == pytest.approx(exp(value) / (1 + exp(value)))


def test_nothing_is_known_at_first() -> None:
    belief = Belief(OPTIONS)
    assert (belief.value, belief.observations, belief.state) == (0.0, 0, Wear.NOT_ASSESSABLE)
    assert (belief.was_worn, belief.missing_since, belief.is_undecided) == (False, None, True)
