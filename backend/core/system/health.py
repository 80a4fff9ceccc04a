"""What is wrong with the system, from what was found: each problem with a stable code, a sentence and its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Code = Literal[
    "database_unavailable",
    "redis_unavailable",
    "disk_full",
    "disk_unavailable",
    "disk_low",
    "events_backlog",
    "dead_letters",
    "journal_refused",
    "journal_waiting",
    "jobs_away",
    "job_failed",
    "clock_wrong",
    "inference_away",
    "model_refused",
    "process_away",
    "supervisor_gone",
    "restarting",
    "cameras_restarting",
    "cameras_ill",
    "cameras_not_judged",
    "cameras_partly_judged",
]
Values = Mapping[str, str | int]
A_CAMERA = "camera"
"""Whose clock it is, where no camera is to be named."""
MOST_BACKLOG = 500
"""From here on events pile up faster than they are stored; the stream takes 2,000."""
OLDEST_EVENT_SECONDS = 60.0
"""An event that waits longer than this means that nothing is being stored. Shorter reports every short outage."""
MOST_IN_JOURNALS = 100
"""Events in the journals of all cameras. Fewer report every restart of Redis, more hide an outage."""
MOST_CLOCK_OFFSET_SECONDS = 2.0
"""By more than this, times of violations mislead and log-ins end early or late."""
MOST_RESTARTS = 5
"""Restarts of one process in an hour. Fewer report a single bad hour of a camera."""
NEVER_AWAY = ("orchestrator",)


@dataclass(frozen=True, slots=True)
class HealthProblem:
    """`grave`: nothing can be stored or shown. `values` fill the message in another language.

    They are public: no camera's name, no address.
    """

    code: Code
    message: str
    grave: bool = False
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found. None: unknown, and another field holds the reason."""

    apart: tuple[HealthProblem, ...] = ()
    """What does not answer (database, Redis), and disks that are not well."""
    cameras: int = 0
    cameras_detecting: int = 0
    """Enabled and asked to detect."""
    cameras_ill: int = 0
    cameras_not_judged: int = 0
    """Live and asked to detect, but PPE is checked in none of their pictures."""
    cameras_partly_judged: int = 0
    """Live and asked to detect, but PPE is checked in too few of their pictures."""
    inference: bool | None = None
    """Whether a detection process runs."""
    model_refused: str = ""
    """The model that could not be loaded."""
    model_running: str = ""
    backlog: int | None = None
    oldest_event_seconds: float | None = None
    dead_letters: int | None = None
    journals_waiting: int = 0
    journals_refused: int = 0
    jobs_away: bool = False
    jobs_failed: tuple[str, ...] = ()
    """Which jobs were given up."""
    clock_offsets: Mapping[str, float] = field(default_factory=dict)
    """Seconds by which another clock is ahead of ours: of `Redis`, of a process by its name, or of `A_CAMERA`."""
    silent: frozenset[str] | None = None
    """Processes that announced themselves once and do not report now, without those of cameras."""
    running: frozenset[str] | None = None
    abandoned: int = 0
    """Processes whose supervisor is gone, cameras' among them."""
    restarts: Mapping[str, int] = field(default_factory=dict)
    """Restarts in the last hour by process, cameras' left out."""
    camera_restarts: tuple[int, ...] = ()
    """Restarts in the last hour of each camera's process."""


def problems(facts: Facts) -> list[HealthProblem]:
    """Everything that is wrong, the grave first. Names no camera and no address."""
    found = [*facts.apart, *_stores(facts), *_detection(facts), *_processes(facts), *_clocks(facts)]
    found += _cameras(facts)
    return sorted(found, key=lambda problem: not problem.grave)


def _stores(facts: Facts) -> Iterator[HealthProblem]:
    backlog, oldest = facts.backlog or 0, facts.oldest_event_seconds or 0.0
    if backlog > MOST_BACKLOG or oldest > OLDEST_EVENT_SECONDS:
        waiting = f"{_count(backlog, 'event')} {_wait(backlog)} to be stored, the oldest for {oldest:.0f} s."
        yield HealthProblem("events_backlog", waiting, values={"count": backlog, "seconds": round(oldest)})
    if facts.dead_letters:
        failed = f"{_count(facts.dead_letters, 'event')} could not be stored: see Failed events."
        yield HealthProblem("dead_letters", failed, values={"count": facts.dead_letters})
    if facts.journals_refused:
        lost = f"{facts.journals_refused} events could not be kept by their cameras' workers and are lost."
        yield HealthProblem("journal_refused", lost, values={"count": facts.journals_refused})
    if facts.journals_waiting > MOST_IN_JOURNALS:
        on_disk = f"{facts.journals_waiting} events wait on disk, because Redis is away or full."
        yield HealthProblem("journal_waiting", on_disk, values={"count": facts.journals_waiting})


def _detection(facts: Facts) -> Iterator[HealthProblem]:
    if facts.cameras_detecting and facts.inference is False:
        yield HealthProblem("inference_away", "Detection stopped: PPE is not checked.")
    if facts.model_refused:
        refused, running = facts.model_refused, facts.model_running
        message = f"The model {refused} could not be loaded; {running} goes on."
        yield HealthProblem("model_refused", message, values={"model": refused, "running": running})


def _processes(facts: Facts) -> Iterator[HealthProblem]:
    if facts.silent is not None and facts.running is not None:
        away = {name for name in NEVER_AWAY if name not in facts.running} | facts.silent
        for name in sorted(away - {"inference", "jobs"}):  # these have codes of their own
            missing = f"The process {name} should run but does not."
            yield HealthProblem("process_away", missing, values={"process": name})
    if facts.abandoned:
        gone = f"PM2 was killed ({facts.abandoned} of its processes go on): what ends now stays away until `make run`."
        yield HealthProblem("supervisor_gone", gone, values={"count": facts.abandoned})
    if facts.jobs_away:
        yield HealthProblem("jobs_away", "The jobs process does not run: old pictures are not removed.")
    for job in facts.jobs_failed:
        yield HealthProblem("job_failed", f"The job {job} failed: see the log of jobs.", values={"job": job})
    for name, restarts in sorted(facts.restarts.items()):
        if restarts >= MOST_RESTARTS:
            again = f"The process {name} started {restarts} times again in the last hour."
            yield HealthProblem("restarting", again, values={"process": name, "count": restarts})
    restless = sum(restarts >= MOST_RESTARTS for restarts in facts.camera_restarts)
    if restless:
        again = f"{_count(restless, 'camera')} restart again and again."
        yield HealthProblem("cameras_restarting", again, values={"count": restless})


def _clocks(facts: Facts) -> Iterator[HealthProblem]:
    for clock, offset in sorted(facts.clock_offsets.items()):
        if abs(offset) > MOST_CLOCK_OFFSET_SECONDS:
            where = "ahead of" if offset > 0 else "behind"
            whose = {"Redis": "Redis", A_CAMERA: "a camera's process"}.get(clock, f"the process {clock}")
            message = f"The clock of {whose} is {abs(offset):.0f} s {where} the backend's."
            yield HealthProblem("clock_wrong", message, values={"clock": clock, "seconds": round(offset)})


def _cameras(facts: Facts) -> Iterator[HealthProblem]:
    counts: tuple[tuple[Code, int, str], ...] = (
        ("cameras_ill", facts.cameras_ill, "are not connected."),
        ("cameras_not_judged", facts.cameras_not_judged, "are live, but PPE is not checked."),
        ("cameras_partly_judged", facts.cameras_partly_judged, "can't be checked often enough: people may be missed."),
    )
    for code, count, what in counts:
        if count:
            message = f"{count} of {facts.cameras} cameras {what}"
            yield HealthProblem(code, message, values={"count": count, "cameras": facts.cameras})


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"
