"""The answer of `/api/system`. What cannot be known is null."""

from __future__ import annotations

from typing import Literal

from backend.routes.fields import Answered, Utc


class VersionsAnswer(Answered):
    """What runs."""

    mandor: str
    python: str
    database: str | None
    redis: str | None
    pm2: str | None
    model: str | None


class ProcessAnswer(Answered):
    """A process that should run."""

    name: str
    running: bool
    pid: int | None
    started_at: Utc | None
    version: str | None
    restarts: int
    restarts_last_hour: int
    memory_bytes: int | None
    cpu_share: float | None


class QualityReasonAnswer(Answered):
    """One thing that is not good about a connection."""

    code: Literal["reconnects", "decode_errors", "gap", "jitter", "no_picture"]
    number: float
    message: str


class QualityAnswer(Answered):
    """A connection in a word."""

    word: Literal["good", "fair", "poor", "bad"]
    reasons: list[QualityReasonAnswer]


class CameraNumbersAnswer(Answered):
    """A camera's numbers."""

    id: int
    name: str
    state: str
    quality: QualityAnswer | None
    restarts: int | None
    restarts_last_hour: int | None
    frames_received: int | None
    frames_judged: int | None
    frames_quiet: int | None
    frames_dropped: int | None
    journal_waiting: int | None
    lag_seconds: float | None
    lag_p95_seconds: float | None


class QueueAnswer(Answered):
    """Events on their way to the database."""

    backlog: int
    oldest_seconds: float | None


class RedisAnswer(Answered):
    """Redis."""

    memory_bytes: int
    uptime_seconds: int
    clock_offset_seconds: float


class RoomAnswer(Answered):
    """A disk and what of ours is on it; its room is null when the level is `unknown`."""

    holds: list[Literal["evidence", "data", "memory"]]
    level: Literal["ok", "low", "full", "unknown"]
    free_bytes: int | None
    total_bytes: int | None


class SystemAnswer(Answered):
    """The system."""

    at: Utc
    versions: VersionsAnswer
    processes: list[ProcessAnswer] | None
    cameras: list[CameraNumbersAnswer]
    queue: QueueAnswer | None
    dead_letters: int | None
    redis: RedisAnswer | None
    disks: list[RoomAnswer]
