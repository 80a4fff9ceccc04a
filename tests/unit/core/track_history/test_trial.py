"""What a rule would have raised, and what a user is shown about a zone in which it cannot be judged."""

from __future__ import annotations

import pytest

from backend.core.rules.rule import Rule, RuleKind
from backend.core.track_history.packing import MISSING, NOT_ASSESSABLE, WORN, TrackSample, pack
from backend.core.track_history.samples import StoredPart, samples_of
from backend.core.track_history.trial import LEAST_SAMPLES, health_of, would_have_raised
from backend.core.zones.zone import Zone, ZoneKind

LEFT = Zone(id=3, name="Left", kind=ZoneKind.RULE, corners=((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
POSTER = Zone(id=4, name="Poster", kind=ZoneKind.IGNORE, corners=((0, 0), (0.2, 0), (0.2, 1), (0, 1)))
RULE = Rule(id="1", items=("helmet",), zone=LEFT)


def part(
    seconds: int = 40,
    *,
    since: float = 1000.0,
    x: float = 0.3,
    height: float = 0.5,
    state: int = WORN,
    colour: bool | None = True,
    track_id: int = 1,
) -> StoredPart:
    """Somebody in a picture that is 400 model pixels high."""
    samples = [
        TrackSample(at=since + n, x=x, y=0.8, height=height, colour=colour, states=(state, state))
        for n in range(seconds)
    ]
    return StoredPart(
        track_id=track_id, since=since, items=("helmet", "vest"), width=640, height=400, packed=pack(samples)
    )


def test_a_trial_counts_people_and_their_time_in_the_zone() -> None:
    parts = [part(), part(track_id=2, state=MISSING, since=2000), part(track_id=3, x=0.8, since=3000)]
    found = would_have_raised(samples_of(parts), RULE)
    assert (len(found.raised), found.people, found.person_seconds) == (1, 2, 80)
    assert (found.not_assessable_share, found.median_height, found.last_person_at) == (0.0, 200.0, 2039)


def test_people_in_a_zone_to_be_ignored_are_not_there() -> None:
    samples = samples_of([part(x=0.1, state=MISSING)])
    assert would_have_raised(samples, RULE).people == 1
    found = would_have_raised(samples, RULE, ignored=[POSTER])
    assert (found.raised, found.people, found.last_person_at) == ((), 0, None)


def test_what_was_not_assessable_is_named_and_raises_nothing() -> None:
    found = would_have_raised(samples_of([part(30), part(10, since=2000, state=NOT_ASSESSABLE)]), RULE)
    assert (found.raised, found.not_assessable_share) == ((), 0.25)


def test_an_item_that_was_never_recorded_is_not_assessable() -> None:
    one = part()
    narrow = StoredPart(
        track_id=1,
        since=one.since,
        items=(),
        width=640,
        height=400,
        packed=pack([TrackSample(at=one.since, x=0.3, y=0.8, height=0.5, colour=None, states=())]),
    )
    assert would_have_raised(samples_of([narrow]), RULE).not_assessable_share == 1.0


@pytest.mark.parametrize(
    ("height", "seconds", "too_small"),
    [(0.19, 40, True), (0.21, 40, False), (0.19, LEAST_SAMPLES - 1, False)],  # 76 and 84 of the 80 that a helmet needs
)
def test_people_smaller_than_the_model_needs_are_named(height: float, seconds: int, too_small: bool) -> None:
    (item,) = would_have_raised(samples_of([part(seconds, height=height)]), RULE).items
    assert item.is_too_small is too_small


@pytest.mark.parametrize(
    ("by_night", "item", "without"),
    [(40, "vest", True), (15, "vest", True), (5, "vest", False), (40, "helmet", False)],
)
def test_a_zone_without_colour_by_night_is_named_for_what_is_known_by_colour(
    by_night: int, item: str, without: bool
) -> None:
    parts = [part(40 - by_night or 1), part(by_night, since=5000, colour=False)]
    rule = Rule(id="1", items=(item,), zone=LEFT)
    (found,) = would_have_raised(samples_of(parts), rule).items
    assert found.is_without_colour is without


def test_a_rule_without_items_has_no_assessable_share() -> None:
    found = would_have_raised(samples_of([part()]), Rule(id="1", kind=RuleKind.RESTRICTED, zone=LEFT))
    assert (found.not_assessable_share, found.items, len(found.raised)) == (None, (), 1)


def test_a_trial_without_tracks_is_empty() -> None:
    found = would_have_raised(samples_of([]), RULE)
    assert (found.raised, found.people, found.not_assessable_share, found.median_height) == ((), 0, None, None)
    assert (found.items[0].assessable_share, found.items[0].is_too_small) == (None, False)


def test_health_shows_when_a_rule_last_saw_a_person() -> None:
    samples = samples_of([part(), part(since=9000, x=0.8, track_id=2)])
    assert health_of(samples, RULE).last_person_at == 1039
    assert health_of(samples, RULE, ignored=[LEFT]).last_person_at is None
