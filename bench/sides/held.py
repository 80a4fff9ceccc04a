"""How many cameras a side holds: the largest number at which every camera gets its frames."""

from __future__ import annotations

from collections.abc import Callable


def largest(holds: Callable[[int], bool], *, known: int, limit: int, doubling: bool) -> int:
    """The largest number up to `limit` that holds, given that `known` does (0: nothing is known).

    With `doubling` the number doubles until one fails, and what lies between is halved; without, it grows by one, for
    a side of which each camera is so dear that one too many costs minutes.
    """
    good, bad = known, limit + 1
    while bad - good > 1:
        is_bounded = bad <= limit
        step = (bad - good) // 2 if is_bounded else (max(good, 1) if doubling else 1)
        tried = min(good + step, limit)
        if holds(tried):
            good = tried
        else:
            bad = tried
    return good
