"""To whom a rule applies: entry and exit delay at their limits."""

from __future__ import annotations

import numpy as np
import pytest

from backend.core.rules.rule import Rule
from backend.core.rules.rule_scope import RuleScope
from backend.core.zones.membership import MembershipOptions
from backend.core.zones.zone import Zone, ZoneKind

SIZE = (1000, 500)
DOCK = Zone(id=3, name="Dock", kind=ZoneKind.RULE, corners=((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
INSIDE, OUTSIDE = 200.0, 800.0
NO_INERTIA = MembershipOptions(inertia_seconds=0.0)


def scope(*, entry: float = 0.0, leaving: float = 0.0, zone: Zone | None = DOCK) -> RuleScope:
    return RuleScope(Rule(id="1", zone=zone, entry_seconds=entry, exit_seconds=leaving), NO_INERTIA)


def seen(found: RuleScope, x: float, at: float, track: int = 7) -> None:
    found.update(np.array([track]), np.array([[x - 30.0, 100.0, x + 30.0, 300.0]]), SIZE, at)


@pytest.mark.parametrize(("entry", "at", "since"), [(0.0, 100.0, 100.0), (4.0, 103.75, None), (4.0, 104.0, 104.0)])
def test_a_rule_applies_after_its_entry_delay(entry: float, at: float, since: float | None) -> None:
    found = scope(entry=entry)
    seen(found, INSIDE, 100.0)
    seen(found, INSIDE, at)
    assert found.applies_since(7, at) == since
    assert not found.is_outside(7)


@pytest.mark.parametrize(("leaving", "after", "outside"), [(0.0, 0.25, True), (4.0, 4.0, False), (4.0, 4.25, True)])
def test_a_rule_goes_on_applying_for_its_exit_delay(leaving: float, after: float, outside: bool) -> None:
    found = scope(leaving=leaving)
    seen(found, INSIDE, 100.0)
    seen(found, OUTSIDE, 100.0 + after)
    assert found.is_outside(7) is outside
    assert (found.applies_since(7, 100.0 + after) is None) is outside


def test_who_comes_back_within_the_exit_delay_has_not_entered_anew() -> None:
    found = scope(entry=2.0, leaving=4.0)
    for x, at in ((INSIDE, 100.0), (INSIDE, 102.0), (OUTSIDE, 104.0), (INSIDE, 105.0)):
        seen(found, x, at)
    assert found.applies_since(7, 105.0) == 102.0
    for x, at in ((OUTSIDE, 109.5), (INSIDE, 110.0)):
        seen(found, x, at)
    assert found.applies_since(7, 110.0) is None


def test_who_was_never_there_is_outside() -> None:
    found = scope()
    seen(found, OUTSIDE, 100.0)
    assert (found.is_outside(7), found.is_outside(8), found.applies_since(7, 100.0)) == (True, True, None)


def test_a_rule_without_a_zone_applies_to_everybody_in_view() -> None:
    found = scope(zone=None, entry=1.0)
    seen(found, OUTSIDE, 100.0)
    assert (found.applies_since(7, 100.5), found.applies_since(7, 101.0), found.is_outside(7)) == (None, 101.0, False)


def test_who_is_gone_is_forgotten() -> None:
    found = scope()
    seen(found, INSIDE, 100.0)
    found.keep_only(set())
    assert found.is_outside(7)
