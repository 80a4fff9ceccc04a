"""The simulator of detections: its truth, and how reports are counted against it."""

from __future__ import annotations

import pytest

from bench.simulation.detector import moments
from bench.simulation.people import RESTRICTED, Scenario, SimulatedPerson, Spell
from bench.simulation.rivals import majority, per_track
from bench.simulation.scoring import Report, Score, score

FPS = 5.0
BARE = Spell(state="missing", begin=2.0, end=8.0)
PERSON = SimulatedPerson(id=1, path=((0.0, 600.0, 250.0), (10.0, 600.0, 250.0)), feet=650.0, wears={"helmet": (BARE,)})
SCENE = Scenario(name="one", seconds=10.0, people=[PERSON])


def counted(*reports: tuple[str, float], scene: Scenario = SCENE) -> Score:
    seen = list(moments(scene, 0, FPS))
    return score(scene, seen, [Report(item, at, PERSON.box(at)) for item, at in reports], FPS)  # type: ignore[arg-type]


def test_a_report_in_the_spell_is_right_and_its_delay_counts_from_the_spell() -> None:
    found = counted(("helmet", 3.0))
    assert (found.true, found.false, found.asked, found.found) == (1, 0, 1, 1)
    assert found.figures()["delay_seconds_median"] == pytest.approx(1.0)


@pytest.mark.parametrize(("at", "right"), [(1.8, False), (2.0, True), (9.8, True), (10.0 - 1 / FPS, True)])
def test_a_report_is_right_from_the_spells_beginning_until_shortly_after_it(at: float, right: bool) -> None:
    assert counted(("helmet", at)).true == right


def test_a_report_of_what_is_worn_is_false() -> None:
    assert (counted(("vest", 3.0)).true, counted(("vest", 3.0)).false) == (0, 1)


def test_a_second_report_of_a_spell_raises_the_reports_for_each() -> None:
    assert counted(("helmet", 3.0), ("helmet", 5.0)).figures()["reports_per_violation"] == 2.0


def test_nothing_is_asked_of_short_spells() -> None:
    short = SimulatedPerson(id=1, path=PERSON.path, feet=650.0, wears={"helmet": (Spell(state="cap", end=2.0),)})
    assert counted(scene=Scenario(name="short", seconds=10.0, people=[short])).asked == 0


def test_outside_of_the_zone_nothing_is_broken_and_in_a_restricted_one_presence_is() -> None:
    beside = Scenario(name="beside", seconds=10.0, people=[PERSON], zone=(700.0, 900.0))
    assert counted(("helmet", 3.0), scene=beside).false == 1
    inside = Scenario(name="inside", seconds=10.0, people=[PERSON], zone=(500.0, 900.0), restricted=True)
    assert counted((RESTRICTED, 3.0), scene=inside).found == 1


def test_a_draw_is_the_same_each_time() -> None:
    once, again = (list(moments(SCENE, 3, FPS)) for _ in range(2))
    assert all((one.found.scores == other.found.scores).all() for one, other in zip(once, again, strict=True))


def test_the_rivals_report_a_bare_head() -> None:
    seen = list(moments(SCENE, 0, FPS))
    for make in (per_track, majority):
        rule = make()
        assert "helmet" in {report.item for moment in seen for report in rule(moment)}
