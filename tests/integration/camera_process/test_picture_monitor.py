"""A worker whose camera's picture stands still or goes black says so, and judges nothing meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.redis.connection import RedisClient
from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_status import CaptureStatus
from backend.adapters.video.frame import VideoFrame
from backend.core.cameras.camera import CameraConfig, CameraStatus
from backend.core.cameras.counters import Counters
from backend.core.cameras.drops import Drops
from backend.core.cameras.source import parse
from backend.core.picture_health.sample import PictureSample
from backend.services.camera_process.picture_monitor import PictureMonitor
from backend.services.camera_process.runtime import CameraFolders, CameraRuntime
from bench.scenes import picture_cases as cases
from tests.support.installations.processes import ROOT

SPOILED_AT, WELL_AT, SECONDS = 30.0, 70.0, 85.0
START = datetime(2100, 5, 1, tzinfo=UTC)
"""After anything else that a worker dates, so that the state is as old as the picture says."""


class Played:
    """A real capture of a clip whose clock only waiting moves, in the place of a capture thread."""

    def __init__(self, clip: Path) -> None:
        self.now = 0.0
        self._capture = VideoCapture(
            parse(f"file:{clip}"),
            demo_dir=clip.parent,
            clock=lambda: START + timedelta(seconds=self.now),
            monotonic=lambda: self.now,
            wait=self._wait,
        )
        self._frames = self._capture.frames()
        self._keys = self._seen = 0

    def _wait(self, seconds: float) -> bool:
        self.now += seconds
        return False

    def wait_newer(self, _seq: int, _timeout: float) -> VideoFrame | None:
        frame = next(self._frames)
        assert frame is not None
        self._keys += frame.is_key
        self._seen += 1
        return frame

    def status(self) -> CaptureStatus:
        return CaptureStatus(state="live", since=START, keys_received=self._keys, frames_received=self._seen)

    def stop(self) -> bool:
        self._capture.close()
        return True


@pytest.fixture(scope="module")
def demo() -> list[cases.Picture]:
    return cases.pictures(ROOT / "demo" / "warehouse.mp4", width=320, seconds=25)


@pytest.fixture
def runtime(redis: RedisClient, tmp_path: Path) -> Iterator[CameraRuntime]:
    """A worker without a detector."""
    config = CameraConfig(camera_id=7, company_id=1, site_id=2, name="gate", source="demo:warehouse", mode="stream")
    folders = CameraFolders(journal=tmp_path / "journal", frames=tmp_path / "frames", demo=ROOT / "demo")
    found = CameraRuntime(folders, redis, config)
    found.loop.input.close()
    yield found
    found.stop()


@pytest.mark.parametrize(("spoil", "reason", "within"), [(cases.frozen(), "frozen", 30.0), (cases.black, "dark", 15.0)])
def test_a_worker_reports_that_it_is_blind_and_that_it_has_recovered(
    demo: list[cases.Picture], runtime: CameraRuntime, tmp_path: Path, spoil: cases.Spoil, reason: str, within: float
) -> None:
    def send(picture: cases.Picture, since: float) -> cases.Picture:
        return spoil(picture, since) if since < WELL_AT - SPOILED_AT else picture

    source = cases.spoiled(demo, seconds=SECONDS, after=SPOILED_AT, spoil=send)
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(cases.encoded(source, {"crf": "28"}, gop=2 * cases.FPS).getvalue())
    played = Played(clip)
    runtime.loop.input._capture = played  # type: ignore[assignment]
    reported: list[tuple[float, CameraStatus]] = []
    while played.now < SECONDS - 1:
        runtime.loop.step()
        reported.append((played.now, runtime.status()))
    blind = [(at, status) for at, status in reported if status.state == "blind"]
    assert {status.reason for _, status in blind} == {reason}
    assert {status.state for _, status in reported} == {"live", "blind"}
    first, last = blind[0], blind[-1]
    assert SPOILED_AT < first[0] <= SPOILED_AT + within
    assert abs((first[1].since - START).total_seconds() - SPOILED_AT) <= 2.5, "since when, not since when it was known"
    assert last[0] <= WELL_AT + 8


class Frames:
    """Frames of a noisy scene, as a worker is given them, without a camera."""

    def __init__(self, demo: list[cases.Picture]) -> None:
        samples = cases.samples(cases.encoded(demo, {"crf": "28"}, gop=5), 0.2)
        self._samples = list(samples)
        self.now = 0.0
        self.seq = 0
        self.colour = True
        self.waited = 0.0
        """Seconds that the capture has waited for its source."""
        self.monitor = PictureMonitor(clock=lambda: START + timedelta(seconds=self.now), monotonic=lambda: self.now)

    def see(self, *, pts: float, age: float = 0.0, reconnects: int = 0, counters: Counters | None = None) -> str:
        """One more frame, a fifth of a second later; returns the reported reason."""
        self.now += 0.2
        self.seq += 1
        sample = self._samples[self.seq % len(self._samples)]
        frame = _Frame(self.seq, START + timedelta(seconds=self.now - age), pts, sample, self.colour)
        seen = CaptureStatus(
            state="live",
            since=START,
            keys_received=self.seq,
            reconnects=reconnects,
            waited_seconds=self.waited,
        )
        self.monitor.observe(frame, seen, counters)
        reported = self.monitor.reported(seen, not_assessed="")
        assert reported.state == "live"
        return reported.reason


class _Frame:
    def __init__(self, seq: int, at: datetime, pts: float, sample: PictureSample, colour: bool) -> None:
        self.seq, self.at, self.pts, self._sample, self._colour = seq, at, pts, sample, colour

    def to_gray(self, _width: int | None = None, _height: int | None = None) -> cases.Picture:
        return self._sample.grey

    def sampled_gray(self, _width: int, _height: int) -> cases.Picture:
        return self._sample.points

    def sampled_bgr(self, width: int, height: int) -> cases.Picture:
        picture = np.zeros((height, width, 3), np.uint8)
        picture[0] = (0, 0, 255) if self._colour else 255
        return picture


def test_stamps_that_jump_are_reported_for_a_minute_but_a_new_connection_is_no_jump(demo: list[cases.Picture]) -> None:
    frames = Frames(demo[:100])
    assert {frames.see(pts=frames.now) for _ in range(50)} == {""}
    assert {frames.see(pts=frames.now - 7, reconnects=1) for _ in range(50)} == {""}
    reported = [frames.see(pts=frames.now + 3600, reconnects=1) for _ in range(350)]
    assert reported[5] == "clock_jumped"
    assert 55 < reported.count("clock_jumped") / 5 < 65
    assert reported[-1] == ""


def test_old_pictures_and_many_dropped_frames_are_one_warning_until_both_end(
    demo: list[cases.Picture],
) -> None:
    frames = Frames(demo[:100])
    judged = dropped = 0
    reported: list[str] = []
    for share in (0.0, 0.8, 0.4, 0.0):  # well, overloaded, nearly well, well
        for n in range(200):
            missed = n % 10 < share * 10
            judged, dropped = judged + (not missed), dropped + missed
            counters = Counters(judged=judged, drops=Drops(busy=dropped))
            reported.append(frames.see(pts=frames.now, counters=counters))
    changes = [i for i in range(1, len(reported)) if reported[i] != reported[i - 1]]
    assert [reported[i] for i in changes] == ["falling_behind", ""]
    assert 200 < changes[0] < 350, "while it was overloaded"
    assert changes[1] > 600, "not while it was nearly well"


def test_a_warning_that_is_not_wanted_is_left_out(demo: list[cases.Picture]) -> None:
    frames = Frames(demo[:100])
    frames.colour = False
    assert {frames.see(pts=frames.now) for _ in range(100)} == {"", "no_colour"}
    frames.monitor.ignored = frozenset({"no_colour"})
    assert [frames.see(pts=frames.now) for _ in range(20)][-1] == ""


@pytest.mark.parametrize(("waiting", "expected"), [(0.8, {""}), (0.05, {"", "falling_behind"})])
def test_stamps_that_are_slower_than_the_clock_blame_the_machine_only_where_pictures_queue(
    demo: list[cases.Picture], waiting: float, expected: set[str]
) -> None:
    """A camera that stamps for 10 pictures a second and sends 5: it is waited for, so nothing queues."""
    frames = Frames(demo[:100])
    reported = set()
    for n in range(300):
        frames.waited = frames.now * waiting
        reported.add(frames.see(pts=frames.now / 2, counters=Counters(judged=n)))
    assert reported - {"clock_jumped"} == expected
