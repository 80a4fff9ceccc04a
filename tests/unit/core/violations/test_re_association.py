"""Who is taken for the person of a suspended violation, at the limits of place, size, time and direction."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from backend.core.violations.episode import AssessedPerson, Episode
from backend.core.violations.re_association import ReassociationOptions, distance, edge_of
from backend.core.vision.boxes import Box
from tests.support.episodes import assessed_item, open_episode

OPTIONS = ReassociationOptions(
    at_once=1.25, speed=0.5, edge=0.5, farthest=2.5, forgotten_seconds=4.0, same_place=0.25, same_size=1.25
)
"""Like the shipped ones, but exact in binary, so that a limit itself can be tried."""
SHIPPED = ReassociationOptions()
WIDTH = 960


def box(x: float, height: float = 100.0, bottom: float = 400.0) -> Box:
    """40 wide, with its middle at x."""
    return x - 20, bottom - height, x + 20, bottom


EPISODE = open_episode(box=box(500))
ITEM = assessed_item()
PERSON = AssessedPerson(
    track_id=2,
    items={"helmet": ITEM},
    rules=(),
    box=box(900),
    edge=None,
    first_seen=1000.0,
    first_box=box(500),
    first_edge=None,
)


def away_from(episode: Episode, person: AssessedPerson, options: ReassociationOptions = OPTIONS) -> float:
    """How far the person without a helmet is away."""
    return distance(episode, person, person.items["helmet"], options)


@pytest.mark.parametrize(
    ("left", "right", "speed", "edge"),
    [
        (9.9, 50.0, 0.0, 0.0),  # within a tenth of the height
        (10.0, 50.0, 0.0, None),
        (900.0, 950.1, 0.0, 960.0),
        (900.0, 950.0, 0.0, None),
        (19.9, 60.0, -20.0, 0.0),  # would be there in half a second
        (20.0, 60.0, -20.0, None),
        (900.0, 940.1, 20.0, 960.0),
        (900.0, 940.0, 20.0, None),
        (9.9, 50.0, 100.0, 0.0),  # there, whatever the way
        (30.0, 70.0, 100.0, None),
        (900.0, 950.1, -100.0, 960.0),
        (900.0, 930.0, -100.0, None),
        (5.0, 955.0, 0.0, 0.0),  # at both
    ],
)
def test_a_person_at_a_side_may_be_leaving_there(left: float, right: float, speed: float, edge: float | None) -> None:
    assert edge_of((left, 300.0, right, 400.0), WIDTH, speed) == edge


@pytest.mark.parametrize(("left", "edge"), [(9.9, 0.0), (10.1, None), (900.0, None), (919.9, 960.0)])
def test_without_a_speed_a_person_stands(left: float, edge: float | None) -> None:
    assert edge_of((left, 300.0, left + 30.2, 400.0), WIDTH) == edge


@pytest.mark.parametrize(
    ("seconds", "x", "bottom", "height", "away"),
    [
        (0.0, 500.0, 400.0, 100.0, 0.0),
        (-0.5, 500.0, 400.0, 100.0, inf),  # was there before
        (0.0, 625.0, 400.0, 100.0, 1.25),
        (0.0, 626.0, 400.0, 100.0, inf),
        (0.0, 375.0, 400.0, 100.0, 1.25),
        (0.0, 500.0, 525.0, 100.0, 1.25),  # nearer to the camera
        (0.0, 500.0, 526.0, 100.0, inf),
        (0.0, 575.0, 500.0, 100.0, 1.25),
        (1.0, 675.0, 400.0, 100.0, 1.75),
        (1.0, 676.0, 400.0, 100.0, inf),
        (2.5, 750.0, 400.0, 100.0, 2.5),
        (10.0, 750.0, 400.0, 100.0, 2.5),
        (10.0, 751.0, 400.0, 100.0, inf),  # never farther
        (0.0, 600.0, 400.0, 200.0, 0.5),  # heights of the taller one
        (0.0, 550.0, 400.0, 50.0, 0.5),
        (0.0, 500.0, 400.0, 201.0, inf),  # another size
        (0.0, 500.0, 400.0, 49.0, inf),
        (0.0, 500.0, 400.0, 0.0, inf),
        (0.0, 500.0, 400.0, -100.0, inf),
    ],
)
def test_while_the_camera_watches_a_person_may_come_out_farther_away_the_later(
    seconds: float, x: float, bottom: float, height: float, away: float
) -> None:
    person = replace(PERSON, first_seen=1000.0 + seconds, first_box=box(x, height, bottom))
    assert away_from(EPISODE, person) == away


@pytest.mark.parametrize(
    ("seconds", "x", "height", "away"),
    [
        (0.0, 625.0, 100.0, 1.25),
        (0.0, 626.0, 100.0, inf),
        (0.0, 500.0, 200.0, 0.0),
        (0.0, 500.0, 201.0, inf),
        (2.0, 575.0, 100.0, 0.75),
        (2.0, 425.0, 100.0, 0.75),
        (2.0, 576.0, 100.0, inf),
        (2.0, 500.0, 162.5, 0.0),
        (2.0, 500.0, 163.0, inf),
        (4.0, 525.0, 100.0, 0.25),
        (4.0, 526.0, 100.0, inf),
        (4.0, 500.0, 125.0, 0.0),
        (4.0, 500.0, 126.0, inf),
        (4.0, 500.0, 80.0, 0.0),
        (60.0, 525.0, 100.0, 0.25),
        (60.0, 526.0, 100.0, inf),
        (-0.5, 500.0, 100.0, inf),
    ],
)
def test_after_a_gap_a_person_must_be_nearer_and_as_large_the_later(
    seconds: float, x: float, height: float, away: float
) -> None:
    person = replace(PERSON, first_seen=1000.0 + seconds, first_box=box(x, height))
    assert away_from(replace(EPISODE, lost=True), person) == away


@pytest.mark.parametrize(
    ("speed", "own_speed", "seconds", "x", "away"),
    [
        (40.0, 0.0, 2.0, 500.0, 0.0),  # has stopped at once
        (40.0, 0.0, 2.0, 540.0, 0.0),  # on the way
        (40.0, 0.0, 2.0, 580.0, 0.0),  # as far as they came
        (40.0, 0.0, 2.0, 655.0, 0.75),
        (40.0, 0.0, 2.0, 656.0, inf),
        (40.0, 0.0, 2.0, 425.0, 0.75),
        (40.0, 0.0, 2.0, 424.0, inf),  # turned round
        (-40.0, 0.0, 2.0, 345.0, 0.75),
        (-40.0, 0.0, 2.0, 344.0, inf),
        (-40.0, 0.0, 2.0, 575.0, 0.75),
        (-40.0, 0.0, 2.0, 576.0, inf),
        (30.0, 0.0, 4.0, 500.0, inf),  # just walks
        (29.0, 0.0, 2.0, 575.0, 0.75),  # stood: no way
        (29.0, 0.0, 2.0, 576.0, inf),
        (31.0, 0.0, 2.0, 637.0, 0.75),
        (31.0, 0.0, 4.0, 500.0, inf),  # walked: is anywhere by now
        (29.0, 0.0, 4.0, 500.0, 0.0),
        (31.0, 0.0, 3.5, 500.0, 0.0),
        (-31.0, 0.0, 4.0, 500.0, inf),
        (0.0, 31.0, 4.0, 500.0, inf),  # walks past where the other stood
        (0.0, -31.0, 4.0, 500.0, inf),
        (0.0, 29.0, 4.0, 500.0, 0.0),
        (0.0, 31.0, 3.5, 500.0, 0.0),
        (0.0, 31.0, 2.0, 576.0, inf),  # their own way is not the other's
    ],
)
def test_after_a_gap_a_walker_is_on_their_way_and_then_anywhere(
    speed: float, own_speed: float, seconds: float, x: float, away: float
) -> None:
    person = replace(PERSON, box=box(x), speed=own_speed, first_seen=1000.0 + seconds, first_box=box(x))
    assert away_from(replace(EPISODE, lost=True, speed=speed), person) == away


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize(
    ("episode_x", "episode_edge", "x", "edge", "same"),
    [
        (40.0, 0.0, 70.0, None, True),  # half a height from the side where the other left
        (40.0, 0.0, 71.0, None, False),
        (40.0, 0.0, 22.0, 0.0, True),
        (890.0, None, 938.0, 960.0, True),  # comes in half a height from where the other was
        (889.0, None, 938.0, 960.0, False),
        (22.0, 0.0, 938.0, 960.0, False),
        (920.0, 960.0, 890.0, None, True),
        (920.0, 960.0, 889.0, None, False),
    ],
)
def test_who_left_at_a_side_comes_back_there(
    lost: bool, episode_x: float, episode_edge: float | None, x: float, edge: float | None, same: bool
) -> None:
    episode = replace(EPISODE, box=box(episode_x), edge=episode_edge, lost=lost)
    person = replace(PERSON, first_box=box(x), first_edge=edge)
    assert (away_from(episode, person) < inf) is same


@pytest.mark.parametrize(("x", "away"), [(165.0, 1.25), (166.0, inf)])
def test_who_left_at_a_side_is_not_farther_away_later(x: float, away: float) -> None:
    """The box is wide enough to touch the side still."""
    person = replace(PERSON, first_seen=1005.0, first_box=(0.0, 300.0, 2 * x, 400.0))
    assert away_from(replace(EPISODE, box=box(40.0), edge=0.0), person) == away


@pytest.mark.parametrize(
    ("changes", "lost", "away"),
    [
        ({}, False, 0.5),  # where the item began to be missing
        ({"first_seen": 1000.0, "first_box": box(520)}, False, 0.2),  # the nearer of both
        ({"first_seen": 1000.0, "first_box": box(590)}, False, 0.5),
        ({"was_worn": False}, False, inf),  # was there all the time
        ({"missing_since": None}, False, inf),
        ({"missing_since": 999.5}, False, inf),  # before the other was last seen without it
        ({"missing_since": 1000.0}, False, 0.5),
        ({"edge": 960.0}, False, inf),
        ({"box": box(700)}, False, inf),
        ({"box": box(700), "missing_since": 1002.0}, False, 2.0),
        ({}, True, inf),  # tracks do not jump over a gap
    ],
)
def test_a_track_that_jumped_to_the_person_began_where_the_item_was_missed(
    changes: dict[str, object], lost: bool, away: float
) -> None:
    of_item = {name: value for name, value in changes.items() if name in ("was_worn", "missing_since")}
    of_person = {name: value for name, value in changes.items() if name not in of_item}
    item = replace(ITEM, was_worn=True, missing_since=1001.0)
    item = replace(item, **of_item)  # type: ignore[arg-type]
    jumped = replace(PERSON, items={"helmet": item}, first_seen=990.0, box=box(550))
    assert away_from(replace(EPISODE, lost=lost), replace(jumped, **of_person)) == pytest.approx(away)


@pytest.mark.parametrize(
    ("lost", "seconds", "x", "height", "same"),
    [
        (False, 0.0, 618.0, 100.0, True),
        (False, 0.0, 622.0, 100.0, False),
        (False, 1.0, 678.0, 100.0, True),
        (False, 1.0, 682.0, 100.0, False),
        (False, 9.0, 748.0, 100.0, True),
        (False, 9.0, 752.0, 100.0, False),
        (True, 2.0, 572.0, 100.0, True),
        (True, 2.0, 573.0, 100.0, False),
        (True, 9.0, 524.0, 100.0, True),
        (True, 9.0, 526.0, 100.0, False),
        (True, 9.0, 500.0, 119.0, True),
        (True, 9.0, 500.0, 121.0, False),
    ],
)
def test_the_shipped_limits(lost: bool, seconds: float, x: float, height: float, same: bool) -> None:
    person = replace(PERSON, first_seen=1000.0 + seconds, first_box=box(x, height))
    assert (away_from(replace(EPISODE, lost=lost), person, SHIPPED) < inf) is same


@pytest.mark.parametrize(("x", "same"), [(69.0, True), (71.0, False)])
def test_the_shipped_distance_from_a_side(x: float, same: bool) -> None:
    person = replace(PERSON, first_box=box(x))
    assert (away_from(replace(EPISODE, box=box(40.0), edge=0.0), person, SHIPPED) < inf) is same
