"""Maps local times to instants: each to exactly one, in the same order.

The rule: a local time means the first instant at which the clock on the wall shows it or a later one. So a time that
the clocks jump over means the moment of the jump, and a time that exists twice means its first occurrence.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

SECOND = timedelta(seconds=1)


def instant_of(local: datetime, zone: tzinfo) -> datetime:
    """The instant (UTC, whole seconds) that the naive `local` means in `zone`.

    Later times never mean earlier ones.
    """
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if wall_clock(first, zone) == local:
        return first
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)  # `local` is jumped over, between `before` and `first`
    while first - before > SECOND:
        middle = before + (first - before) // 2
        middle = middle.replace(microsecond=0)
        if wall_clock(middle, zone) >= local:
            first = middle
        else:
            before = middle
    return first


def wall_clock(at: datetime, zone: tzinfo) -> datetime:
    """What the clock on the wall shows at `at` (aware): naive."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
