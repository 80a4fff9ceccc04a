"""The states of a video's analysis."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from backend.core.crowd.video_job import VideoJob, VideoState

AT = datetime(2026, 11, 30, tzinfo=UTC)
JOB = VideoJob(id="x", company_id=1, owner="key:1", state=VideoState.QUEUED, every=1, created_at=AT, changed_at=AT)


def test_progress_is_known_where_the_length_is() -> None:
    running = replace(JOB, state=VideoState.RUNNING, frames_done=5)
    assert JOB.progress == 0.0
    assert running.progress is None
    assert replace(running, frames_expected=10).progress == 0.5
    assert replace(running, frames_expected=5).progress == 0.99
    assert replace(running, state=VideoState.DONE).progress == 1.0


def test_a_silent_job_is_lost_after_two_minutes() -> None:
    running = replace(JOB, state=VideoState.RUNNING)
    assert not running.is_lost(AT + timedelta(minutes=2))
    assert running.is_lost(AT + timedelta(minutes=2, seconds=1))
    assert not JOB.is_lost(AT + timedelta(hours=1))


def test_all_of_it_is_over_after_an_hour() -> None:
    assert not JOB.is_over(AT + timedelta(hours=1))
    assert JOB.is_over(AT + timedelta(hours=1, seconds=1))
