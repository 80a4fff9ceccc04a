"""Restart budget: how often a camera's process may die.

Beyond it the camera is shown as failed and restarted less often. A source that cannot be reached ends no process: its
worker tries again (`core.video.retry_policy`). This is about processes that end: a native library that crashes, a
stream that hangs again and again, a broken installation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST_DEATHS = 5
"""Deaths within `WINDOW_SECONDS` after which a camera is given up for a while. Fewer gives up a camera after two
short faults; more lets one that can never run use the processor that others need."""
WINDOW_SECONDS = 600.0
"""Shorter restarts a camera that hangs every few minutes for ever; longer counts last night's deaths in the morning."""
RETRY_SECONDS = 300.0
"""Between attempts with a camera that was given up. Shorter costs more starts; longer leaves a repaired camera off."""
STEADY_SECONDS = 120.0
"""How long an attempt must stay up to count as recovered. Longer than any limit of the watchdog, else one that only
hangs would pass; shorter than `RETRY_SECONDS`."""
REMEMBERED_SECONDS = 3600.0
"""Deaths are shown for an hour."""
MOST_REMEMBERED = 100

HELD = 73
"""Exit code of a worker whose camera has another worker already (EX_CANTCREAT). It is not counted as a death."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarts:
    """The restart record of one camera's process.

    Times are seconds of the wall clock, since they outlive processes.
    """

    deaths: tuple[float, ...] = ()
    """Those of the last hour, oldest first."""
    total: int = 0
    """Deaths since a user last started Mandor."""
    counted: int = 0
    """The supervisor's own count when it was last listed; 0 after each start."""
    last_code: int | None = None
    """Exit code of the last death; 0 also when it was killed from outside. None before the first."""
    given_up: bool = False
    next_attempt_at: float | None = None
    """While it is given up and does not run."""
    attempted_at: float | None = None
    """While it is given up and an attempt runs."""

    def within(self, seconds: float, at: float) -> int:
        """Deaths of the last `seconds`."""
        return sum(at - seconds < death <= at for death in self.deaths)


def first_seen(count: int) -> Restarts:
    """The record of a process that is not known yet: deaths before are not counted."""
    return Restarts(counted=count)


def observed(before: Restarts, *, count: int, code: int | None, at: float) -> Restarts:
    """The record after `count` deaths since its start, the last with code `code`.

    1. New deaths are added; the start of a count that went back to 0 is its beginning. 2. An attempt that died waits
    for the next, one that stays up long enough has recovered. 3. Too many deaths: the camera is given up.
    """
    new = count - before.counted if count >= before.counted else count
    after = replace(before, counted=count)
    if new and code != HELD:
        after = _died(after, new, code, at)
        if after.given_up or after.within(WINDOW_SECONDS, at) >= MOST_DEATHS:
            return replace(after, given_up=True, next_attempt_at=at + RETRY_SECONDS, attempted_at=None)
    elif after.attempted_at is not None and at - after.attempted_at >= STEADY_SECONDS:
        return replace(after, given_up=False, attempted_at=None)
    return after


def started(before: Restarts, at: float) -> Restarts:
    """The record after the supervisor was asked to start it."""
    if before.given_up:
        return replace(before, counted=0, next_attempt_at=None, attempted_at=at)
    return replace(before, counted=0)


def found_running(before: Restarts, at: float) -> Restarts:
    """The record of a running process.

    A due attempt counts as made: a failed call may have started it.
    """
    if before.given_up and before.next_attempt_at is not None and may_run(before, at):
        return replace(before, next_attempt_at=None, attempted_at=at)
    return before


def found_hung(before: Restarts, at: float) -> Restarts:
    """The record of a process that hangs and is about to be ended.

    This is a death that the supervisor does not count.
    """
    return replace(observed(before, count=before.counted + 1, code=None, at=at), counted=before.counted)


def retried_now(before: Restarts, at: float) -> Restarts:
    """The record after a user changed the camera: the next attempt is due now."""
    return replace(before, next_attempt_at=at) if before.next_attempt_at is not None else before


def may_run(restarts: Restarts, at: float) -> bool:
    """Whether it may run or be started at `at`.

    A clock that was set back causes no longer wait than usual.
    """
    due = restarts.next_attempt_at
    return due is None or not 0 < due - at <= RETRY_SECONDS


def _died(before: Restarts, new: int, code: int | None, at: float) -> Restarts:
    recent = (*(d for d in before.deaths if at - REMEMBERED_SECONDS < d <= at), *(at,) * min(new, MOST_REMEMBERED))
    return replace(before, deaths=recent[-MOST_REMEMBERED:], total=before.total + new, last_code=code)
