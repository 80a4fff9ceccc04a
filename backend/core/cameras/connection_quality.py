"""Quality of a camera's connection: a grade and the reasons for it.

The worker measures the numbers; the grade is the worst that any of them gives.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

GRADES = ("good", "fair", "poor", "bad")
HOUR = 3600.0
MINUTE = 60.0
GAP_SECONDS = 300.0
"""How long a gap is remembered. Longer keeps blaming a camera that has recovered."""
BUCKET_SECONDS = 10.0
"""How finely the last hour is kept: 360 entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionNumbers:
    """What a worker measured of its connection."""

    reconnects_last_hour: int = 0
    decode_errors_last_minute: int = 0
    longest_gap_seconds: float = 0.0
    """The longest time without a new picture in the last 5 minutes, to the second."""
    jitter: float = 0.0
    """How unevenly pictures arrive: the intervals' standard deviation as a share of their mean, over 5 seconds."""


@dataclass(frozen=True, slots=True)
class QualityReason:
    """One reason for a grade.

    `number` is the value in `message`, for texts in another language.
    """

    code: str
    number: float
    message: str


@dataclass(frozen=True, slots=True)
class Quality:
    """`word` is one of `GRADES`.

    `reasons` has the worst first and is empty for `good`.
    """

    word: str
    reasons: tuple[QualityReason, ...]


@dataclass(frozen=True, slots=True)
class _Limit:
    """The values from which a number is fair, poor, bad.

    Lower limits report what a viewer does not notice.
    """

    code: str
    fair: float
    poor: float
    bad: float
    message: str

    def grade(self, value: float) -> int:
        return sum(value >= limit for limit in (self.fair, self.poor, self.bad))


_LIMITS = {
    "reconnects_last_hour": _Limit("reconnects", 1, 4, 12, "{n:.0f} reconnects in the last hour"),
    "decode_errors_last_minute": _Limit("decode_errors", 1, 10, 60, "{n:.0f} broken pictures in the last minute"),
    "longest_gap_seconds": _Limit("gap", 3, 6, 10, "{n:.0f} s without a picture in the last 5 minutes"),
    "jitter": _Limit("jitter", 0.6, 1.2, 2.4, "Pictures arrive unevenly (by {n:.0%} of their interval)"),
}


def quality_of(numbers: ConnectionNumbers, *, picture: bool = True) -> Quality:
    """The grade and its reasons. Without a picture the grade is bad."""
    graded = []
    for name, limit in _LIMITS.items():
        value = float(getattr(numbers, name))
        grade = limit.grade(value)
        if grade:
            graded.append((grade, QualityReason(limit.code, round(value, 2), _message(limit, value))))
    if not picture:
        graded.append((len(GRADES) - 1, QualityReason("no_picture", 0, "No picture arrives")))
    graded.sort(key=lambda one: -one[0])
    return Quality(GRADES[max((grade for grade, _ in graded), default=0)], tuple(reason for _, reason in graded))


def _message(limit: _Limit, value: float) -> str:
    text = limit.message.format(n=value)
    return text.replace("reconnects", "reconnect").replace("pictures", "picture") if text.startswith("1 ") else text


@dataclass(slots=True)
class _Moment:
    at: float
    reconnects: int
    decode_errors: int
    gap: float


class ConnectionHistory:
    """The last hour of one camera's connection. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._moments: deque[_Moment] = deque()

    def add(self, at: float, *, reconnects: int, decode_errors: int, frame_age_seconds: float | None) -> None:
        """Add the current counters. Smaller ones than before mean that counting restarted."""
        gap = frame_age_seconds or 0.0
        last = self._moments[-1] if self._moments else None
        if last is not None and (reconnects < last.reconnects or decode_errors < last.decode_errors):
            self._moments.clear()
            last = None
        if last is not None and len(self._moments) > 1 and at - self._moments[-2].at < BUCKET_SECONDS:
            last.at, last.reconnects, last.decode_errors = at, reconnects, decode_errors
            last.gap = max(last.gap, gap)
        else:
            self._moments.append(_Moment(at, reconnects, decode_errors, gap))
        while len(self._moments) > 1 and at - self._moments[1].at >= HOUR:
            self._moments.popleft()

    def numbers(self, jitter: float) -> ConnectionNumbers:
        """The numbers of the last hour."""
        if not self._moments:
            return ConnectionNumbers(jitter=round(jitter, 2))
        newest = self._moments[-1]
        older = (moment for moment in reversed(self._moments) if newest.at - moment.at >= MINUTE)
        minute_ago = next(older, self._moments[0])
        gaps = (moment.gap for moment in self._moments if newest.at - moment.at <= GAP_SECONDS)
        return ConnectionNumbers(
            reconnects_last_hour=newest.reconnects - self._moments[0].reconnects,
            decode_errors_last_minute=newest.decode_errors - minute_ago.decode_errors,
            longest_gap_seconds=round(max(gaps), 1),
            jitter=round(jitter, 2),
        )
