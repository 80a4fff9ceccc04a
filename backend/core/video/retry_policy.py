"""How long to wait before a source is opened again: a schedule for each kind of reason.

A short loss heals by itself and is tried soon. What a person has to repair is tried rarely. A refused login is tried
three times and then twice an hour: cameras lock an address after five to seven wrong logins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

JITTER = 0.3
"""Spread around each wait, as a fraction, so that 64 cameras do not come back in the same moment."""
LOGIN_TRIES = 3
"""Refused logins until the waits become long. More locks accounts; fewer gives up on a camera that was starting."""


class RetryKind(StrEnum):
    """What heals a failure."""

    PASSING = "passing"
    """Time: networks, restarts."""
    BUSY = "busy"
    """Somebody else's leaving: a camera that is full. Some count each attempt as a viewer for a while."""
    REPAIR = "repair"
    """A person, at the camera or the file, who may be doing it just now."""
    CHANGE = "change"
    """A person who changes the address or the camera's settings."""
    LOGIN = "login"
    """A person who corrects the user name or password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrySchedule:
    """Waits in seconds: the first, doubled after each failure, at most the longest.

    A shorter `first` hammers a camera that is starting up; a longer one leaves a short loss dark for longer. A longer
    `longest` spares the network; a shorter one sees a repaired camera sooner.
    """

    first: float
    longest: float
    factor: float = 2.0
    rest: float | None = None
    """The wait after `tries` failures and after each further one."""
    tries: int = 0


SCHEDULES: dict[RetryKind, RetrySchedule] = {
    RetryKind.PASSING: RetrySchedule(first=1, longest=60),
    RetryKind.BUSY: RetrySchedule(first=15, longest=120),
    RetryKind.REPAIR: RetrySchedule(first=15, longest=60),
    RetryKind.CHANGE: RetrySchedule(first=30, longest=600),
    RetryKind.LOGIN: RetrySchedule(first=20, longest=60, factor=3.0, tries=LOGIN_TRIES, rest=1800),
}
KINDS: dict[str, RetryKind] = {
    "unreachable": RetryKind.PASSING,
    "timeout": RetryKind.PASSING,
    "stream_ended": RetryKind.PASSING,
    "stream_broken": RetryKind.PASSING,
    "hangs_up": RetryKind.PASSING,
    "camera_error": RetryKind.PASSING,
    "camera_busy": RetryKind.BUSY,
    "invalid_source": RetryKind.REPAIR,
    "stream_not_found": RetryKind.REPAIR,
    "file_missing": RetryKind.REPAIR,
    "device_missing": RetryKind.REPAIR,
    "not_video": RetryKind.REPAIR,
    "codec_unsupported": RetryKind.REPAIR,
    "picture_too_small": RetryKind.REPAIR,
    "picture_too_large": RetryKind.REPAIR,
    "address_moved": RetryKind.CHANGE,
    "transport_refused": RetryKind.CHANGE,
    "request_refused": RetryKind.CHANGE,
    "protocol_unsupported": RetryKind.CHANGE,
    "tls_needed": RetryKind.CHANGE,
    "tls_failed": RetryKind.CHANGE,
    "login_unsupported": RetryKind.CHANGE,
    "login_refused": RetryKind.LOGIN,
}
"""By reason. One that is not here is `PASSING`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryState:
    """What failed since the source last gave pictures for a while."""

    reason: str = ""
    """Of the last failure."""
    failures: int = 0
    """In a row, of the last failure's kind."""
    logins_refused: int = 0
    """Since the source last gave a picture, whatever else failed between: what the camera counts."""

    def failed(self, reason: str) -> RetryState:
        """One more failure."""
        same = kind_of(reason) is kind_of(self.reason) if self.reason else False
        refused = self.logins_refused + (kind_of(reason) is RetryKind.LOGIN)
        return RetryState(reason=reason, failures=self.failures + 1 if same else 1, logins_refused=refused)

    def opened(self) -> RetryState:
        """A picture came: the login is right."""
        return replace(self, logins_refused=0) if self.logins_refused else self

    def wait_seconds(self, randomness: float) -> float:
        """Until the next attempt, ±30 %. `randomness` is from 0 (shortest) to 1 (longest); ValueError outside."""
        if not 0 <= randomness <= 1:
            raise ValueError("randomness is from 0 to 1")
        schedule = SCHEDULES[kind_of(self.reason)]
        count = self.logins_refused if kind_of(self.reason) is RetryKind.LOGIN else self.failures
        if schedule.rest is not None and count >= schedule.tries:
            seconds = schedule.rest
        else:
            seconds = min(schedule.first * schedule.factor ** min(max(count, 1) - 1, 16), schedule.longest)
        return seconds * (1 - JITTER + 2 * JITTER * randomness)

    @property
    def rests(self) -> bool:
        """Are the tries used up, so that only a person or a long time brings another one?"""
        schedule = SCHEDULES[kind_of(self.reason)]
        return schedule.rest is not None and self.logins_refused >= schedule.tries


def kind_of(reason: str) -> RetryKind:
    """What heals a failure with this reason."""
    return KINDS.get(reason, RetryKind.PASSING)
