"""One violation holds all items that a person misses under one rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.analysis.decision import Decision
from backend.core.ppe.belief import Wear
from backend.core.rules.rule import EVERYWHERE, Rule, Severity, by_precedence
from backend.core.violations.decisions import Closed, ItemsAdded, Opened, Reopened
from backend.core.violations.episode import AssessedItem, AssessedPerson, UnderRule
from backend.core.violations.options import ViolationOptions
from backend.core.violations.processor import ViolationProcessor
from backend.core.zones.zone import Zone, ZoneKind
from tests.support.episodes import ANYWHERE, assessed_item, open_episode

OPTIONS = ViolationOptions()
DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0)))
AT_DOCK = Rule(id="5", version=2, name="Dock", zone=DOCK, items=("helmet",), severity=Severity.NOTICE)
WORN = assessed_item(Wear.WORN)
UNCLEAR = assessed_item(Wear.NOT_ASSESSABLE)
EVER = float("-inf")


def made() -> ViolationProcessor:
    numbers = count(1)
    return ViolationProcessor(lambda at: f"v{next(numbers)}", lambda s: datetime.fromtimestamp(s, UTC), OPTIONS)


def person(
    items: Mapping[str, AssessedItem],
    *,
    track: int = 1,
    rules: tuple[Rule, ...] = (ANYWHERE,),
    since: float = EVER,
    outside: frozenset[tuple[str, int]] = frozenset(),
    began: float = 1000.0,
    x: float = 300.0,
) -> AssessedPerson:
    box = (x - 40, 200.0, x + 40, 400.0)
    return AssessedPerson(
        track_id=track,
        items=items,
        rules=tuple(UnderRule(rule=rule, since=since) for rule in by_precedence(rules)),
        outside=outside,
        box=box,
        edge=None,
        first_seen=began,
        first_box=box,
        first_edge=None,
    )


def decided_of(decisions: list[Decision]) -> list[tuple[str, tuple[str, ...]]]:
    names = {Opened: "opened", ItemsAdded: "added", Reopened: "reopened"}
    return [
        (one.reason if isinstance(one, Closed) else names[type(one)], one.episode.items)
        for one in decisions
        if isinstance(one, Opened | ItemsAdded | Reopened | Closed)
    ]


def test_two_items_of_one_person_are_one_violation() -> None:
    processor = made()
    found = processor.update([person({"helmet": assessed_item(), "vest": assessed_item()})], {1}, 1001.0)
    assert decided_of(found) == [("opened", ("helmet", "vest"))]


def test_an_item_that_is_missing_later_joins_the_open_violation() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item(), "vest": WORN})], {1}, 1001.0)
    later = {"helmet": assessed_item(), "vest": assessed_item(since=1004.0, confidence=0.97)}
    assert processor.update([person(later)], {1}, 1004.5) == []
    (added,) = processor.update([person(later)], {1}, 1005.0)
    assert isinstance(added, ItemsAdded)
    assert (added.items, added.since, added.episode.items) == (("vest",), 1004.0, ("helmet", "vest"))
    (episode,) = processor.open_episodes
    assert (episode.violation_id, episode.opened_at, episode.confidence) == ("v1", 1000.0, 0.97)


def test_it_ends_as_worn_when_all_of_them_are_worn_and_at_the_time_of_the_last() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item(), "vest": assessed_item()})], {1}, 1001.0)
    for second in range(1002, 1010):
        helmet_only = person({"helmet": WORN, "vest": assessed_item()})
        assert processor.update([helmet_only], {1}, float(second)) == []
    both = person({"helmet": WORN, "vest": WORN})
    assert processor.update([both], {1}, 1010.0) == []
    assert processor.update([both], {1}, 1011.0) == []
    (end,) = processor.update([both], {1}, 1012.0)
    assert isinstance(end, Closed)
    assert (end.reason, end.at, end.episode.items) == ("worn", 1010.0, ("helmet", "vest"))


def test_an_item_taken_off_again_keeps_the_one_violation_open() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item(), "vest": assessed_item()})], {1}, 1001.0)
    for second, helmet in ((1002.0, WORN), (1005.0, WORN), (1006.0, assessed_item()), (1007.0, WORN)):
        assert processor.update([person({"helmet": helmet, "vest": assessed_item()})], {1}, second) == []


def test_an_item_that_is_assessed_no_more_is_not_waited_for() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item(), "vest": assessed_item()})], {1}, 1001.0)
    helmets = replace(ANYWHERE, items=("helmet",))
    assert processor.follow_rules(lambda rule: helmets, 1001.5) == []
    worn = person({"helmet": WORN}, rules=(helmets,))
    assert decided_of(processor.update([worn], {1}, 1002.0) + processor.update([worn], {1}, 1004.0)) == [
        ("worn", ("helmet", "vest"))
    ]


def test_a_violation_of_no_item_that_is_required_still_is_stopped() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    assert decided_of(list(processor.follow_rules(lambda rule: replace(ANYWHERE, items=("vest",)), 1002.0))) == [
        ("stopped", ("helmet",))
    ]
    assert processor.open_episodes == []


def test_of_a_rule_that_is_no_more_a_violation_is_stopped() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    (end,) = processor.follow_rules(lambda rule: None, 1002.0)
    assert (end.reason, end.at) == ("stopped", 1002.0)


def test_a_missing_vest_never_continues_a_missing_helmet() -> None:
    processor = made()
    processor.restore([open_episode("helmet", at=1000.0)])
    found = processor.update([person({"vest": assessed_item(since=1001.0)}, track=2, began=1001.0)], {2}, 1002.0)
    assert decided_of(found) == [("opened", ("vest",))]


def test_one_missing_item_continues_a_violation_of_several() -> None:
    processor = made()
    processor.restore([open_episode("helmet", "vest", at=1000.0)])
    items = {"helmet": UNCLEAR, "vest": assessed_item(since=1001.0)}
    assert processor.update([person(items, track=2, began=1001.0)], {2}, 1001.5) == []
    items = {"helmet": assessed_item(since=1001.0), "vest": assessed_item(since=1001.0)}
    assert processor.update([person(items, track=2, began=1001.0)], {2}, 1009.0) == []
    assert [(one.violation_id, one.track_id) for one in processor.open_episodes] == [("v1", 2)]


@pytest.mark.parametrize(
    ("rules", "opens"),
    [
        ((ANYWHERE, AT_DOCK), [("5", ("helmet",)), (EVERYWHERE, ("vest",))]),
        ((replace(AT_DOCK, items=("helmet", "vest")), ANYWHERE), [("5", ("helmet", "vest"))]),
        ((AT_DOCK, replace(AT_DOCK, id="9", severity=Severity.CRITICAL)), [("9", ("helmet",))]),
        ((replace(AT_DOCK, id="7"), AT_DOCK), [("5", ("helmet",))]),
        ((replace(AT_DOCK, minimum_seconds=9.0), ANYWHERE), [(EVERYWHERE, ("vest",))]),  # it is in charge
    ],
)
def test_of_several_rules_the_most_specific_opens(
    rules: tuple[Rule, ...], opens: list[tuple[str, tuple[str, ...]]]
) -> None:
    for order in permutations(rules):
        items = {"helmet": assessed_item(), "vest": assessed_item()}
        found = made().update([person(items, rules=order)], {1}, 1001.0)
        assert sorted((one.episode.rule.id, one.episode.items) for one in found if isinstance(one, Opened)) == opens


def test_an_item_in_an_open_violation_opens_no_other_under_another_rule() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    for second in range(1002, 1010):
        assert processor.update([person({"helmet": assessed_item()}, rules=(AT_DOCK, ANYWHERE))], {1}, second) == []


@pytest.mark.parametrize(("since", "at", "opens"), [(1005.0, 1005.999, False), (1005.0, 1006.0, True)])
def test_a_rule_is_broken_from_when_it_applies(since: float, at: float, opens: bool) -> None:
    found = made().update([person({"helmet": assessed_item()}, since=since)], {1}, at)
    assert [one.episode.opened_at for one in found if isinstance(one, Opened)] == ([1005.0] if opens else [])


def test_a_rule_that_ends_ends_its_violations_also_of_who_is_hidden() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    processor.update([], {1}, 1002.0)
    (end,) = processor.update([], {1}, 1003.0, {ANYWHERE.key})
    assert isinstance(end, Closed)
    assert (end.reason, end.at) == ("rule_ended", 1003.0)
    assert processor.update([], {1}, 1004.0, {ANYWHERE.key}) == []


def test_who_leaves_the_zone_has_left() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()}, rules=(AT_DOCK,))], {1}, 1001.0)
    outside = person({"helmet": assessed_item()}, rules=(), outside=frozenset({AT_DOCK.key}))
    assert decided_of(processor.update([outside], {1}, 1005.0)) == [("left", ("helmet",))]


def test_a_former_version_of_a_rule_is_another_zone() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()}, rules=(AT_DOCK,))], {1}, 1001.0)
    newer = replace(AT_DOCK, version=3)
    still = person({"helmet": assessed_item()}, rules=(newer,), outside=frozenset({newer.key}))
    assert processor.update([still], {1}, 1005.0) == []
    assert [one.rule.version for one in processor.open_episodes] == [2]


@pytest.mark.parametrize(("unassessed", "reason"), [(5.0, "left"), (5.25, "not_assessable")])
def test_who_could_not_be_assessed_for_long_before_leaving(unassessed: float, reason: str) -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    unclear = assessed_item(Wear.MISSING, shows_missing=False, is_assessed=False)
    for quarter in range(1, int(unassessed * 4) + 1):
        processor.update([person({"helmet": unclear})], {1}, 1001.0 + quarter / 4)
    (end,) = processor.update([], set(), 1001.0 + unassessed + 10.25)
    assert isinstance(end, Closed)
    assert (end.reason, end.at) == (reason, 1001.0 + unassessed)


def test_while_its_person_is_hidden_a_violation_is_suspended() -> None:
    processor = made()
    processor.update([person({"helmet": assessed_item()})], {1}, 1001.0)
    assert [one.is_suspended for one in processor.open_episodes] == [False]
    processor.update([], set(), 1002.0)
    assert [one.is_suspended for one in processor.open_episodes] == [True]
    blind = made()
    blind.restore(processor.open_episodes)
    assert [one.is_suspended for one in blind.open_episodes] == [True]


wears = st.sampled_from([WORN, UNCLEAR, assessed_item(), assessed_item(shows_missing=False)])
evidence = st.lists(st.dictionaries(st.sampled_from(["helmet", "vest"]), wears, min_size=1), min_size=2, max_size=4)


@given(evidence, st.randoms())
def test_the_order_of_equal_evidence_does_not_matter(people: list[dict[str, AssessedItem]], random) -> None:  # type: ignore[no-untyped-def]
    """People of one picture, and items of one person."""
    assessed = [
        person(items, track=track, x=300.0 + 60.0 * track, rules=(ANYWHERE, AT_DOCK))
        for track, items in enumerate(people, start=1)
    ]
    shuffled = [replace(one, items=dict(random.sample(list(one.items.items()), len(one.items)))) for one in assessed]
    random.shuffle(shuffled)
    outcomes = []
    for ones in (assessed, shuffled):
        processor = made()
        processor.restore([open_episode("helmet", at=999.0, box=(320.0, 200.0, 400.0, 400.0))])
        tracks = {one.track_id for one in ones}
        found = processor.update(ones, tracks, 1001.0) + processor.update(ones, tracks, 1003.5)
        outcomes.append((decided_of(found), sorted((e.track_id or 0, e.items) for e in processor.open_episodes)))
    assert outcomes[0] == outcomes[1]


pictures = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(["helmet", "vest"]), wears),
        st.sampled_from([(ANYWHERE,), (ANYWHERE, AT_DOCK), (AT_DOCK,), ()]),
        st.integers(1, 2),
        st.sampled_from([0.25, 1.0, 3.0]),
    ),
    max_size=30,
)


@given(pictures)
def test_there_are_never_two_open_violations_of_one_person_and_item(
    seen: list[tuple[dict[str, AssessedItem], tuple[Rule, ...], int, float]],
) -> None:
    processor, at = made(), 1000.0
    for items, rules, track, later in seen:
        at += later
        outside = frozenset({AT_DOCK.key} - {rule.key for rule in rules})
        processor.update([person(items, rules=rules, track=track, outside=outside, began=at)], {track}, at)
        for number in (1, 2):
            held = [item for episode in processor.episodes_of(number) for item in episode.items]
            assert len(held) == len(set(held))


@given(st.lists(st.sampled_from([UNCLEAR, WORN, replace(UNCLEAR, missing_since=900.0)]), min_size=1, max_size=40))
def test_what_is_not_assessable_never_leads_to_a_violation(states: list[AssessedItem]) -> None:
    processor = made()
    for index, state in enumerate(states):
        assert processor.update([person({"helmet": state, "vest": UNCLEAR})], {1}, 1001.0 + index) == []
