"""The job of one video: analyses every Nth picture, sums up by second, and writes the annotated video."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.adapters.pictures.annotation import draw
from backend.adapters.video.annotated_file import AnnotatedVideo, SentVideo, VideoPicture
from backend.core.crowd.analysis import AnalysedPicture, analyse
from backend.core.crowd.options import CrowdOptions
from backend.core.crowd.statistics import RunningStatistics
from backend.core.crowd.video_job import LONGEST_SECONDS, MOST_SECONDS_OF_WORK, VideoJob, VideoState
from backend.core.crowd.video_series import VideoSeries
from backend.core.errors import InvalidInput, MandorError, Unavailable
from backend.services.crowd.options_record import options_from_record
from backend.services.crowd.people_finder import PeopleFinder
from backend.services.crowd.video_store import ANNOTATED, INPUT, RESULT, VideoStore
from backend.services.crowd.videos import OPTIONS

log = logging.getLogger(__name__)
TRIES = 20
"""Of one picture, a second apart, while the inference server does not answer: it restarts within that."""
REPORT_SECONDS = 1.0


class _Removed(Exception):
    """The caller has removed the video."""


class VideoAnalysis:
    """Runs in a process of its own, one video after the other."""

    def __init__(
        self,
        store: VideoStore,
        finder: PeopleFinder,
        frame_side: int,
        now: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._finder = finder
        self._frame_side = frame_side
        self._now = now
        self._sleep = sleep
        self._reported = float("-inf")

    def run(self, video_id: str) -> None:
        """The whole job. How it ended is in its record; what was sent is deleted."""
        job = self._store.find(video_id)
        if job is None or job.state.has_ended:
            return
        folder = self._store.folder_of(video_id)
        try:
            self._analyse(replace(job, state=VideoState.RUNNING), folder)
        except _Removed:
            self._store.remove(video_id)
        except MandorError as error:
            self._fail(job, error.code, error.message)
        except OSError as error:
            log.error("the video could not be written: %s", error.strerror)
            self._fail(job, "disk_full", "The result cannot be written.")
        finally:
            (folder / INPUT).unlink(missing_ok=True)

    def _analyse(self, job: VideoJob, folder: Path) -> None:
        """1. Open. 2. For each picture: analyse every Nth, draw the newest analysis. 3. Write the result."""
        options = options_from_record(json.loads((folder / OPTIONS).read_text()))
        started = time.monotonic()
        series, statistics = VideoSeries(), RunningStatistics(self._now())
        with SentVideo(folder / INPUT) as video:
            job = self._report(replace(job, frames_expected=video.expected), at_once=True)
            width, height = _reduced(video.width, video.height, self._frame_side)
            written = AnnotatedVideo(folder / ANNOTATED, width=width, height=height, rate=video.rate)
            newest: AnalysedPicture | None = None
            try:
                for picture in video.pictures():
                    _require_time(picture, time.monotonic() - started)
                    small = _scaled(picture.pixels, width, height)
                    if picture.number % job.every == 0:
                        began = time.monotonic()
                        newest = self._picture(picture, small, options)
                        statistics.add(newest, time.monotonic() - began)
                        series.add(picture.at, newest)
                    if newest is not None:
                        draw(small, newest)
                    written.write(small)
                    job = self._report(replace(job, frames_done=picture.number + 1))
            finally:
                written.close()
        body: dict[str, Any] = {
            "width": video.width,
            "height": video.height,
            "frames_per_second": round(float(video.rate), 3),
            "faces_available": newest is not None and newest.faces_available,
            "statistics": {**asdict(statistics.summary()), "since": job.created_at.isoformat()},
            "seconds": [asdict(one) for one in series.seconds()],
        }
        (folder / RESULT).write_text(json.dumps(body))
        self._report(replace(job, state=VideoState.DONE), at_once=True)

    def _picture(self, picture: VideoPicture, small: NDArray[np.uint8], options: CrowdOptions) -> AnalysedPicture:
        height, width = picture.pixels.shape[:2]
        for attempt in range(1, TRIES + 1):
            try:
                found = self._finder.find(small, width, height)
                return analyse(bodies=found.bodies, faces=found.faces, width=width, height=height, options=options)
            except Unavailable:
                if attempt == TRIES:
                    raise
                self._sleep(1.0)
        raise AssertionError("unreachable")

    def _report(self, job: VideoJob, *, at_once: bool = False) -> VideoJob:
        if at_once or time.monotonic() - self._reported >= REPORT_SECONDS:
            self._reported = time.monotonic()
            job = replace(job, changed_at=self._now())
            if not self._store.change(job):
                raise _Removed
        return job

    def _fail(self, job: VideoJob, code: str, reason: str) -> None:
        (self._store.folder_of(job.id) / ANNOTATED).unlink(missing_ok=True)
        failed = replace(job, state=VideoState.FAILED, code=code, reason=reason, changed_at=self._now())
        self._store.change(failed)


def _require_time(picture: VideoPicture, worked: float) -> None:
    if picture.at > LONGEST_SECONDS:
        raise InvalidInput(f"The video is longer than {LONGEST_SECONDS / 60:.0f} minutes.", code="video_too_long")
    if worked > MOST_SECONDS_OF_WORK:
        raise InvalidInput(
            f"The analysis took longer than {MOST_SECONDS_OF_WORK / 60:.0f} minutes.", code="video_too_long"
        )


def _scaled(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _reduced(width: int, height: int, most_side: int) -> tuple[int, int]:
    """Even sizes with the longer side at most this."""
    scale = min(1.0, most_side / max(width, height))
    return max(2, round(width * scale) & ~1), max(2, round(height * scale) & ~1)
