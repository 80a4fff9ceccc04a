"""One violation per person and rule, from certainty until the item is on or the person has left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, pairwise

import pytest

from backend.core.analysis.decision import Decision
from backend.core.ppe.belief import Wear
from backend.core.violations.decisions import Closed, Opened
from backend.core.violations.episode import AssessedPerson, Episode, UnderRule
from backend.core.violations.options import ViolationOptions
from backend.core.violations.processor import ViolationProcessor
from backend.core.vision.boxes import Box
from tests.support.episodes import ANYWHERE, assessed_item

STEP = 0.2
OPTIONS = ViolationOptions()


class Scene:
    """A camera's people, looked at five times a second."""

    def __init__(self, now: float = 1000.0, options: ViolationOptions = OPTIONS) -> None:
        numbers = count(1)
        self.processor = ViolationProcessor(
            lambda at: f"v{next(numbers)}", lambda s: datetime.fromtimestamp(s, UTC), options
        )
        self.now = now
        self.decisions: list[Decision] = []

    def run(self, seconds: float, *people: Callable[[float], AssessedPerson], hidden: tuple[int, ...] = ()) -> None:
        """Look at these people; `hidden` are tracks that are kept though nobody sees them."""
        for _ in range(round(seconds / STEP)):
            judged = [person(self.now) for person in people]
            alive = {person.track_id for person in judged} | set(hidden)
            self.decisions += self.processor.update(judged, alive, self.now)
            self.now += STEP

    def episode_of(self, track: int) -> Episode | None:
        """The open violation of this track."""
        return next(iter(self.processor.episodes_of(track)), None)

    @property
    def opened(self) -> list[Episode]:
        return [d.episode for d in self.decisions if isinstance(d, Opened)]

    @property
    def closed(self) -> list[Closed]:
        return [d for d in self.decisions if isinstance(d, Closed)]


def box(x: float, height: float = 200.0) -> Box:
    return x - 40, 400 - height, x + 40, 400


def person(
    track: int,
    state: Wear = Wear.MISSING,
    *,
    x: float = 300.0,
    since: float | None = None,
    began: float,
    began_x: float | None = None,
    item: str = "helmet",
    edge: float | None = None,
    began_edge: float | None = None,
    shows_missing: bool | None = None,
    height: float = 200.0,
    was_worn: bool = False,
    speed: float = 0.0,
    confidence: float = 0.9,
) -> Callable[[float], AssessedPerson]:
    missing_since = (since if since is not None else began) if state is not Wear.WORN else None
    assessed = assessed_item(
        state,
        since=missing_since,
        shows_missing=state is Wear.MISSING if shows_missing is None else shows_missing,
        was_worn=was_worn,
        confidence=confidence,
    )
    return lambda at: AssessedPerson(
        track_id=track,
        items={item: assessed},
        rules=(UnderRule(rule=ANYWHERE, since=float("-inf")),),
        box=box(x, height),
        edge=edge,
        first_seen=began,
        first_box=box(x if began_x is None else began_x, height),
        first_edge=began_edge,
        speed=speed,
    )


@pytest.fixture
def scene() -> Iterator[Scene]:
    yield Scene()


def test_one_violation_stays_open_while_the_helmet_is_off(scene: Scene) -> None:
    scene.run(3600, person(1, began=1000.0))
    assert len(scene.decisions) == 1
    assert scene.opened[0].opened_at == 1000.0  # when the looks began to say so, not when that was decided
    assert scene.episode_of(1).confidence == 0.9


def test_missing_must_hold_before_it_is_a_violation(scene: Scene) -> None:
    scene.run(0.8, person(1, began=1000.0))
    assert scene.decisions == []
    scene.run(0.6, person(1, began=1000.0))
    assert len(scene.opened) == 1


@pytest.mark.parametrize("state", [Wear.WORN, Wear.NOT_ASSESSABLE])
def test_only_missing_accuses(scene: Scene, state: Wear) -> None:
    scene.run(60, person(1, state, began=1000.0, shows_missing=True))
    assert scene.decisions == []


def test_an_observation_without_evidence_opens_nothing(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0, shows_missing=False))
    assert scene.decisions == []


def test_it_ends_as_worn_after_the_item_was_worn_for_a_while_and_at_the_time_it_went_on(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    put_on = scene.now
    scene.run(OPTIONS.worn_seconds - STEP, person(1, Wear.WORN, began=1000.0))
    assert scene.closed == []
    scene.run(2 * STEP, person(1, Wear.WORN, began=1000.0))
    (end,) = scene.closed
    assert (end.reason, end.at) == ("worn", pytest.approx(put_on))
    assert scene.processor.open_episodes == []


def test_a_helmet_held_up_for_a_moment_ends_nothing(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    for _ in range(5):
        scene.run(OPTIONS.worn_seconds - 2 * STEP, person(1, Wear.WORN, began=1000.0))
        scene.run(1, person(1, began=1000.0))
    assert len(scene.decisions) == 1


def test_evidence_of_missing_ends_nothing_while_it_is_still_believed_to_be_worn(scene: Scene) -> None:
    """A helmet behind a bare head is taken for his for a second; belief needs two more to come back."""
    scene.run(5, person(1, began=1000.0))
    scene.run(1, person(1, Wear.WORN, began=1000.0))
    scene.run(2, person(1, Wear.WORN, began=1000.0, shows_missing=True))
    scene.run(5, person(1, began=1000.0))
    assert len(scene.decisions) == 1


def test_a_helmet_lifted_for_a_moment_opens_nothing(scene: Scene) -> None:
    for _ in range(10):
        scene.run(5, person(1, Wear.WORN, began=1000.0))
        scene.run(0.8, person(1, began=1000.0, since=scene.now))
    assert scene.decisions == []


def test_it_ends_as_left_with_the_time_the_person_was_last_seen(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    last = scene.now - STEP
    scene.run(OPTIONS.reassociation_seconds - 2 * STEP)
    assert scene.closed == []
    scene.run(1.0)
    (end,) = scene.closed
    assert (end.reason, end.at) == ("left", pytest.approx(last))


def test_a_track_that_is_kept_unseen_keeps_the_violation_open(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.run(60, hidden=(1,))
    assert scene.closed == []


def test_a_person_who_put_it_on_and_left_at_once_has_worn_it(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    put_on = scene.now
    scene.run(1, person(1, Wear.WORN, began=1000.0))
    scene.run(15)
    (end,) = scene.closed
    assert (end.reason, end.at) == ("worn", pytest.approx(put_on))


def test_an_item_put_on_and_taken_off_again_is_a_second_violation(scene: Scene) -> None:
    for _ in range(2):
        scene.run(5, person(1, began=1000.0, since=scene.now))
        scene.run(5, person(1, Wear.WORN, began=1000.0))
    assert len(scene.opened) == 2
    assert [end.reason for end in scene.closed] == ["worn", "worn"]


@pytest.mark.parametrize(
    ("gap", "x", "same"),
    [
        (0.6, 330.0, True),  # the track broke
        (4.0, 500.0, True),  # behind a rack and out at its other end
        (9.0, 320.0, True),  # a long time behind the rack
        (0.6, 700.0, False),  # two heights away in half a second: somebody else
        (6.0, 900.0, False),  # three heights away: farther than anybody is believed to be the same
        (12.0, 300.0, False),  # too late
    ],
)
def test_a_broken_track_continues_near_by_and_soon_only(scene: Scene, gap: float, x: float, same: bool) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.run(gap)
    began = scene.now
    scene.run(5, person(2, x=x, began=began))
    assert len(scene.opened) == (1 if same else 2)
    if same:
        assert scene.closed == []
        assert scene.episode_of(2).violation_id == "v1"


@pytest.mark.parametrize("earlier", [5.0, 1.0, 0.4])
def test_a_person_who_was_there_before_is_another_person(scene: Scene, earlier: float) -> None:
    began = 1005.0 - earlier
    other = person(2, Wear.NOT_ASSESSABLE, x=350, began=began)
    scene.run(5 - earlier, person(1, began=1000.0))
    scene.run(earlier, person(1, began=1000.0), other)
    scene.run(1, other)
    scene.run(3, person(2, x=350, began=began, since=scene.now))
    assert [e.track_id for e in scene.opened] == [1, 2]


@pytest.mark.parametrize(("x", "same"), [(330.0, True), (900.0, False)])
def test_a_helmeted_track_that_goes_on_with_the_bareheaded_person_continues_the_violation(
    scene: Scene, x: float, same: bool
) -> None:
    """Two people cross, and the tracker gives the one the other's number."""
    helmeted = person(2, Wear.WORN, x=x, began=1000.0, was_worn=True)
    scene.run(5, person(1, began=1000.0), helmeted)
    scene.run(1, helmeted)
    scene.run(3, person(2, x=x, began=1000.0, since=scene.now, was_worn=True))
    assert len(scene.opened) == (1 if same else 2)


def test_a_person_who_left_at_one_edge_does_not_come_in_at_the_other(scene: Scene) -> None:
    """In the middle the same distance and time would be believed."""
    scene.run(5, person(1, x=60, began=1000.0, edge=0.0))
    scene.run(4)
    scene.run(5, person(2, x=460, began=scene.now))
    assert len(scene.opened) == 2


def test_a_person_who_left_at_an_edge_may_come_back_there(scene: Scene) -> None:
    scene.run(5, person(1, x=60, began=1000.0, edge=0.0))
    scene.run(4)
    scene.run(5, person(2, x=80, began=scene.now))
    assert len(scene.opened) == 1


def test_before_a_near_camera_the_next_one_through_the_gate_is_another_person(scene: Scene) -> None:
    """One fills the picture's height and goes out at its right; three seconds later the next comes in."""
    scene.run(5, person(1, x=720, began=1000.0, height=390, edge=760.0))
    scene.run(3)
    scene.run(5, person(2, x=450, began=scene.now, height=390))
    assert len(scene.opened) == 2


@pytest.mark.parametrize(("x", "same"), [(300.0, False), (600.0, True)])
def test_a_person_who_comes_in_at_a_side_left_there_or_is_another_person(scene: Scene, x: float, same: bool) -> None:
    scene.run(5, person(1, x=x, began=1000.0))
    scene.run(3)
    scene.run(5, person(2, x=700, began=scene.now, began_edge=740.0))
    assert len(scene.opened) == (1 if same else 2)


def test_a_person_twice_as_large_is_another_person(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0, height=120))
    scene.run(1)
    scene.run(5, person(2, began=scene.now, height=280))
    assert len(scene.opened) == 2


def test_a_track_that_jumps_to_a_passer_by_neither_ends_nor_doubles_the_violation(scene: Scene) -> None:
    """Two cross. Track 1 goes on with the passer-by, who wears a helmet; its person gets track 2."""
    scene.run(5, person(1, began=1000.0))
    swapped = scene.now
    undecided = person(1, began=1000.0, x=310, shows_missing=False)  # belief of track 1 is turning
    scene.run(0.8, undecided, person(2, Wear.NOT_ASSESSABLE, began=swapped, shows_missing=True))
    scene.run(10, person(1, Wear.WORN, began=1000.0, x=500), person(2, began=swapped))
    assert len(scene.decisions) == 1
    assert scene.episode_of(2).violation_id == "v1"
    assert scene.episode_of(1) is None


def test_two_who_stand_close_are_two_violations(scene: Scene) -> None:
    """The one who comes later is not taken for the one whose violation is open and whose track still shows it."""
    scene.run(5, person(1, began=1000.0))
    scene.run(5, person(1, began=1000.0), person(2, x=340, began=scene.now))
    assert [e.track_id for e in scene.opened] == [1, 2]
    assert scene.closed == []


def test_of_two_suspended_violations_each_is_continued_by_its_person(scene: Scene) -> None:
    scene.run(5, person(1, x=300, began=1000.0), person(2, x=420, began=1000.0))
    scene.run(2)
    scene.run(5, person(3, x=430, began=scene.now), person(4, x=310, began=scene.now))
    assert len(scene.opened) == 2
    assert scene.episode_of(3).violation_id == "v2"
    assert scene.episode_of(4).violation_id == "v1"


def after_restart(away: float) -> Scene:
    """A worker that starts again finds one violation open."""
    before = Scene()
    before.run(5, person(1, began=1000.0))
    scene = Scene(now=before.now + away)
    scene.processor.restore(before.processor.open_episodes)
    return scene


@pytest.mark.parametrize("away", [2.0, 20.0, 55.0])
def test_an_open_violation_goes_on_after_a_restart(away: float) -> None:
    scene = after_restart(away)
    scene.run(5, person(1, x=340, began=scene.now))
    assert scene.decisions == []
    assert scene.episode_of(1).violation_id == "v1"
    scene.run(5, person(1, Wear.WORN, began=1000.0))
    assert [(end.episode.violation_id, end.reason) for end in scene.closed] == [("v1", "worn")]


@pytest.mark.parametrize(("x", "same"), [(340.0, True), (360.0, False)])
def test_after_a_restart_only_who_stands_in_the_same_place_goes_on(x: float, same: bool) -> None:
    scene = after_restart(8.0)
    scene.run(5, person(1, x=x, began=scene.now))
    assert len(scene.opened) == (0 if same else 1)


def test_a_track_number_from_before_the_restart_means_nothing() -> None:
    scene = after_restart(5.0)
    scene.run(5, person(1, Wear.WORN, x=700, began=scene.now))
    assert scene.closed == []  # another person has number 1 now


def test_an_open_violation_whose_person_does_not_come_back_after_a_restart_ends_when_last_seen() -> None:
    scene = after_restart(2.0)
    scene.run(OPTIONS.restart_reassociation_seconds - 4.0)
    assert scene.closed == []
    scene.run(4.0)
    (end,) = scene.closed
    assert (end.reason, end.at) == ("left", pytest.approx(1004.8))
    assert scene.processor.open_episodes == []


def test_an_open_violation_found_after_an_hour_ends_and_a_new_one_begins() -> None:
    scene = after_restart(3600.0)
    began = scene.now
    scene.run(
        0.6, person(1, Wear.NOT_ASSESSABLE, began=began, shows_missing=True)
    )  # the first observation decides nothing
    scene.run(5, person(1, began=began))
    assert [end.episode.violation_id for end in scene.closed] == ["v1"]
    assert len(scene.opened) == 1


@pytest.mark.parametrize(
    ("seconds", "x", "height", "same"),
    [
        (1.2, 700.0, 200, False),  # two heights away
        (1.2, 520.0, 200, True),  # no gap yet: 1.1 heights
        (2.0, 430.0, 200, True),  # 0.65 heights
        (2.0, 450.0, 200, False),
        (2.0, 300.0, 330, False),  # 1.65 times as large
        (2.0, 300.0, 290, True),
        (6.0, 345.0, 200, True),  # the same place
        (6.0, 355.0, 200, False),
        (6.0, 300.0, 245, False),  # 1.23 times as large
        (6.0, 300.0, 235, True),
        (9.0, 300.0, 200, True),
    ],
)
def test_the_longer_a_gap_the_nearer_a_person_must_stand(
    scene: Scene, seconds: float, x: float, height: float, same: bool
) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.now += seconds - STEP  # since the last observation
    scene.run(5, person(2, x=x, height=height, began=scene.now))
    assert len(scene.opened) == (1 if same else 2)


@pytest.mark.parametrize(
    ("seconds", "x", "same"),
    [
        (2.0, 300.0, True),  # has stopped
        (2.0, 500.0, True),  # on the way
        (2.0, 560.0, True),  # a little farther
        (2.0, 120.0, False),  # where they came from
        (5.0, 300.0, False),  # a person who stands where another walked is another
    ],
)
def test_a_walker_is_lost_along_their_way_and_soon_anywhere(scene: Scene, seconds: float, x: float, same: bool) -> None:
    scene.run(5, person(1, began=1000.0, speed=100.0))
    scene.now += seconds - STEP
    scene.run(5, person(2, x=x, began=scene.now))
    assert len(scene.opened) == (1 if same else 2)


def test_a_walker_who_passes_where_another_stood_is_another_person(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.now += 6.0
    scene.run(5, person(2, began=scene.now, speed=-100.0))
    assert len(scene.opened) == 2


def test_after_a_gap_an_item_taken_off_continues_nothing(scene: Scene) -> None:
    """Tracks do not jump between people over a gap: who wore the item is not the person who lacked it."""
    scene.run(5, person(1, began=1000.0))
    scene.now += 5.0
    began = scene.now
    scene.run(1, person(2, Wear.WORN, began=began, was_worn=True))
    scene.run(3, person(2, began=began, x=430.0, began_x=700.0, since=scene.now, was_worn=True))
    assert len(scene.opened) == 2


def test_an_item_put_on_just_before_a_gap_ends_nothing_as_worn(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.run(1, person(1, Wear.WORN, began=1000.0))
    last = scene.now - STEP
    scene.now += 5.0
    scene.run(12)
    assert [(end.reason, end.at) for end in scene.closed] == [("left", pytest.approx(last))]


def test_a_person_whose_track_goes_on_after_a_pause_is_not_lost(scene: Scene) -> None:
    scene.run(5, person(1, began=1000.0))
    scene.now += 2.0
    scene.run(1, person(1, Wear.WORN, began=1000.0))
    scene.run(20)
    assert [end.reason for end in scene.closed] == ["worn"]


def test_two_cameras_share_nothing() -> None:
    one, other = Scene(), Scene()
    one.run(5, person(1, began=1000.0))
    other.run(5, person(1, Wear.WORN, began=1000.0))
    assert (len(one.processor.open_episodes), other.processor.open_episodes, other.decisions) == (1, [], [])
    other.run(20)
    assert len(one.processor.open_episodes) == 1


EXACT = ViolationOptions(unsupported_seconds=0.25)
"""Limits that are exact in binary, so that a limit itself can be tried."""


def exact(options: ViolationOptions = EXACT) -> ViolationProcessor:
    numbers = count(1)
    return ViolationProcessor(lambda at: f"v{next(numbers)}", lambda s: datetime.fromtimestamp(s, UTC), options)


def kinds(decisions: list[Decision]) -> list[str]:
    """What was decided, in order."""
    return [
        decision.reason if isinstance(decision, Closed) else "opened"
        for decision in decisions
        if isinstance(decision, Closed | Opened)
    ]


def missing(track: int = 1, **changes: object) -> Callable[[float], AssessedPerson]:
    return person(track, **{"began": 1000.0, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minimum", "held", "opens"),
    [
        (1.0, 1.0, True),
        (1.0, 0.999, False),
        (2.0, 1.999, False),
        (0.0, 0.0, True),
    ],
)
def test_the_item_must_be_missing_for_the_rules_minimum_time(minimum: float, held: float, opens: bool) -> None:
    rule = replace(ANYWHERE, minimum_seconds=minimum)
    somebody = replace(missing()(1000.0 + held), rules=(UnderRule(rule=rule, since=0.0),))
    found = exact().update([somebody], {1}, 1000.0 + held)
    assert kinds(found) == (["opened"] if opens else [])


def test_who_is_missing_an_item_since_no_known_time_is_not_accused_yet() -> None:
    somebody = missing()(1000.0)
    unknown = replace(somebody, items={"helmet": replace(somebody.items["helmet"], missing_since=None)})
    assert exact().update([unknown], {1}, 1000.0) == []


@pytest.mark.parametrize(("worn", "ends"), [(2.0, ["worn"]), (1.999, [])])
def test_the_item_must_be_worn_for_a_while(worn: float, ends: list[str]) -> None:
    processor = exact()
    processor.update([missing()(1001.0)], {1}, 1001.0)
    on = person(1, Wear.WORN, began=1000.0)
    assert processor.update([on(1002.0)], {1}, 1002.0) == []
    decisions = processor.update([on(1002.0 + worn)], {1}, 1002.0 + worn)
    assert kinds(decisions) == ends
    assert [one.at for one in decisions if isinstance(one, Closed)] == [1002.0] * len(ends)


@pytest.mark.parametrize("between", [Wear.NOT_ASSESSABLE, Wear.MISSING])
def test_the_time_worn_begins_anew_when_it_is_not_certain(between: Wear) -> None:
    processor = exact()
    processor.update([missing()(1001.0)], {1}, 1001.0)
    for at, state in ((1002.0, Wear.WORN), (1003.0, between), (1003.5, Wear.WORN), (1005.0, Wear.WORN)):
        assert processor.update([person(1, state, began=1000.0, shows_missing=False)(at)], {1}, at) == []
    assert kinds(processor.update([person(1, Wear.WORN, began=1000.0)(1005.5)], {1}, 1005.5)) == ["worn"]


@pytest.mark.parametrize(("unseen", "ends"), [(10.0, []), (10.001, ["left"])])
def test_a_suspended_violation_waits(unseen: float, ends: list[str]) -> None:
    processor = exact()
    processor.update([missing()(1001.0)], {1}, 1001.0)
    for second in range(1, 10):
        assert processor.update([], set(), 1001.0 + second) == []
    assert kinds(processor.update([], set(), 1001.0 + unseen)) == ends


@pytest.mark.parametrize(("unobserved", "ends"), [(50.0, []), (30.0, ["left"])])
def test_time_that_was_not_observed_does_not_count_as_waiting(unobserved: float, ends: list[str]) -> None:
    before = exact()
    before.update([missing()(1001.0)], {1}, 1001.0)
    processor = exact()
    processor.restore([replace(e, unobserved=unobserved) for e in before.open_episodes])
    assert kinds(processor.update([], set(), 1101.0)) == ends


@pytest.mark.parametrize(("after_restart", "ends"), [(60.0, []), (60.001, ["left"])])
def test_a_restored_violation_waits_longer(after_restart: float, ends: list[str]) -> None:
    before = exact()
    before.update([missing()(1001.0)], {1}, 1001.0)
    processor = exact()
    processor.restore(before.open_episodes)
    assert kinds(processor.update([], set(), 1001.0 + after_restart)) == ends


@pytest.mark.parametrize(
    ("since", "violations"),
    [
        (0.25, 2),  # its own track has just shown it: another person
        (0.375, 1),  # its own track shows it no more
    ],
)
def test_a_track_supports_its_violation_for_a_moment(since: float, violations: int) -> None:
    processor = exact()
    decisions = processor.update([missing()(1001.0)], {1}, 1001.0)
    at = 1001.0 + since
    hidden = person(1, Wear.NOT_ASSESSABLE, began=1000.0, shows_missing=False)
    newcomer = replace(missing(2, since=1000.0)(at), first_seen=1001.0)
    decisions += processor.update([hidden(at), newcomer], {1, 2}, at)
    assert kinds(decisions) == ["opened"] * violations


@pytest.mark.parametrize(
    ("pause", "x", "same"),
    [
        (1.5, 480.0, True),  # 0.9 heights: not lost
        (1.625, 480.0, False),  # 0.9 heights: lost
        (1.625, 420.0, True),
    ],
)
def test_after_a_pause_each_person_is_lost(pause: float, x: float, same: bool) -> None:
    processor = exact()
    processor.update([missing()(1001.0)], {1}, 1001.0)
    at = 1001.0 + pause
    newcomer = missing(2, x=x, began=at)(at)
    processor.update([newcomer], {2}, at)
    (episode,) = processor.open_episodes
    assert (episode.track_id == 2) is same


def test_what_is_kept_of_an_open_violation() -> None:
    processor = exact()
    processor.update([missing(edge=0.0, speed=-9.0, confidence=0.8)(1001.0)], {1}, 1001.0)
    (opened,) = processor.open_episodes
    assert (opened.opened_at, opened.last_seen, opened.last_missing) == (1000.0, 1001.0, 1001.0)
    assert (opened.confidence, opened.edge, opened.speed, opened.lost) == (0.8, 0.0, -9.0, False)
    moved = missing(x=320.0, speed=7.0, confidence=0.7)(1002.0)
    processor.update([moved], {1}, 1002.0)
    (followed,) = processor.open_episodes
    assert (followed.confidence, followed.box, followed.speed, followed.edge) == (0.8, box(320.0), 7.0, None)
    processor.update([missing(x=320.0, speed=7.0, confidence=0.95)(1002.5)], {1}, 1002.5)
    assert processor.open_episodes[0].confidence == 0.95
    turned = person(1, Wear.NOT_ASSESSABLE, x=340.0, began=1000.0, shows_missing=False)(1003.0)
    processor.update([turned], {1}, 1003.0)
    (unclear,) = processor.open_episodes
    assert (unclear.last_seen, unclear.last_missing, unclear.box) == (1003.0, 1002.5, box(320.0))


def test_the_shipped_times() -> None:
    """Each is tried at its limit above or in a scene; these are what they are tried with."""
    assert ViolationOptions() == ViolationOptions(
        reassociation_seconds=10.0,
        worn_seconds=2.0,
        unsupported_seconds=0.3,
        restart_reassociation_seconds=60.0,
        unobserved_seconds=1.5,
        late_seconds=20.0,
        unassessed_seconds=5.0,
    )


def test_a_demonstration_opens_a_violation_of_each_rule_now_and_then_only() -> None:
    scene = Scene(options=ViolationOptions(seconds_between_new=60.0))
    for track in range(1, 13):  # another person each twenty seconds, far from where the last one was
        began, x = scene.now, 100.0 + 400.0 * (track % 4)
        scene.run(4, person(track, x=x, began=began), person(track + 100, x=x, began=began, item="vest"))
        scene.run(16)
    times = {item: [e.opened_at for e in scene.opened if e.item == item] for item in ("helmet", "vest")}
    assert [len(found) for found in times.values()] == [4, 4]
    assert all(later - earlier >= 60.0 for found in times.values() for earlier, later in pairwise(found))
