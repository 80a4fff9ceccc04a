"""Why a camera could not judge: the codes of the blind-time ledger, and which of them somebody wanted."""

from __future__ import annotations

from backend.core.cameras.camera import REASONS, CameraStatus
from backend.core.picture_health.assessment import WARNING

JUDGED = ""
"""No reason: the picture was looked at."""
FALLING_BEHIND = "falling_behind"
UNKNOWN = "unknown"
MANDOR_OFF = "mandor_off"
REMOVED = "removed"

PLANNED = frozenset({"off_by_schedule", "disabled", "stream_only", REMOVED})
"""Somebody decided that the camera need not judge. Everything else is a fault or ignorance."""

WORDS: dict[str, str] = {
    "off_by_schedule": "The schedule had the camera off.",
    "disabled": "Somebody switched the camera off.",
    "stream_only": "Live picture only: nothing was meant to be judged.",
    REMOVED: "The camera was removed and later restored.",
    "starting": "The camera's worker was starting.",
    "worker_down": "The camera's worker process had stopped.",
    "connecting": "The connection to the camera was being made.",
    "stale": "Pictures had stopped arriving.",
    "failed": "The camera could not be watched.",
    FALLING_BEHIND: "Pictures were looked at too seldom: the machine was overloaded or the picture stood still.",
    MANDOR_OFF: "Mandor was not running, or could not keep its record.",
    UNKNOWN: "Nobody can say whether the camera was watching.",
}
"""What only the ledger knows, or says of the past; the others are in the words of `camera.REASONS`."""

_NO_WORKER = ("worker_down", "redis_away", "restarts_too_often")
"""Codes of `camera.REASONS` that the backend finds, not the camera's worker."""


def in_words(code: str) -> str:
    """The reason in plain English; an unknown code stands for itself."""
    return WORDS.get(code) or REASONS.get(code, code)


def reason_of(status: CameraStatus, *, judges_something: bool) -> str:
    """Why a worker that says this is not judging; `JUDGED` when nothing speaks against it.

    A plan comes first: a camera that is not meant to judge is not blind because it also cannot be reached. With a
    warning judging goes on.
    """
    if status.mode == "stream":
        return "stream_only"
    if status.mode == "off" or status.state == "off":
        return _off(status.mode_why)
    if status.state != "live":
        return status.reason or status.state
    blinding = "" if status.reason in WARNING else status.reason
    return blinding or (JUDGED if judges_something else "nothing_to_judge")


def observed(state: str, reason: str, why: str = "disabled") -> str | None:
    """What the backend itself can testify of a camera with this state and reason; None when its worker speaks.

    `why` it is in its mode, as in `camera_plan.ModeNow`: who turned it off, a person or the schedule.
    """
    if state == "off":
        return _off(why)
    return "starting" if state == "starting" else reason if reason in _NO_WORKER else None


def _off(why: str) -> str:
    return "disabled" if why in ("disabled", "override") else "off_by_schedule"
