"""The analysis of a video as a job: its states, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(hours=1)
"""How long a result and its annotated video can be fetched; then both are deleted. Longer keeps people's pictures."""
SILENT = timedelta(minutes=2)
"""A running job that reports nothing for so long was killed."""
MOST_WAITING = 3
"""Videos of a company that wait or run. More: others wait for hours."""
LONGEST_SECONDS = 1800.0
"""Of a video. Longer ones keep retention and all other jobs waiting."""
MOST_SECONDS_OF_WORK = 1800
"""Of one job; then it is given up: while it runs, no other job does."""


class VideoState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change any more."""
        return self in (VideoState.DONE, VideoState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoJob:
    """One video."""

    id: str
    company_id: int
    owner: str
    """Who sent it: nobody else sees it."""
    state: VideoState
    every: int
    """Every how many pictures one is analysed."""
    created_at: datetime
    changed_at: datetime
    frames_done: int = 0
    frames_expected: int | None = None
    """None: the file states nothing."""
    code: str = ""
    """Why it failed."""
    reason: str = ""

    @property
    def progress(self) -> float | None:
        """0 to 1; None while it cannot be known."""
        if self.state is VideoState.DONE:
            return 1.0
        if not self.frames_expected:
            return 0.0 if self.state is VideoState.QUEUED else None
        return min(0.99, round(self.frames_done / self.frames_expected, 3))

    def is_lost(self, at: datetime) -> bool:
        """Whether it runs no more, although it did not end."""
        return self.state is VideoState.RUNNING and at - self.changed_at > SILENT

    def is_over(self, at: datetime) -> bool:
        """Whether it is to be deleted, with its files."""
        return at - self.changed_at > KEPT
