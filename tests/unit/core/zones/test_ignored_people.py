"""Who is ignored: people in zones of that kind only, with the inertia of zones."""

from __future__ import annotations

import numpy as np

from backend.core.zones.ignored_people import IgnoredPeople
from backend.core.zones.zone import Zone, ZoneKind

POSTER = Zone(id=1, name="Poster", kind=ZoneKind.IGNORE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
DOCK = Zone(id=2, name="Dock", kind=ZoneKind.RULE, corners=POSTER.corners)
SIZE = (1000, 500)
IDS = np.array([1, 2])


def seen(people: IgnoredPeople, at: float, *centres: float) -> list[bool]:
    boxes = np.array([[x - 30.0, 100.0, x + 30.0, 300.0] for x in centres])
    people.update(IDS, boxes, SIZE, at)
    return people.among(IDS).tolist()


def test_only_zones_to_ignore_ignore_anybody() -> None:
    assert seen(IgnoredPeople([POSTER]), 100.0, 200.0, 800.0) == [True, False]
    assert seen(IgnoredPeople([DOCK]), 100.0, 200.0, 800.0) == [False, False]
    assert IgnoredPeople().among(np.array([], int)).tolist() == []


def test_who_steps_out_is_assessed_after_a_moment() -> None:
    people = IgnoredPeople([POSTER])
    assert seen(people, 100.0, 200.0, 800.0) == [True, False]
    assert seen(people, 100.25, 600.0, 800.0) == [True, False]
    assert seen(people, 100.75, 600.0, 800.0) == [False, False]


def test_a_zone_that_stays_knows_its_people() -> None:
    people = IgnoredPeople([POSTER])
    seen(people, 100.0, 200.0, 800.0)
    people.follow([POSTER, DOCK])
    assert people.among(IDS).tolist() == [True, False]
    people.follow([DOCK])
    assert people.among(IDS).tolist() == [False, False]
    people.keep_only(set())
