"""A camera's own video on its way to a browser, and what is decoded meanwhile: next to nothing."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import av
import pytest

from backend.adapters.live import video as live_video
from backend.adapters.live.video import LiveVideo
from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.capture_thread import CaptureThread
from backend.adapters.video.frame import VideoFrame
from backend.adapters.video.packet_ring import VideoPacket
from backend.adapters.video.packet_tap import PacketTap, Piece
from backend.core.cameras import source as sources
from backend.core.cameras.source import Source
from tests.support.installations.servers import wait_until
from tests.support.video.clips import clip


class Playing:
    """A clip that is read in a thread, as a camera's capture does."""

    def __init__(self, path: Path, tap: PacketTap) -> None:
        self.frames: list[VideoFrame] = []
        self.packets = 0
        self._capture = VideoCapture(
            sources.parse(str(path)),
            demo_dir=path.parent,
            clock=lambda: datetime.now(UTC),
            monotonic=time.monotonic,
            tap=tap,
        )
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        for frame in self._capture.frames():
            self.packets += 1
            if frame is not None:
                self.frames.append(frame)

    def close(self) -> None:
        self._capture.close()
        self._thread.join(10)
        assert not self._thread.is_alive()


@contextmanager
def playing(path: Path, tap: PacketTap) -> Iterator[Playing]:
    with closing(Playing(path, tap)) as found:
        yield found


@pytest.fixture
def tap() -> PacketTap:
    found = PacketTap()
    found.decode_every = False
    return found


@pytest.fixture
def h264(tmp_path: Path) -> Path:
    """Two seconds, a key frame each fifth of a second."""
    return clip(tmp_path / "clip.mp4", frames=50, fps=25, codec="libx264")


def taken(tap: PacketTap, wanted: int) -> list[Piece]:
    pieces: list[Piece] = []

    def enough() -> bool:
        pieces.extend(tap.take(0.2))
        return len(pieces) >= wanted

    wait_until(enough, "pieces of video", seconds=10)
    return pieces


def shown(pieces: list[Piece]) -> list[tuple[int, int]]:
    """The size of every picture that a player would show of these pieces."""
    data = io.BytesIO(b"".join(piece.data for piece in pieces))
    with av.open(data) as container:
        return [(frame.width, frame.height) for frame in container.decode(video=0)]


def test_only_key_frames_are_decoded_and_every_packet_counts(h264: Path, tap: PacketTap) -> None:
    with playing(h264, tap) as player:
        wait_until(lambda: len(player.frames) >= 2, "two key frames", seconds=10)
        assert all(frame.is_key for frame in player.frames)
        assert player.packets >= 20, "a packet that is not decoded arrives all the same, at its time"


def test_the_video_goes_out_as_it_came_and_plays(h264: Path, tap: PacketTap) -> None:
    tap.want_video(True)
    with playing(h264, tap):
        pieces = taken(tap, 5)
    init, first = pieces[0], pieces[1]
    assert init.kind == "init"
    assert init.mime.startswith('video/mp4; codecs="avc1.')
    assert (init.width, init.height) == (320, 240)
    assert (first.kind, first.number, first.key) == ("part", 0, True)
    assert [piece.number for piece in pieces[1:]] == list(range(len(pieces) - 1))
    pictures = shown(pieces)
    assert len(pictures) >= 10
    assert set(pictures) == {(320, 240)}


def test_a_run_goes_on_over_the_end_of_a_clip_as_a_new_one(tmp_path: Path, tap: PacketTap) -> None:
    tap.want_video(True)
    with playing(clip(tmp_path / "short.mp4", frames=15, codec="libx264"), tap):
        runs = {piece.run for piece in taken(tap, 10)}
    assert len(runs) >= 2


def test_a_later_viewer_begins_with_the_last_key_frame(h264: Path, tap: PacketTap) -> None:
    with playing(h264, tap) as player:
        wait_until(lambda: player.packets > 12, "the middle of the clip", seconds=10)
        tap.want_video(True)
        pieces = taken(tap, 2)
        tap.begin_again()
        again = taken(tap, 3)
    assert [piece.kind for piece in pieces[:2]] == ["init", "part"]
    assert pieces[1].key
    later = next(n for n, piece in enumerate(again) if piece.kind == "init")
    assert again[later].run != pieces[0].run
    assert again[later + 1].key


def test_nothing_is_made_without_viewers(h264: Path, tap: PacketTap) -> None:
    with playing(h264, tap) as player:
        wait_until(lambda: player.packets > 12, "some packets", seconds=10)
        assert tap.take(0.0) == []


def test_a_codec_that_browsers_do_not_play_is_reported(tmp_path: Path, tap: PacketTap) -> None:
    tap.want_video(True)
    with playing(clip(tmp_path / "old.mp4", frames=50), tap):
        assert taken(tap, 1)[0].kind == "none"


def test_whole_decoding_begins_with_the_newest_picture_and_leaves_none_out(h264: Path, tap: PacketTap) -> None:
    with playing(h264, tap) as player:
        wait_until(lambda: player.packets > 7, "the middle of a group of pictures", seconds=10)
        before = len(player.frames)
        tap.decode_every = True
        wait_until(lambda: len(player.frames) >= before + 12, "every picture", seconds=10)
        stamps = [frame.pts for frame in player.frames[before : before + 12]]
    assert [round(later - earlier, 2) for earlier, later in pairwise(stamps)] == [0.04] * 11


def fed(path: Path, tap: PacketTap) -> Iterator[tuple[int, VideoPacket]]:
    """A clip's packets, each given to the tap as soon as the next is asked for."""
    with av.open(str(path)) as container:
        tap.opened(container.streams.video[0])
        for number, packet in enumerate(container.demux(video=0)):
            if packet.size:
                yield number, packet
                tap.packet(packet)


def test_key_frames_that_are_far_apart_reach_a_viewer_as_one_part_and_then_part_by_part(
    tmp_path: Path, tap: PacketTap
) -> None:
    pieces: list[Piece] = []
    for number, _ in fed(clip(tmp_path / "long.mp4", frames=600, codec="libx264", group=600), tap):
        tap.want_video(number >= 500)
        pieces += tap.take(0.0)
    assert [(piece.kind, piece.number, piece.key) for piece in pieces[:3]] == [
        ("init", 0, False),
        ("part", 0, True),
        ("part", 1, False),
    ]
    assert len({piece.run for piece in pieces}) == 1
    assert len(shown(pieces[:2])) >= 490, "all since the key frame"
    assert len(shown(pieces)) >= 590


def test_a_viewer_that_takes_nothing_gets_video_from_the_next_key_frame_on(tmp_path: Path, tap: PacketTap) -> None:
    tap.want_video(True)
    pieces: list[Piece] = []
    for number, _ in fed(clip(tmp_path / "long.mp4", frames=700, codec="libx264", group=300), tap):
        if number > 500:
            pieces += tap.take(0.0)
    assert [piece.kind for piece in pieces].count("init") == 1
    assert (pieces[0].kind, pieces[1].key) == ("init", True)
    assert 390 <= len(shown(pieces)) <= 400, "10 s wait at most; the next key frame comes after 12 s"


@pytest.mark.parametrize(("back_seconds", "runs"), [(0.5, 1), (3600, 2)])
def test_a_camera_whose_clock_goes_back_goes_on_with_its_next_key_frame(
    tmp_path: Path, tap: PacketTap, back_seconds: float, runs: int
) -> None:
    tap.want_video(True)
    pieces: list[Piece] = []
    for number, packet in fed(clip(tmp_path / "clip.mp4", frames=200, codec="libx264", group=25), tap):
        if number >= 60:
            ticks = round(back_seconds / packet.time_base)
            packet.dts, packet.pts = packet.dts - ticks, packet.pts - ticks
        pieces += tap.take(0.0)
    found = list(dict.fromkeys(piece.run for piece in pieces))
    assert len(found) == runs
    last = [piece for piece in pieces if piece.run == found[-1]]
    assert (last[0].kind, last[1].key) == ("init", True)
    assert len(shown(last)) >= 115, "all but the rest of the group in which it happened"
    assert len(last) >= 20, "as it comes"


def test_a_source_that_opens_after_another_took_its_place_is_not_listened_to(h264: Path, tap: PacketTap) -> None:
    opening, opened, streams = threading.Event(), threading.Event(), []
    tap.opened = streams.append  # type: ignore[method-assign]

    def open_late(source: Source) -> VideoCapture:
        opening.set()
        opened.wait(20)
        return VideoCapture(
            source, demo_dir=h264.parent, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, tap=tap
        )

    slow = CaptureThread(
        sources.parse(str(h264)),
        open_capture=open_late,
        clock=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
    )
    slow.start()
    assert opening.wait(10)
    assert not slow.stop(), "it is still opening"
    opened.set()
    assert slow.stop()
    assert streams == []


def test_a_message_survives_the_way_through_redis() -> None:
    piece = LiveVideo(
        camera_id=7, kind="part", run="a1", number=3, at="2026-11-21T02:19:03.123Z", key=True, data=b"\0\1{"
    )
    assert live_video.decode(live_video.encode(piece)) == piece
    for garbage in (b"", b"\0\0\0\5{}", b"\0\0\0\2[]"):
        with pytest.raises((ValueError, TypeError)):
            live_video.decode(garbage)
