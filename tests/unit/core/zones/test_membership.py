"""Who is in a zone: feet, bodies that are cut off, and inertia at the border."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.zones.membership import MembershipOptions, ZoneMembership, in_zone
from backend.core.zones.zone import Zone, ZoneKind

SIZE = (1000, 500)
LEFT_HALF = Zone(id=1, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
LOWER_HALF = Zone(id=2, name="Floor", kind=ZoneKind.RULE, corners=((0.0, 0.5), (1.0, 0.5), (1.0, 1.0), (0.0, 1.0)))
INERTIA = MembershipOptions().inertia_seconds
ONE = np.array([7])


def person(x: float, *, top: float = 100.0, bottom: float = 300.0) -> np.ndarray:
    return np.array([[x - 30.0, top, x + 30.0, bottom]])


@pytest.mark.parametrize(
    ("zone", "box", "inside"),
    [
        (LEFT_HALF, person(499.0), True),
        (LEFT_HALF, person(501.0), False),
        (LOWER_HALF, person(500.0, top=100.0, bottom=251.0), True),  # only the feet are in it
        (LOWER_HALF, person(500.0, top=100.0, bottom=249.0), False),  # the feet are above it
        (LOWER_HALF, person(500.0, top=100.0, bottom=500.0), True),  # feet cut off: most of the body is in it
        (LOWER_HALF, person(500.0, top=0.0, bottom=494.0), True),  # feet seen, though most of the body is not in it
    ],
)
def test_a_person_stands_where_the_feet_are(zone: Zone, box: np.ndarray, inside: bool) -> None:
    assert in_zone(zone, box, SIZE).tolist() == [inside]


@pytest.mark.parametrize(("top", "inside"), [(0.0, False), (200.0, True)])
def test_whose_feet_are_cut_off_is_judged_by_the_body(top: float, inside: bool) -> None:
    shelf = Zone(id=3, name="Shelf", kind=ZoneKind.RULE, corners=((0.0, 0.6), (1.0, 0.6), (1.0, 1.0), (0.0, 1.0)))
    assert in_zone(shelf, person(500.0, top=top, bottom=500.0), SIZE).tolist() == [inside]


def test_an_empty_picture_has_no_members() -> None:
    assert in_zone(LEFT_HALF, np.zeros((0, 4)), SIZE).tolist() == []


@pytest.mark.parametrize(("later", "inside"), [(INERTIA - 0.01, True), (INERTIA, False)])
def test_the_other_side_counts_after_the_inertia(later: float, inside: bool) -> None:
    members = ZoneMembership(LEFT_HALF)
    members.update(ONE, person(400.0), SIZE, 0.0)
    members.update(ONE, person(600.0), SIZE, 1.0)
    assert members.update(ONE, person(600.0), SIZE, 1.0 + later).tolist() == [inside]
    assert members.is_inside(7) is inside


def test_a_new_track_is_where_it_is_first_seen() -> None:
    assert ZoneMembership(LEFT_HALF).update(ONE, person(600.0), SIZE, 0.0).tolist() == [False]
    assert ZoneMembership(LEFT_HALF).update(ONE, person(400.0), SIZE, 0.0).tolist() == [True]


@given(st.lists(st.booleans(), min_size=2, max_size=60))
def test_a_person_who_trembles_on_the_border_never_changes_sides(sides: list[bool]) -> None:
    members = ZoneMembership(LEFT_HALF)
    step = INERTIA / 4
    members.update(ONE, person(490.0), SIZE, 0.0)
    back = False
    for i, other in enumerate(sides, 1):
        other = other and not back  # never twice in a row, so never for as long as the inertia
        back = other
        inside = members.update(ONE, person(510.0 if other else 490.0), SIZE, i * step).tolist()
        assert inside == [True]


def test_who_is_gone_is_forgotten() -> None:
    members = ZoneMembership(LEFT_HALF)
    members.update(ONE, person(400.0), SIZE, 0.0)
    members.keep_only(set())
    assert not members.is_inside(7)
    assert members.update(ONE, person(600.0), SIZE, 0.1).tolist() == [False]
