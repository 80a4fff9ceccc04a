"""The share of due pictures that were judged, over the last minute."""

from __future__ import annotations

from backend.core.cameras.drops import Drops
from backend.core.cameras.throughput import KeepingUp


def test_nothing_was_due() -> None:
    keeping = KeepingUp()
    assert keeping.share is None
    keeping.note(1.0, 0, 0)
    assert keeping.share is None


def test_totals_become_a_share_of_the_last_minute() -> None:
    keeping = KeepingUp()
    for second in range(120):
        keeping.note(float(second), judged=5 * second, missed=0)
    assert keeping.share == 1.0
    for second in range(120, 150):
        keeping.note(float(second), judged=595 + (second - 119), missed=4 * (second - 119))
    assert keeping.share == (30 * 5 + 30) / (30 * 5 + 30 * 5)
    for second in range(150, 211):
        keeping.note(float(second), judged=625, missed=120)
    assert keeping.share is None, "what is long ago is forgotten"


def test_totals_that_began_anew_are_no_negative_numbers() -> None:
    keeping = KeepingUp()
    keeping.note(0.0, 100, 50)
    keeping.note(100.0, 5, 5)
    assert keeping.share == 0.5


def test_drops_are_counted_by_why() -> None:
    drops = Drops().and_more("busy").and_more("late", 3).and_more("away", 2)
    assert (drops.busy, drops.away, drops.late, drops.total) == (1, 2, 3, 6)
