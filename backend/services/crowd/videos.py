"""Videos that callers send: taken, queued as jobs, and fetched."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from backend.adapters.jobs.queue import JobQueue
from backend.adapters.redis.connection import RedisClient
from backend.adapters.video.annotated_file import is_video, undecodable_video
from backend.core.crowd.configuration import CrowdConfiguration
from backend.core.crowd.options import CrowdOptions
from backend.core.crowd.video_job import MOST_SECONDS_OF_WORK, MOST_WAITING, VideoJob, VideoState
from backend.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from backend.services.crowd.clients import Caller
from backend.services.crowd.options_record import options_to_record
from backend.services.crowd.video_store import ANNOTATED, INPUT, RESULT, VideoStore

FUNCTION = "backend.jobs.crowd_video.run"
OPTIONS = "options.json"
SPARE_SECONDS = 120
"""For what a job does beside its pictures."""
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class VideoView:
    """A job and, once it is done, its result as it was stored."""

    job: VideoJob
    result: dict[str, Any] | None


class CrowdVideos:
    """The videos of all callers; each sees their own."""

    def __init__(
        self,
        redis: RedisClient,
        jobs: JobQueue,
        folder: Path,
        configuration: CrowdConfiguration,
        has_room: Callable[[], bool] = lambda: True,
    ) -> None:
        """`has_room`: whether the disk has more free than its reserve."""
        self._store = VideoStore(redis, folder)
        self._jobs = jobs
        self._configuration = configuration
        self._has_room = has_room

    def take(self, caller: Caller, stream: IO[bytes], options: CrowdOptions, *, every: int, at: datetime) -> VideoJob:
        """Take a video from the stream and queue its analysis.

        InvalidInput: `undecodable_video`, `video_too_large`. Conflict: `too_many_videos`. Unavailable: `disk_full`.
        """
        waiting = [job for job in self._store.every() if not job.state.has_ended and not job.is_lost(at)]
        if sum(job.company_id == caller.company_id for job in waiting) >= MOST_WAITING:
            raise Conflict(
                f"{MOST_WAITING} videos of the company wait.",
                code="too_many_videos",
                hint="Wait for one of them.",
            )
        if not self._has_room():
            raise Unavailable("The disk has no room for videos.", code="disk_full", hint="Free some disk space.")
        job = VideoJob(
            id=str(uuid.uuid4()),
            company_id=caller.company_id,
            owner=caller.identity,
            state=VideoState.QUEUED,
            every=every,
            created_at=at,
            changed_at=at,
        )
        folder = self._store.folder_of(job.id)
        self._store.add(job)
        try:
            folder.mkdir(parents=True, mode=0o700)
            _copy(stream, folder / INPUT, self._configuration.video_bytes)
            (folder / OPTIONS).write_text(json.dumps(options_to_record(options)))
            self._jobs.enqueue_once(
                f"crowd-video-{job.id}", FUNCTION, job.id, timeout_seconds=MOST_SECONDS_OF_WORK + SPARE_SECONDS
            )
        except OSError as error:
            self._store.remove(job.id)
            raise Unavailable("The video cannot be stored.", code="disk_full", hint="Free some disk space.") from error
        except (InvalidInput, Unavailable):
            self._store.remove(job.id)
            raise
        return job

    def find(self, caller: Caller, video_id: str, *, at: datetime) -> VideoView:
        """A video of the caller. NotFound when there is none, or its time is over."""
        job = self._found(caller, video_id, at)
        if job.is_lost(at):
            job = replace(job, state=VideoState.FAILED, code="job_lost", reason="The analysis was interrupted.")
        path = self._store.folder_of(video_id) / RESULT
        return VideoView(job, json.loads(path.read_text()) if job.state is VideoState.DONE else None)

    def annotated(self, caller: Caller, video_id: str, *, at: datetime) -> Path:
        """The annotated video. NotFound; Conflict (`video_not_done`) while it is not done."""
        job = self._found(caller, video_id, at)
        if job.state is not VideoState.DONE:
            raise Conflict("The video is not done.", code="video_not_done", hint="Ask for its state.")
        return self._store.folder_of(video_id) / ANNOTATED

    def remove(self, caller: Caller, video_id: str, *, at: datetime) -> None:
        """End its analysis and delete all of it. NotFound."""
        self._found(caller, video_id, at)
        self._store.remove(video_id)

    def _found(self, caller: Caller, video_id: str, at: datetime) -> VideoJob:
        job = self._store.find(video_id)
        is_own = job is not None and (job.company_id, job.owner) == (caller.company_id, caller.identity)
        if job is None or not is_own or job.is_over(at):
            raise NotFound("There is no such video.", hint="Results are deleted after an hour.")
        return job


def _copy(stream: IO[bytes], to: Path, most_bytes: int) -> None:
    """InvalidInput when it is too large, or begins as no video does."""
    left = most_bytes
    with to.open("xb") as file:
        head = stream.read(CHUNK)
        if not is_video(head):
            raise undecodable_video()
        while head:
            left -= len(head)
            if left < 0:
                raise InvalidInput(
                    f"The video has more than {most_bytes // 1_000_000} MB.",
                    code="video_too_large",
                    hint="Send a shorter or smaller one.",
                )
            file.write(head)
            head = stream.read(CHUNK)


def free_room(folder: Path, reserve_bytes: int) -> bool:
    """Whether the disk of the folder has more free than the reserve."""
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(existing).free > reserve_bytes
