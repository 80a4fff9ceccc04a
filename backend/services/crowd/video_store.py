"""Videos that were sent: their jobs in Redis, their files in a folder that is emptied after an hour."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.adapters.redis.connection import RedisClient, errors_as_unavailable
from backend.core.crowd.video_job import VideoJob, VideoState

INPUT, ANNOTATED, RESULT = "input", "annotated.mp4", "result.json"


class VideoStore:
    """Raises Unavailable when Redis is away."""

    def __init__(self, redis: RedisClient, folder: Path) -> None:
        self._redis = redis
        self._folder = folder

    def folder_of(self, video_id: str) -> Path:
        """The folder of a video's files. The id is one that `add` was given."""
        return self._folder / video_id

    def add(self, job: VideoJob) -> None:
        """A new job, or all of one anew."""
        with errors_as_unavailable():
            self._redis.hset(self._redis.names.crowd_videos, job.id, _to_wire(job))

    def change(self, job: VideoJob) -> bool:
        """Write a job anew unless it was removed meanwhile. Says whether it is still there."""
        with errors_as_unavailable():
            if not self._redis.hexists(self._redis.names.crowd_videos, job.id):
                return False
            self._redis.hset(self._redis.names.crowd_videos, job.id, _to_wire(job))
            return True

    def find(self, video_id: str) -> VideoJob | None:
        """The job; None when there is none."""
        with errors_as_unavailable():
            body: bytes | None = self._redis.hget(self._redis.names.crowd_videos, video_id)  # type: ignore[assignment]
        return None if body is None else _from_wire(body)

    def every(self) -> list[VideoJob]:
        """All jobs."""
        with errors_as_unavailable():
            found: dict[bytes, bytes] = self._redis.hgetall(self._redis.names.crowd_videos)  # type: ignore[assignment]
        return [_from_wire(body) for body in found.values()]

    def remove(self, video_id: str) -> None:
        """Remove a job and its files; one that runs notices and ends."""
        with errors_as_unavailable():
            self._redis.hdel(self._redis.names.crowd_videos, video_id)
        shutil.rmtree(self.folder_of(video_id), ignore_errors=True)

    def remove_old(self, *, at: datetime) -> int:
        """Remove jobs whose time is over, and folders of no job. Returns how many."""
        jobs = {job.id: job for job in self.every()}
        folders = {path.name for path in self._folder.iterdir()} if self._folder.is_dir() else set()
        gone = {job.id for job in jobs.values() if job.is_over(at)} | (folders - jobs.keys())
        for video_id in gone:
            self.remove(video_id)
        return len(gone)


def _to_wire(job: VideoJob) -> str:
    times = {"created_at": job.created_at.isoformat(), "changed_at": job.changed_at.isoformat()}
    return json.dumps({**asdict(job), **times})


def _from_wire(body: bytes) -> VideoJob:
    fields: dict[str, Any] = json.loads(body)
    times = {name: datetime.fromisoformat(fields[name]) for name in ("created_at", "changed_at")}
    return VideoJob(**{**fields, **times, "state": VideoState(fields["state"])})
