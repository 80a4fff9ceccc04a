"""A camera whose connection stays while its pictures stop, and one whose clock is slow."""

import time
from datetime import UTC, datetime
from functools import partial

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_thread import STALE_SECONDS, CaptureThread
from backend.core.cameras.source import parse
from tests.support.video.oddcam import cases, odd_camera


def thread_of(url):
    def now():
        return datetime.now(UTC)

    open_capture = partial(VideoCapture, demo_dir=cases(), clock=now, monotonic=time.monotonic)
    thread = CaptureThread(parse(url), open_capture=open_capture, clock=now, monotonic=time.monotonic)
    thread.start()
    return thread


def test_it_is_stale_until_a_new_picture_and_opened_within_15_seconds_after_the_last_one():
    with odd_camera("--hang-after", "4") as camera:
        thread = thread_of(camera.url())
        assert thread.wait_newer(0, 15) is not None
        last, handed = thread.latest(), []
        while (newer := thread.wait_newer(last.seq, 8)) is not None:
            last = newer
            handed.append((datetime.now(UTC) - newer.at).total_seconds())
        assert thread.status().state == "stale"
        hung_at = thread.status().last_frame_at
        states = set()
        while thread.status().reconnects == 0:
            status = thread.status()
            states.add(status.state)
            assert status.last_frame_at == hung_at
            assert (datetime.now(UTC) - hung_at).total_seconds() < 15
            time.sleep(0.1)
        assert "live" not in states
        assert max(handed) < STALE_SECONDS
        assert thread.wait_newer(last.seq, 10).at > hung_at
        assert thread.stop()


def test_a_capture_that_keeps_up_spends_most_of_its_time_waiting():
    with odd_camera("--fps", "5") as camera:
        thread = thread_of(camera.url())
        assert thread.wait_newer(0, 15) is not None
        before, began = thread.status().waited_seconds, time.monotonic()
        time.sleep(4)
        assert (thread.status().waited_seconds - before) / (time.monotonic() - began) > 0.5
        assert thread.stop()
