"""Answers of `/api/system/storage`."""

from __future__ import annotations

from typing import Literal

from backend.routes.fields import Answered, Utc


class EvidenceClassAnswer(Answered):
    """What the pictures of one class take and may take. Limits of 0 are none; `unmeasured` pictures count 0 bytes."""

    kind: Literal["demo", "reviewed", "unreviewed"]
    pictures: int
    bytes: int
    unmeasured: int
    oldest_at: Utc | None
    most_days: int
    most_bytes: int


class DiskAnswer(Answered):
    """A disk and what is on it. Its room is null when the level is `unknown`."""

    holds: list[Literal["evidence", "data", "memory"]]
    level: Literal["ok", "low", "full", "unknown"]
    free_bytes: int | None
    total_bytes: int | None
    reserve_bytes: int


class RemovedAnswer(Answered):
    """What retention removed within the last 30 days."""

    pictures: int
    bytes: int
    last_at: Utc | None


class StorageAnswer(Answered):
    """How storage stands. `ran_at`: when retention last ran to its end, null when that is not known."""

    evidence: list[EvidenceClassAnswer]
    disks: list[DiskAnswer]
    removed: RemovedAnswer
    ran_at: Utc | None
