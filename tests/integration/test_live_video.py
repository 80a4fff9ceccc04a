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

from backend.adapters import live_video
from backend.adapters.live_video import LiveVideo
from backend.adapters.packet_tap import PacketTap, Piece
from backend.adapters.video_capture import VideoCapture
from backend.adapters.video_frame import VideoFrame
from backend.core import source as sources
from tests.clips import clip
from tests.servers import wait_until


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


def test_whoever_comes_later_begins_with_the_last_key_frame(h264: Path, tap: PacketTap) -> None:
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


def test_nothing_is_made_while_nobody_watches(h264: Path, tap: PacketTap) -> None:
    with playing(h264, tap) as player:
        wait_until(lambda: player.packets > 12, "some packets", seconds=10)
        assert tap.take(0.0) == []


def test_a_codec_that_browsers_do_not_play_is_said_to_be_one(tmp_path: Path, tap: PacketTap) -> None:
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


def test_a_message_survives_the_way_through_redis() -> None:
    piece = LiveVideo(
        camera_id=7, kind="part", run="a1", number=3, at="2026-11-21T02:19:03.123Z", key=True, data=b"\0\1{"
    )
    assert live_video.decode(live_video.encode(piece)) == piece
    for garbage in (b"", b"\0\0\0\5{}", b"\0\0\0\2[]"):
        with pytest.raises((ValueError, TypeError)):
            live_video.decode(garbage)
