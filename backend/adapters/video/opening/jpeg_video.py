"""Video of an HTTP camera that sends JPEG pictures, or serves one at a time; looks like a `VideoStream`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import chain
from typing import cast

import av
import av.error
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext

from backend.adapters.protocols.failures import failure
from backend.adapters.protocols.http_camera import HttpBody, HttpCamera
from backend.adapters.protocols.http_pictures import HttpPictures, PicturePatience
from backend.adapters.video.frame import StreamInfo
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.adapters.video.packet_ring import VideoPacket
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.picture_display import PresentationReader
from backend.adapters.video.picture_size import check_size
from backend.core.errors import SourceError
from backend.core.video.jpeg_stream import jpeg_size
from backend.core.video.presentation import PLAIN, Presentation
from backend.core.video.preview_decoding import PREVIEW_SECONDS

UNDECODABLE_PREVIEWS = 5
"""Pictures in a row that cannot be decoded, one a second, until the stream counts as broken."""


class JpegVideo:
    """An open connection. Read by one thread; `close` may be called by any."""

    has_stamps = False
    duration_seconds = 0.0
    start_seconds = 0.0
    presentation = PLAIN

    def __init__(
        self,
        camera: HttpCamera,
        body: HttpBody,
        *,
        options: CaptureOptions,
        monotonic: Callable[[], float],
        wait: Callable[[float], bool],
        tap: PacketTap,
    ) -> None:
        """Wait for the first picture. SourceError says why there is none."""
        self._camera = camera
        self._options = options
        self._monotonic = monotonic
        self._tap = tap
        self._closing = threading.Event()
        self.decode_errors = 0
        self.pictures_decoded = 0
        self._undecodable_in_a_row = 0
        self._decoded_at = float("-inf")
        self._pictured_at = monotonic()
        self._decoder = _decoder()
        self._presentations = PresentationReader()
        patience = PicturePatience(seconds=options.picture_timeout_seconds, broken=options.undecodable_packets)
        self._source = HttpPictures(
            camera, body, patience=patience, interval=self._interval, wait=wait, monotonic=monotonic
        )
        pictures = self._source.pictures()
        try:
            first = next(pictures, None)
            if first is None:
                raise failure("not_video")
            width, height = jpeg_size(first) or (0, 0)
            check_size(width, height)
        except SourceError:
            camera.close()
            raise
        self._pictures = chain([first], pictures)
        self.info = StreamInfo(width=width, height=height, codec="mjpeg", fps=0.0)

    @property
    def waited_seconds(self) -> float:
        """Spent on waiting for bytes."""
        return self._source.waited_seconds

    @property
    def age_seconds(self) -> float:
        """How long ago the last picture began to arrive: a camera that hangs may do so in the middle of one."""
        return self._monotonic() - self._source.began_at

    def seek(self, seconds: float) -> None:
        """A camera cannot."""

    def packets(self) -> Iterator[VideoPacket]:
        """Every picture until the stream ends or is closed. SourceError when it breaks."""
        if not self._closing.is_set():
            self._tap.opened(None)
        self._pictured_at = self._monotonic()
        while (picture := self._next()) is not None:
            packet = cast("VideoPacket", Packet(picture))
            packet.is_keyframe = True
            yield packet

    def pictures(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """The picture; with `decode_every` off, about one a second. SourceError when none has come for too long."""
        self._tap.packet(packet)
        now = self._monotonic()
        if not self._tap.decode_every and now - self._decoded_at < PREVIEW_SECONDS:
            return []
        self._decoded_at = now
        pictures = self._decode(packet)
        if pictures:
            self._undecodable_in_a_row = 0
            self.pictures_decoded += len(pictures)
            self._pictured_at = now
            self._follow_size(pictures[-1])
        most = self._options.undecodable_packets if self._tap.decode_every else UNDECODABLE_PREVIEWS
        silent = now - self._pictured_at > self._options.picture_timeout_seconds
        if self._undecodable_in_a_row >= most or silent:
            raise failure("stream_broken", "Pictures arrive that cannot be decoded. Restart the camera.")
        return pictures

    def presentation_of(self, picture: av.VideoFrame) -> Presentation:
        """What is to be done to this picture before it is shown. For the thread that reads."""
        return self._presentations.read(picture, stream=self.presentation)

    def seconds_of(self, packet: VideoPacket) -> float | None:
        """HTTP has no clock."""
        return None

    def close(self) -> None:
        """Close it; a thread that reads ends at once."""
        self._closing.set()
        self._camera.close()

    def _interval(self) -> float:
        """Seconds between two snapshots."""
        return self._options.snapshot_seconds if self._tap.decode_every else max(1.0, self._options.snapshot_seconds)

    def _next(self) -> bytes | None:
        if self._closing.is_set():
            return None
        try:
            return next(self._pictures, None)
        except SourceError as error:
            is_break = error.code == "timeout" and self.pictures_decoded > 0
            reason = failure("stream_broken") if is_break else error
        if self._closing.is_set():
            return None
        raise reason

    def _decode(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """The picture in it, if it is one. Its header is read first: a forged size must cost no memory."""
        size = jpeg_size(bytes(packet))
        if size is not None:
            check_size(*size)
        try:
            pictures = [picture for picture in self._decoder.decode(packet) if not picture.is_corrupt]
        except av.error.FFmpegError:
            pictures = []
        if not pictures:
            self.decode_errors += 1
            self._undecodable_in_a_row += 1
        return pictures

    def _follow_size(self, picture: av.VideoFrame) -> None:
        presentation = self.presentation_of(picture)
        width, height = presentation.shown_size(picture.width, picture.height)
        if (width, height) != (self.info.width, self.info.height):
            self.info = StreamInfo(width=width, height=height, codec="mjpeg", fps=0.0)


def _decoder() -> VideoCodecContext:
    context = av.CodecContext.create("mjpeg", "r")
    assert isinstance(context, VideoCodecContext)  # noqa: S101 - for the type checker
    context.thread_count = 1
    return context
