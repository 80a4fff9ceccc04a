"""Which rules a camera has."""

from __future__ import annotations

from backend.core.violations.rules import Rule, default_rules


def test_each_required_item_is_one_rule() -> None:
    assert default_rules(("helmet", "vest")) == (
        Rule(id="helmet-anywhere", item="helmet", version=1),
        Rule(id="vest-anywhere", item="vest", version=1),
    )
    assert default_rules(()) == ()
