"""Which item belongs to which person, the evidence of one picture, and the state after many."""

import numpy as np
import pytest

from backend.core.ppe.belief import Belief, Wear
from backend.core.ppe.observation import NO_PEOPLE, NOT_ASSESSABLE, Observation, PpeOptions, observe_people
from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, VEST

SIZE = (960, 540)
SCALE = 640 / 960
OPTIONS = PpeOptions()
PERSON = (100.0, 100.0, 200.0, 400.0)
"""A whole person in plain view: 300 pixels high, 200 for the model."""
Box = tuple[float, float, float, float]


def head(person: Box) -> Box:
    """Where the helmet of this person is when it is worn."""
    x1, y1, x2, y2 = person
    middle, size = (x1 + x2) / 2, 0.12 * (y2 - y1)
    return middle - size / 2, y1, middle + size / 2, y1 + size


def torso(person: Box) -> Box:
    x1, y1, x2, y2 = person
    return x1 + 10, y1 + 0.18 * (y2 - y1), x2 - 10, y1 + 0.52 * (y2 - y1)


def shifted(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def observed_people(
    people: list[Box],
    *found: tuple[int, Box, float],
    scores: list[float] | None = None,
    hidden: tuple[Box, ...] = (),
    colour: bool = True,
    options: PpeOptions = OPTIONS,
) -> list[dict]:
    detections = Detections(
        np.array([box for _, box, _ in found], dtype=np.float32).reshape(-1, 4),
        np.array([score for _, _, score in found], dtype=np.float32),
        np.array([cls for cls, _, _ in found], dtype=np.int64),
    )
    return observe_people(
        np.array(people),
        np.array(scores or [0.8] * len(people)),
        detections,
        size=SIZE,
        scale=SCALE,
        items=("helmet", "vest"),
        options=options,
        hidden=np.array(hidden).reshape(-1, 4),
        colour=colour,
    )


HELMET_BOX, VEST_BOX = head(PERSON), torso(PERSON)


@pytest.mark.parametrize(
    ("item", "found", "accuses"),
    [
        ("helmet", [(HELMET, HELMET_BOX, 0.8)], False),  # worn
        ("helmet", [(HELMET, HELMET_BOX, 0.3)], False),  # worn, the detector is not sure
        ("helmet", [(HELMET, shifted(HELMET_BOX, 8, 10), 0.8)], False),  # worn, the head bowed
        ("helmet", [], True),  # a bare head that is not detected as one
        ("helmet", [(NO_HELMET, HELMET_BOX, 0.7)], True),  # a bare head
        ("helmet", [(HELMET, shifted(HELMET_BOX, 50, 190), 0.9)], True),  # in the hand
        ("helmet", [(HELMET, shifted(HELMET_BOX, 40, 120), 0.9)], True),  # at the hip
        ("helmet", [(HELMET, shifted(HELMET_BOX, 0, 60), 0.9)], True),  # before the chest
        ("helmet", [(HELMET, shifted(HELMET_BOX, 110, 90), 0.9)], True),  # on the table beside
        ("helmet", [(HELMET, shifted(HELMET_BOX, 80, 0), 0.9)], True),  # on a hook beside the head
        ("helmet", [(HELMET, (70.0, 60.0, 230.0, 176.0), 0.9)], True),  # wider than the person: no helmet on a head
        ("helmet", [(HELMET, shifted(HELMET_BOX, 50, 190), 0.9), (NO_HELMET, HELMET_BOX, 0.6)], True),  # both detected
        ("vest", [(VEST, VEST_BOX, 0.8)], False),  # worn
        ("vest", [(VEST, VEST_BOX, 0.3)], False),
        ("vest", [], True),
        ("vest", [(NO_VEST, VEST_BOX, 0.7)], True),
        ("vest", [(VEST, shifted(VEST_BOX, 0, 140), 0.9)], True),  # over the arm, at the knees
        ("vest", [(VEST, shifted(VEST_BOX, 120, 0), 0.9)], True),  # on the chair beside
        ("vest", [(HELMET, HELMET_BOX, 0.9)], True),  # a helmet is no vest
    ],
)
def test_an_item_counts_where_it_is_worn_and_nowhere_else(item: str, found: list, accuses: bool) -> None:
    (observed,) = observed_people([PERSON], *found)
    assert (observed[item].evidence > 0) is accuses


HIDDEN_BELOW: Box = (100.0, 100.0, 200.0, 270.0)
"""The same person behind somebody or something: the box ends at the waist."""


@pytest.mark.parametrize(
    ("found", "accuses"),
    [
        ([(VEST, (105.0, 160.0, 195.0, 268.0), 0.8)], False),  # worn, down to where he is hidden
        ([(NO_VEST, (105.0, 160.0, 195.0, 268.0), 0.8)], True),
        ([], True),
    ],
)
def test_of_a_person_hidden_from_the_waist_down_the_vest_fills_the_lower_half(found: list, accuses: bool) -> None:
    evidence = observed_people([HIDDEN_BELOW], *found)[0]["vest"].evidence
    assert evidence is not None and (evidence > 0) is accuses


def test_a_helmet_at_the_belt_of_a_person_hidden_below_is_not_worn() -> None:
    at_the_belt = (130.0, 225.0, 165.0, 260.0)
    evidence = observed_people([HIDDEN_BELOW], (HELMET, at_the_belt, 0.9))[0]["helmet"].evidence
    assert evidence is not None and evidence > 0


def test_an_uncertain_detection_counts_less_than_a_certain_one() -> None:
    strengths = [observed_people([PERSON], (NO_HELMET, HELMET_BOX, s))[0]["helmet"].evidence for s in (0.3, 0.6, 0.9)]
    assert strengths == sorted(strengths)
    strengths = [observed_people([PERSON], (HELMET, HELMET_BOX, s))[0]["helmet"].evidence for s in (0.3, 0.6, 0.9)]
    assert strengths == sorted(strengths, reverse=True)


NEIGHBOUR = shifted(PERSON, 45, 0)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("cls", "box_of", "item"), [(HELMET, head, "helmet"), (VEST, torso, "vest")], ids=["helmet", "vest"]
)
def test_what_the_neighbour_wears_clears_only_the_neighbour(cls: int, box_of, item: str, order: int) -> None:
    people = [PERSON, shifted(PERSON, 75, -8)][::order]
    observed = observed_people(people, (cls, box_of(people[1]), 0.9))
    assert (observed[0][item].worn, observed[1][item].worn) == (0.0, pytest.approx(0.9))


def test_two_people_with_one_helmet_between_them_share_it_not() -> None:
    observed = observed_people([PERSON, NEIGHBOUR], (HELMET, shifted(head(PERSON), 22, 0), 0.9))
    assert sorted(one["helmet"].worn for one in observed) == [0.0, pytest.approx(0.9)]


def test_two_who_stand_close_and_both_wear_a_helmet_are_both_cleared() -> None:
    observed = observed_people([PERSON, NEIGHBOUR], (HELMET, head(PERSON), 0.9), (HELMET, head(NEIGHBOUR), 0.5))
    assert [one["helmet"].worn for one in observed] == [pytest.approx(0.9), pytest.approx(0.5)]


@pytest.mark.parametrize("cls", [HELMET, NO_HELMET])
@pytest.mark.parametrize(
    ("hidden", "assessable"),
    [
        ((94.0, 97.0, 196.0, 340.0), False),  # their heads are at the same place
        (shifted(PERSON, 0, -60), True),  # the head behind is seen above: this one is not theirs
        (shifted(PERSON, 90, 0), True),  # hidden, but beside
    ],
)
def test_a_head_that_may_as_well_be_a_hidden_persons_is_no_evidence(cls: int, hidden: Box, assessable: bool) -> None:
    (observed,) = observed_people(
        [PERSON], (cls, HELMET_BOX, 0.8), (VEST, shifted(VEST_BOX, 0, 20), 0.8), hidden=(hidden,)
    )
    assert (observed["helmet"].evidence is not None) is assessable


@pytest.mark.parametrize("found", [[], [(VEST, VEST_BOX, 0.8)], [(NO_VEST, VEST_BOX, 0.9)]])
def test_in_a_picture_without_colour_vests_cannot_be_assessed_but_helmets_can(found: list) -> None:
    (observed,) = observed_people([PERSON], *found, (HELMET, HELMET_BOX, 0.8), colour=False)
    assert observed["vest"].evidence is None
    assert observed["helmet"].evidence < 0


SMALL = (300.0, 300.0, 335.0, 415.0)  # 77 pixels high for the model
NEARER = (95.0, 60.0, 215.0, 500.0)


@pytest.mark.parametrize(
    ("person", "others", "score", "assessable"),
    [
        (PERSON, [], 0.8, {"helmet", "vest"}),
        ((100.0, 0.0, 200.0, 300.0), [], 0.8, {"vest"}),  # the head is cut by the top of the picture
        ((100.0, 4.0, 200.0, 304.0), [], 0.8, {"vest"}),  # nearly
        ((100.0, 240.0, 200.0, 540.0), [], 0.8, {"helmet", "vest"}),  # the feet are cut: head and torso are not
        ((0.0, 100.0, 90.0, 400.0), [], 0.8, set()),  # cut at the left
        ((880.0, 100.0, 960.0, 400.0), [], 0.8, set()),  # cut at the right
        (SMALL, [], 0.8, set()),  # too small
        ((300.0, 290.0, 340.0, 417.0), [], 0.8, {"helmet"}),  # the torso, with more to tell, needs more pixels
        (PERSON, [], 0.39, set()),  # perhaps no person at all
        (PERSON, [NEARER], 0.8, set()),  # hidden by somebody nearer
        (PERSON, [(90.0, 180.0, 260.0, 520.0)], 0.8, {"helmet"}),  # the torso is hidden, the head looks over
        (PERSON, [(90.0, 20.0, 210.0, 330.0)], 0.8, {"helmet", "vest"}),  # who stands behind hides nothing
        ((100.0, 100.0, 400.0, 400.0), [], 0.8, set()),  # as wide as high: bent, sitting or two people
    ],
)
def test_what_cannot_be_seen_is_no_evidence(person: Box, others: list[Box], score: float, assessable: set[str]) -> None:
    accused = [(NO_HELMET, head(person), 0.9), (NO_VEST, torso(person), 0.9)]
    observed = observed_people([person, *others], *accused, scores=[score] + [0.9] * len(others))[0]
    assert {item for item, seen in observed.items() if seen.evidence is not None} == assessable


def test_small_people_count_in_proportion() -> None:
    heights = (125.0, 140.0, 155.0, 180.0, 300.0)
    evidence = [observed_people([(300.0, 100.0, 350.0, 100.0 + h)])[0]["helmet"].evidence for h in heights]
    assert evidence == sorted(evidence)
    assert 0 < evidence[0] < evidence[1] < evidence[2] < evidence[3] == evidence[4] == OPTIONS.absent_gain


def test_without_people_there_are_no_observations() -> None:
    assert observed_people([], (HELMET, HELMET_BOX, 0.9)) == []


@pytest.mark.parametrize(
    ("right", "assessable"),
    [
        (40, False),  # a hidden person whose own head may be here
        (43, True),
        (-40, False),
        (-43, True),
    ],
)
def test_how_far_beside_a_hidden_person_may_claim_a_helmet(right: float, assessable: bool) -> None:
    (seen,) = observed_people([PERSON], (HELMET, HELMET_BOX, 0.8), hidden=(shifted(PERSON, right, 0),))
    assert (seen["helmet"].evidence is not None) is assessable


@pytest.mark.parametrize(("higher", "assessable"), [(38, False), (40, True)])
def test_how_far_above_a_hidden_person_may_claim_a_helmet(higher: float, assessable: bool) -> None:
    (seen,) = observed_people([PERSON], (HELMET, HELMET_BOX, 0.8), hidden=(shifted(PERSON, 0, -higher),))
    assert (seen["helmet"].evidence is not None) is assessable


@pytest.mark.parametrize(
    ("left", "right", "assessable"),
    [
        (181.0, 300.0, True),  # before the shoulder
        (164.0, 300.0, False),  # before a quarter of the head
        (166.0, 300.0, True),
        (0.0, 119.0, True),
        (0.0, 136.0, False),
        (0.0, 134.0, True),
    ],
)
def test_what_a_nearer_person_may_hide_of_a_head(left: float, right: float, assessable: bool) -> None:
    (seen, _) = observed_people([PERSON, (left, 50.0, right, 500.0)], scores=[0.8, 0.8])
    assert (seen["helmet"].evidence is not None) is assessable


@pytest.mark.parametrize(
    ("found", "evidence"),
    [
        ([], 0.5),
        ([(HELMET, HELMET_BOX, 0.125)], 0.5),  # too weak to count as a helmet
        ([(NO_HELMET, HELMET_BOX, 0.125)], 0.75),  # and this adds to finding nothing
        ([(HELMET, HELMET_BOX, 0.25)], -1.0),
        ([(NO_HELMET, HELMET_BOX, 0.25)], 0.5),
        ([(HELMET, HELMET_BOX, 0.5), (NO_HELMET, HELMET_BOX, 0.25)], -1.5),
    ],
)
def test_the_evidence_of_one_picture(found: list[tuple[int, Box, float]], evidence: float) -> None:
    options = PpeOptions(worn_gain=4.0, missing_gain=2.0, absent_gain=0.5, detection_floor=0.25)
    (seen,) = observed_people([PERSON], *found, options=options)
    assert seen["helmet"].evidence == evidence


@pytest.mark.parametrize(
    ("person", "assessable"),
    [
        ((4.4, 100.0, 104.4, 400.0), False),  # 3 model pixels from the picture's side
        ((4.6, 100.0, 104.6, 400.0), True),
        ((855.4, 100.0, 955.4, 400.0), True),
        ((855.6, 100.0, 955.6, 400.0), False),
        ((100.0, 4.4, 200.0, 304.4), False),
        ((100.0, 4.6, 200.0, 304.6), True),
        ((100.0, 100.0, 384.0, 400.0), True),  # 0.95 times as wide as high
        ((100.0, 100.0, 386.0, 400.0), False),
        ((300.0, 300.0, 340.0, 420.0), False),  # 80 model pixels high: exactly too small
        ((300.0, 300.0, 340.0, 420.3), True),
    ],
)
def test_limits_of_what_can_be_assessed(person: Box, assessable: bool) -> None:
    (seen,) = observed_people([person])
    assert (seen["helmet"].evidence is not None) is assessable


@pytest.mark.parametrize(("height", "clarity"), [(142.5, 0.5), (165.0, 1.0), (180.0, 1.0), (127.5, 1 / 6)])
def test_clarity_grows_with_the_persons_height(height: float, clarity: float) -> None:
    (seen,) = observed_people([(300.0, 100.0, 350.0, 100.0 + height)])
    assert seen["helmet"].evidence == pytest.approx(OPTIONS.absent_gain * clarity)


@pytest.mark.parametrize(
    ("helmet", "worn"),
    [
        (shifted(HELMET_BOX, 54.5, 0), True),  # its middle up to a twentieth beside the person
        (shifted(HELMET_BOX, 55.5, 0), False),
        (shifted(HELMET_BOX, -54.5, 0), True),
        (shifted(HELMET_BOX, -55.5, 0), False),
        ((86.0, 100.0, 214.0, 136.0), True),  # under 1.3 times as wide as the person
        ((84.0, 100.0, 216.0, 136.0), False),
        (shifted(HELMET_BOX, 0, 38), True),  # up to 0.13 heights lower
        (shifted(HELMET_BOX, 0, 40), False),
        (shifted(HELMET_BOX, 0, -38), True),
        (shifted(HELMET_BOX, 0, -40), False),
    ],
)
def test_how_far_from_its_place_an_item_is_worn(helmet: Box, worn: bool) -> None:
    (seen,) = observed_people([PERSON], (HELMET, helmet, 0.8))
    assert (seen["helmet"].worn > 0) is worn


@pytest.mark.parametrize(("down", "worn"), [(43.0, True), (45.0, False)])
def test_of_a_person_cut_below_the_helmet_sits_lower(down: float, worn: bool) -> None:
    """A box of head and shoulders: the middle is expected down to 0.06 · 1.9 heights, and reaches 0.13 farther."""
    portrait = (100.0, 100.0, 250.0, 280.0)
    helmet = (160.0, 85.0 + down, 190.0, 115.0 + down)
    (seen,) = observed_people([portrait], (HELMET, helmet, 0.8))
    assert (seen["helmet"].worn > 0) is worn


def test_fitted_numbers_change_on_purpose_only() -> None:
    """A change needs a measurement: `make bench NAME=violations`."""
    assert PpeOptions() == PpeOptions(
        least_score=0.4,
        edge_margin=3.0,
        widest=0.95,
        worn_gain=3.0,
        missing_gain=2.2,
        absent_gain=0.4,
        absent_after_worn=0.5,
        detection_floor=0.2,
        missing_threshold=2.5,
        worn_threshold=-1.5,
        missing_limit=4.0,
        worn_limit=-2.5,
        least_observations=4,
        interval_seconds=0.2,
        longest_interval=1.5,
    )
    assert NO_PEOPLE.shape == (0, 4)
    assert Observation(evidence=None, worn=0.0, missing=0.0) == NOT_ASSESSABLE


BARE, WORN, NOTHING = Observation(1.8, 0.0, 0.8), Observation(-2.4, 0.8, 0.0), Observation(None, 0.0, 0.0)


def belief(*seen_in_order: Observation, every: float = 0.2) -> Belief:
    found = Belief(OPTIONS)
    for i, seen in enumerate(seen_in_order):
        found.add(seen, 10.0 + i * every)
    return found


@pytest.mark.parametrize(
    ("observations", "state"),
    [
        ([], Wear.NOT_ASSESSABLE),
        ([BARE], Wear.NOT_ASSESSABLE),  # one observation decides nothing
        ([BARE] * 3, Wear.NOT_ASSESSABLE),  # three do not either
        ([BARE] * 4, Wear.MISSING),
        ([WORN] * 3, Wear.NOT_ASSESSABLE),
        ([WORN] * 4, Wear.WORN),
        ([NOTHING] * 50, Wear.NOT_ASSESSABLE),
        ([BARE] * 3 + [NOTHING] * 50, Wear.NOT_ASSESSABLE),  # what cannot be seen adds nothing
        ([WORN] * 8 + [BARE], Wear.WORN),  # one bad picture changes nothing
        ([BARE] * 8 + [WORN], Wear.MISSING),
        ([WORN, BARE] * 8, Wear.WORN),  # a flicker is decided by what weighs more
        ([BARE] * 8 + [NOTHING] * 100, Wear.MISSING),  # and nothing takes it back but evidence
        ([BARE] * 8 + [WORN] * 2, Wear.NOT_ASSESSABLE),
        ([BARE] * 200 + [WORN] * 5, Wear.WORN),  # put on after a long time: believed within a second
        ([WORN] * 200 + [BARE] * 5, Wear.MISSING),  # taken off after a long time
        ([Observation(0.4, 0.0, 0.0)] * 6, Wear.NOT_ASSESSABLE),  # finding neither accuses slowly
        ([Observation(0.4, 0.0, 0.0)] * 7, Wear.MISSING),
    ],
)
def test_belief_over_observations(observations: list[Observation], state: Wear) -> None:
    assert belief(*observations).state is state


def test_a_state_holds_until_belief_has_crossed_to_the_other_side() -> None:
    found = belief(*[BARE] * 4)
    for i, weak in enumerate([-0.9] * 4):  # 4.0 → 0.4, far below what made the verdict
        found.add(Observation(weak, 0.3, 0.0), 10.8 + 0.2 * i)
        assert found.state is Wear.MISSING
    found.add(Observation(-0.9, 0.3, 0.0), 11.6)
    assert found.state is Wear.NOT_ASSESSABLE


def test_after_it_was_certainly_worn_only_observations_that_find_none_count_for_less() -> None:
    nothing_found, bare = Observation(0.4, 0.1, 0.1), Observation(0.4, 0.0, 0.3)
    worn = [WORN] * 4
    steps = {
        (seen, before): belief(*before, seen, seen).value - belief(*before, seen).value
        for seen in (nothing_found, bare)
        for before in ((), tuple(worn))
    }
    assert steps[nothing_found, tuple(worn)] == pytest.approx(steps[nothing_found, ()] * OPTIONS.absent_after_worn)
    assert steps[bare, tuple(worn)] == pytest.approx(steps[bare, ()])


def test_belief_has_limits() -> None:
    assert belief(*[BARE] * 500).value == OPTIONS.missing_limit
    assert belief(*[WORN] * 500).value == OPTIONS.worn_limit
    assert 0.0 < belief(*[WORN] * 500).confidence < 0.1
    assert 0.9 < belief(*[BARE] * 500).confidence < 1.0


@pytest.mark.parametrize(
    ("every", "count", "value"),
    [
        (0.2, 5, 0.4 * 5),  # at the interval
        (0.1, 5, 0.4 * (1 + 4 * 0.5)),  # twice as often: half as much
        (0.01, 5, 0.4 * (1 + 4 * 0.05)),  # nearly the same picture
        (0.0, 5, 0.4),  # the same picture
        (0.25, 5, 0.4 * (1 + 4 * 1.25)),
        (10.0, 3, 0.4 * (1 + 2 * 1.5)),  # rare observations count at most half more
        (-1.0, 5, 0.4),  # a clock that goes back
    ],
)
def test_observations_closer_than_the_interval_count_less(every: float, count: int, value: float) -> None:
    assert belief(*[Observation(0.4, 0.0, 0.0)] * count, every=every).value == pytest.approx(value)


def test_missing_since_is_when_the_evidence_began_to_point_to_missing() -> None:
    found = belief(*[WORN] * 5, *[BARE] * 6)
    assert found.missing_since == pytest.approx(10.0 + 0.2 * 6)  # the second bare observation turned it
    found.add(WORN, 13.0)
    found.add(WORN, 13.2)
    assert found.missing_since is None
