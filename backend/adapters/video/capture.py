"""Pictures of a camera, a file or a demonstration clip, each with the time at which it was taken."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import av

from backend.adapters.video.capture_errors import failure
from backend.adapters.video.frame import PictureScaler, StreamInfo, VideoFrame
from backend.adapters.video.opening.http_opening import open_http
from backend.adapters.video.opening.jpeg_video import JpegVideo
from backend.adapters.video.opening.rtsp_opening import RtspRoute
from backend.adapters.video.opening.source_options import CaptureOptions, opening_of
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.stream import VideoStream
from backend.core.cameras.source import Source
from backend.core.video.playback_rate import PlaybackClock
from backend.core.video.stream_clock import StreamClock

DEFAULT_FPS = 25.0
"""For the length of a clip's last picture, when the rate is unknown."""


class VideoCapture:
    """One open source. Used by one thread; only `close` may be called by another.

    Cameras and devices are read as fast as they send. Files and clips play in real time and start again at their
    end, unless the source is set to `once`. Every failure is a SourceError with a code of `REASONS` and no credential.
    """

    def __init__(
        self,
        source: Source,
        *,
        demo_dir: Path,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        options: CaptureOptions | None = None,
        wait: Callable[[float], bool] | None = None,
        tap: PacketTap | None = None,
        route: RtspRoute | None = None,
    ) -> None:
        """Open the source; bounded by the options' time limits.

        `clock` gives aware UTC, `monotonic` seconds. `wait` sleeps for seconds and returns whether to stop playing;
        left out, it sleeps until then or until `close`. `tap` selects the pictures that are wanted; left out, all are.
        `route`: the way in to an RTSP camera that worked before.
        """
        self._source = source
        self._demo_dir = demo_dir
        self._clock = clock
        self._monotonic = monotonic
        self._options = options or CaptureOptions()
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self._tap = tap or PacketTap()
        self._route = route
        self._stamps = StreamClock(is_buffered=source.kind not in ("file", "demo"))
        self._scaler = PictureScaler()
        self._seq = 0
        self._errors_before = 0
        self._opened_at = monotonic()
        self._stream = self._open()

    @property
    def info(self) -> StreamInfo:
        """Size, codec and rate as they are now."""
        return self._stream.info

    @property
    def decode_errors(self) -> int:
        """Packets and pictures that could not be decoded and were left out."""
        return self._errors_before + self._stream.decode_errors

    @property
    def waited_seconds(self) -> float:
        """Spent on waiting for what the present connection sends."""
        return self._stream.waited_seconds

    def frames(self) -> Iterator[VideoFrame | None]:
        """The pictures, until `close`; None for a packet whose picture is not wanted.

        SourceError `stream_ended` at the end of a live stream or of a file once.
        """
        try:
            yield from self._clip_frames() if self._source.kind in ("file", "demo") else self._live_frames()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the source; a thread in `frames` ends, from a pause at once, from a read when that ends."""
        self._closed.set()
        self._stream.close()

    def _open(self) -> VideoStream | JpegVideo:
        opening = opening_of(self._source, demo_dir=self._demo_dir, options=self._options)
        if self._source.kind in ("http", "https"):
            return open_http(
                self._source,
                opening,
                options=self._options,
                monotonic=self._monotonic,
                wait=self._wait,
                tap=self._tap,
            )
        return VideoStream(
            self._source,
            opening,
            options=self._options,
            monotonic=self._monotonic,
            tap=self._tap,
            route=self._route,
        )

    def _live_frames(self) -> Iterator[VideoFrame | None]:
        stream = self._stream
        for packet in stream.packets():
            pictures = stream.pictures(packet)
            for picture in pictures:
                if self._closed.is_set():
                    return
                stamp = _seconds(picture) if stream.has_stamps else None
                since_open = self._monotonic() - self._opened_at
                yield self._frame(picture, stamp, pts=since_open if stamp is None else stamp)
            if not pictures and not self._tap.decode_every:
                yield None
        if not self._closed.is_set():
            is_page = self._source.kind in ("http", "https") and not stream.pictures_decoded
            raise failure("not_video" if is_page else "stream_ended")

    def _clip_frames(self) -> Iterator[VideoFrame | None]:
        """1. Play the clip from `start`. 2. Open it again and go on from where its last picture ended."""
        playback = PlaybackClock()
        start = self._start_seconds()
        offset = 0.0
        while True:
            ends_at = yield from self._play(offset, start, playback)
            if self._closed.is_set():
                return
            if not self._stream.pictures_decoded:
                raise failure("not_video", "No picture in it can be decoded.")
            if self._source.once:
                raise failure("stream_ended", "The file was played once, as asked.")
            self._reopen()
            offset, start = ends_at, 0.0

    def _play(self, offset: float, start: float, playback: PlaybackClock) -> Generator[VideoFrame | None, None, float]:
        """One passage; returns the clip seconds at which the next one begins.

        Pictures are shown at their time. When only key frames are decoded, each packet waits for its own.
        """
        position, step = start, 1 / (self.info.fps or DEFAULT_FPS)
        stream, first = self._stream, self._stream.start_seconds
        if start:
            stream.seek(start)
        for packet in stream.packets():
            thrifty = not self._tap.decode_every
            due = stream.seconds_of(packet)
            if thrifty and due is not None:
                position = max(position, due - first)
                if self._pause(playback.wait_seconds(offset + position, self._monotonic())):
                    return offset
            pictures = stream.pictures(packet)
            for picture in pictures:
                stamp = _seconds(picture)
                position = position + step if stamp is None else stamp - first
                if position < start:
                    continue
                if self._pause(playback.wait_seconds(offset + position, self._monotonic())):
                    return offset
                yield self._frame(picture, offset + position, pts=offset + position)
            if not pictures and thrifty:
                yield None
        return offset + position + step

    def _start_seconds(self) -> float:
        length = self._stream.duration_seconds
        return self._source.start_seconds % length if length else 0.0

    def _reopen(self) -> None:
        self._errors_before += self._stream.decode_errors
        self._stream.close()
        self._stream = self._open()
        if self._closed.is_set():
            self._stream.close()

    def _pause(self, seconds: float) -> bool:
        """Wait; returns whether playing is over."""
        return (seconds > 0 and self._wait(seconds)) or self._closed.is_set()

    def _frame(self, picture: av.VideoFrame, stamp: float | None, *, pts: float) -> VideoFrame:
        self._seq += 1
        presentation = self._stream.presentation_of(picture)
        arrived = self._clock() - timedelta(seconds=self._stream.age_seconds)
        width, height = presentation.shown_size(picture.width, picture.height)
        return VideoFrame(
            seq=self._seq,
            at=self._stamps.stamp(stamp, arrived),
            pts=pts,
            is_key=bool(picture.key_frame),
            width=width,
            height=height,
            picture=picture,
            scaler=self._scaler,
            presentation=presentation,
        )


def _seconds(picture: av.VideoFrame) -> float | None:
    if picture.pts is None or picture.time_base is None:
        return None
    return float(picture.pts * picture.time_base)
