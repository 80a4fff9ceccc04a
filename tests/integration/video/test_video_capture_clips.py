"""Files and demonstration clips: pictures, times, loops, and the sizes that are refused."""

import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import numpy as np
import pytest

from backend.adapters.video.capture import VideoCapture
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from tests.support.video.clips import COLOURS_BGR, clip
from tests.support.video.rtsp import ROOT


class PlaybackTime:
    """A clock that only waiting moves."""

    def __init__(self):
        self.now = 100.0
        self.waits = []

    def monotonic(self):
        return self.now

    def clock(self):
        return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=self.now)

    def wait(self, seconds):
        self.waits.append(seconds)
        self.now += seconds
        return False


def capture(source, demo_dir=ROOT / "demo"):
    time = PlaybackTime()
    opened = VideoCapture(parse(source), demo_dir=demo_dir, clock=time.clock, monotonic=time.monotonic, wait=time.wait)
    return opened, time


def frames(source, count, **where):
    opened, _ = capture(source, **where)
    taken = list(islice(opened.frames(), count))
    opened.close()
    return taken


def nearest_colour(picture):
    mean = picture.reshape(-1, 3).mean(axis=0)
    return min(range(len(COLOURS_BGR)), key=lambda n: np.abs(mean - COLOURS_BGR[n]).sum())


def test_pictures_come_in_order_with_their_colours(tmp_path):
    clip(tmp_path / "colours.mp4")
    taken = frames("demo:colours", 10, demo_dir=tmp_path)
    assert [nearest_colour(f.to_bgr()) for f in taken] == [n % 5 for n in range(10)]
    assert [f.seq for f in taken] == list(range(1, 11))
    assert taken[0].is_key


def test_a_picture_is_converted_to_the_size_that_is_asked_for(tmp_path):
    clip(tmp_path / "colours.mp4", width=320, height=240)
    frame = frames("demo:colours", 1, demo_dir=tmp_path)[0]
    assert frame.to_bgr().shape == (240, 320, 3)
    assert frame.to_bgr(width=161).shape == (121, 161, 3)
    assert frame.to_bgr(height=120).shape == (120, 160, 3)
    assert frame.to_bgr(64, 64).flags.c_contiguous
    grey = frame.to_gray(160, 90)
    assert (grey.shape, grey.dtype) == ((90, 160), np.uint8)
    blue, green, red = COLOURS_BGR[0]
    assert grey.mean() == pytest.approx(0.114 * blue + 0.587 * green + 0.299 * red, abs=8)


def test_a_clip_plays_in_real_time_and_goes_on_over_its_end(tmp_path):
    clip(tmp_path / "colours.mp4", frames=10, fps=25)
    opened, time = capture("demo:colours", demo_dir=tmp_path)
    taken = list(islice(opened.frames(), 25))
    opened.close()
    assert [b.pts - a.pts for a, b in pairwise(taken)] == pytest.approx([0.04] * 24, abs=0.001)
    assert [(b.at - a.at).total_seconds() for a, b in pairwise(taken)] == pytest.approx([0.04] * 24, abs=0.002)
    assert nearest_colour(taken[20].to_bgr()) == 0
    assert time.waits == pytest.approx([0.04] * 24, abs=0.001)


def test_a_clip_begins_at_the_given_time_and_then_at_its_beginning():
    taken = frames("demo:warehouse?start=39.5", 8)
    assert [f.pts for f in taken] == pytest.approx([39.5 + n / 10 for n in range(8)], abs=0.01)
    assert [f.is_key for f in taken].index(True) == 5  # 40 s: the first picture of the clip again


def test_a_start_behind_the_end_counts_from_the_beginning_again():
    assert frames("demo:warehouse?start=81", 1)[0].pts == pytest.approx(1.0, abs=0.01)


def test_a_file_played_once_ends(tmp_path):
    path = clip(tmp_path / "colours.mp4", frames=7)
    opened, _ = capture(f"file:{path}?once=1")
    taken = []
    with pytest.raises(SourceError) as ended:
        taken.extend(opened.frames())
    assert ended.value.code == "stream_ended"
    assert opened.decode_errors == 0


def test_a_capture_describes_its_stream():
    opened, _ = capture("demo:warehouse")
    opened.close()
    assert (opened.info.width, opened.info.height, opened.info.codec, opened.info.fps) == (960, 540, "h264", 10)


def test_close_from_another_thread_ends_a_pause_at_once():
    opened = VideoCapture(
        parse("demo:warehouse"), demo_dir=ROOT / "demo", clock=lambda: datetime.now(UTC), monotonic=lambda: 0.0
    )  # this clock stands still, so the second picture is waited for, and the later ones longer and longer
    second = threading.Event()

    def read():
        for frame in opened.frames():
            if frame.seq == 3:
                second.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert second.wait(10)
    began = time.monotonic()
    opened.close()
    reader.join(10)
    assert not reader.is_alive()
    assert time.monotonic() - began < 1


def test_close_may_come_first_and_twice():
    opened, _ = capture("demo:warehouse")
    opened.close()
    opened.close()
    assert list(opened.frames()) == []


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (62, 200, "picture_too_small"),
        (200, 62, "picture_too_small"),
        (7680, 4320, "picture_too_large"),
        (4160, 100, "picture_too_large"),  # one side
        (4000, 3000, "picture_too_large"),  # 12 megapixels
    ],
)
def test_pictures_of_an_impossible_size_are_refused_before_they_are_decoded(width, height, code, tmp_path):
    path = clip(tmp_path / "odd.mp4", width=width, height=height, frames=1, codec="mjpeg")
    with pytest.raises(SourceError) as refused:
        capture(f"file:{path}")
    assert refused.value.code == code


@pytest.mark.parametrize(("width", "height"), [(64, 64), (4096, 2160)])
def test_pictures_at_the_limits_are_welcome(width, height, tmp_path):
    path = clip(tmp_path / "edge.mp4", width=width, height=height, frames=1, codec="mjpeg")
    frame = frames(f"file:{path}", 1)[0]
    assert (frame.width, frame.height) == (width, height)
