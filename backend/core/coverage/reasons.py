"""Why a camera did not observe: the reason codes of the coverage log, and which of them were planned."""

from __future__ import annotations

from backend.core.cameras.camera import REASONS, CameraStatus
from backend.core.cameras.judging import Judging, judging_of

OBSERVED = ""
"""No reason: the pictures were judged."""
FALLING_BEHIND = "falling_behind"
UNKNOWN = "unknown"
MANDOR_OFF = "mandor_off"
REMOVED = "removed"

PLANNED = frozenset({"off_by_schedule", "disabled", "stream_only", REMOVED})
"""A user decided that the camera need not judge. Everything else is a fault or not known."""

MESSAGES: dict[str, str] = {
    "off_by_schedule": "The schedule had the camera off.",
    "disabled": "The camera was switched off by a user.",
    "stream_only": "Live view only: PPE was not to be checked.",
    REMOVED: "The camera was removed and later restored.",
    "starting": "The camera's worker was starting.",
    "worker_down": "The camera's worker process had stopped.",
    "connecting": "The connection to the camera was being made.",
    "stale": "Pictures had stopped arriving.",
    "failed": "The camera was not connected.",
    FALLING_BEHIND: "Too few pictures were checked: the machine was overloaded or the picture stood still.",
    MANDOR_OFF: "Mandor was not running, or could not keep its record.",
    UNKNOWN: "No record for this time.",
}
"""Texts of reasons that only the coverage log has, or that concern the past; others have those of `camera.REASONS`."""

_NO_WORKER = ("worker_down", "redis_away", "restarts_too_often")
"""Codes of `camera.REASONS` that the backend finds, not the camera's worker."""


def message_of(code: str) -> str:
    """The reason in plain English; an unknown code stands for itself."""
    return MESSAGES.get(code) or REASONS.get(code, code)


def reason_of(status: CameraStatus, *, judges_something: bool) -> str:
    """Why a worker with this status is not judging; `OBSERVED` when nothing prevents it.

    A plan comes first: a camera that is not meant to judge is not blind because it also cannot be reached. With a
    warning judging goes on, except that of an overload: too few pictures were judged.
    """
    if status.mode == "stream":
        return "stream_only"
    match judging_of(status.mode, status.state, status.reason):
        case Judging.NOT_WANTED:
            return _off(status.mode_why)
        case Judging.NONE:
            return status.reason or status.state
        case Judging.PARTIAL:
            return FALLING_BEHIND
        case _:
            return OBSERVED if judges_something else "nothing_to_judge"


def reason_without_worker(state: str, reason: str, why: str = "disabled") -> str | None:
    """The reason that the backend reports for a camera in this state; None when its worker reports itself.

    `why` it is in its mode, as in `camera_plan.ModeNow`: what turned it off, a user or the schedule.
    """
    if state == "off":
        return _off(why)
    return "starting" if state == "starting" else reason if reason in _NO_WORKER else None


def _off(why: str) -> str:
    return "disabled" if why in ("disabled", "override") else "off_by_schedule"
