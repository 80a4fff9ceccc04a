"""The share of due pictures that were judged, over the last minute."""

from __future__ import annotations

from backend.core.cameras.drops import Drops
from backend.core.cameras.throughput import JudgedShare


def test_without_due_frames_there_is_no_share() -> None:
    judged_share = JudgedShare()
    assert judged_share.share is None
    judged_share.add(1.0, 0, 0)
    assert judged_share.share is None


def test_totals_become_a_share_of_the_last_minute() -> None:
    judged_share = JudgedShare()
    for second in range(120):
        judged_share.add(float(second), judged=5 * second, missed=0)
    assert judged_share.share == 1.0
    for second in range(120, 150):
        judged_share.add(float(second), judged=595 + (second - 119), missed=4 * (second - 119))
    assert judged_share.share == (30 * 5 + 30) / (30 * 5 + 30 * 5)
    for second in range(150, 211):
        judged_share.add(float(second), judged=625, missed=120)
    assert judged_share.share is None, "older totals do not count"


def test_totals_that_restart_give_no_negative_share() -> None:
    judged_share = JudgedShare()
    judged_share.add(0.0, 100, 50)
    judged_share.add(100.0, 5, 5)
    assert judged_share.share == 0.5


def test_drops_are_counted_by_cause() -> None:
    drops = Drops().plus("busy").plus("late", 3).plus("away", 2)
    assert (drops.busy, drops.away, drops.late, drops.total) == (1, 2, 3, 6)
