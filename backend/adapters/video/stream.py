"""One libav connection: packets in, decoded pictures out, every failure a `SourceError`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import av
import av.error
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream as LibavStream

from backend.adapters.video.capture_errors import failure, open_failure, read_failure
from backend.adapters.video.frame import StreamInfo
from backend.adapters.video.packet_ring import VideoPacket
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.source_options import CaptureOptions, Opening
from backend.core.cameras.source import Source
from backend.core.errors import SourceError

SMALLEST_SIDE = 64
LARGEST_SIDE = 4096
LARGEST_AREA = 4096 * 2160
"""Pixels: 8.8 million. A larger picture costs a camera's share of memory and time many times over."""
ARRIVAL_FORMATS = ("mpjpeg", "mjpeg")
"""Formats whose time stamps libav makes up."""
PREVIEW_SECONDS = 0.95
"""How often a key frame is decoded when not every picture is wanted. Rarer is cheaper; the watch over the picture's
health has fewer samples."""
UNDECODABLE_KEYS = 5
"""Key frames in a row that cannot be decoded, until the stream counts as broken."""


class VideoStream:
    """An open connection. Read by one thread; `close` may be called by any.

    A thread that reads when `close` comes closes the connection itself, as soon as libav lets it go: at the latest
    when the read times out.
    """

    def __init__(
        self,
        source: Source,
        opening: Opening,
        *,
        options: CaptureOptions,
        monotonic: Callable[[], float],
        tap: PacketTap | None = None,
    ) -> None:
        """Open it. Raises SourceError with the reason."""
        self._source = source
        self._options = options
        self._monotonic = monotonic
        self._closing = threading.Event()
        self._in_libav = threading.Lock()
        self.decode_errors = 0
        """Packets and pictures that could not be decoded and were left out."""
        self.pictures_decoded = 0
        self._undecodable_in_a_row = 0
        self._tap = tap or PacketTap()
        self._left_out = False
        self._key_at = float("-inf")
        self._pictured_at = monotonic()
        self._container = self._open(opening)
        try:
            self._stream = _video_of(self._container)
            self.info = self._first_info()
        except SourceError:
            self._container.close()
            raise
        self.has_stamps = self._container.format.name not in ARRIVAL_FORMATS
        self.duration_seconds = (self._container.duration or 0) / 1_000_000
        """Duration by the container; 0 when unknown."""
        start, base = self._stream.start_time, self._stream.time_base
        self.start_seconds = float(start * base) if start is not None and base is not None else 0.0
        """The first time stamp that the stream announces."""

    def seek(self, seconds: float) -> None:
        """Go to the key frame before this second, where the container can; otherwise stay."""
        try:
            with self._in_libav:
                if self._closing.is_set():
                    return
                self._container.seek(int((self.start_seconds + seconds) * 1_000_000))
        except av.error.FFmpegError:
            return

    def packets(self) -> Iterator[VideoPacket]:
        """Every packet until the stream ends or is closed. SourceError when it breaks."""
        with self._in_libav:
            if self._closing.is_set():
                return
            packets = self._container.demux(self._stream)
            self._tap.opened(self._stream)  # not before it is read: a stream that opened late may have been replaced
        self._pictured_at = self._monotonic()
        while (packet := self._read(packets)) is not None:
            yield packet

    def pictures(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """What this packet shows: every picture, or with `decode_every` off a key frame about once a second.

        SourceError when no picture has come for too long.
        """
        whole = self._tap.decode_every
        with self._in_libav:
            if self._closing.is_set():
                return []
            if packet.size:  # the last one is empty: it asks the decoder for what it still holds
                self._tap.packet(packet)
        pictures = self._whole(packet) if whole else self._key(packet)
        for picture in pictures:
            self._undecodable_in_a_row = 0
            self.pictures_decoded += 1
            self._follow_size(picture)
        if pictures:
            self._pictured_at = self._monotonic()
        self._check_decoding(whole=whole)
        return pictures

    def seconds_of(self, packet: VideoPacket) -> float | None:
        """When the packet is due on the stream's own clock."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        return None if stamp is None or packet.time_base is None else float(stamp * packet.time_base)

    def close(self) -> None:
        """Close it, or make the thread that reads close it."""
        self._closing.set()
        if self._in_libav.acquire(blocking=False):
            try:
                self._container.close()
            finally:
                self._in_libav.release()

    def _open(self, opening: Opening) -> InputContainer:
        began = self._monotonic()
        limit = self._options.open_timeout_seconds
        try:
            return av.open(
                opening.url,
                "r",
                format=opening.format,
                options=dict(opening.options),
                timeout=(limit, self._options.read_timeout_seconds),
            )
        except av.error.FFmpegError as error:
            reason = open_failure(error, self._source, waited=self._monotonic() - began, limit=limit)
        raise reason  # outside of the handler: libav's error, which holds the address, must not be its context

    def _first_info(self) -> StreamInfo:
        context = self._stream.codec_context
        context.thread_count = 1
        rate = self._stream.average_rate or self._stream.guessed_rate
        info = StreamInfo(
            width=context.width, height=context.height, codec=context.name, fps=float(rate) if rate else 0.0
        )
        if info.width and info.height:
            _check_size(info.width, info.height)
        return info

    def _read(self, packets: Iterator[VideoPacket]) -> VideoPacket | None:
        with self._in_libav:
            if self._closing.is_set():
                self._container.close()
                return None
            try:
                return next(packets, None)
            except av.error.EOFError:
                return None
            except av.error.FFmpegError as error:
                if not self._source.is_network and self._source.kind != "device":
                    return None  # a clip that ends in the middle of a packet has ended
                reason = read_failure(error, had_pictures=self.pictures_decoded > 0)
        if self._closing.is_set():
            return None
        raise reason

    def _whole(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """Every picture. After packets that were left out, the last one of all since the key frame before."""
        if not self._left_out:
            return self._decode(packet)
        waiting = self._tap.since_key()
        if not waiting:
            return []  # nothing can be made of it before the next key frame
        self._left_out = False
        return [picture for missed in waiting for picture in self._decode(missed)][-1:]

    def _key(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """The picture of a key frame, if one is due; what comes before the next key frame is left out."""
        self._left_out = True
        now = self._monotonic()
        if not packet.is_keyframe or now - self._key_at < PREVIEW_SECONDS:
            return []
        self._key_at = now
        pictures = self._decode(packet) + self._decode(None)
        with self._in_libav:
            if not self._closing.is_set():
                self._stream.codec_context.flush_buffers()
        return pictures[:1]

    def _decode(self, packet: VideoPacket | None) -> list[av.VideoFrame]:
        with self._in_libav:
            if self._closing.is_set():
                return []
            try:
                pictures = self._stream.codec_context.decode(packet)
            except (av.error.PatchWelcomeError, av.error.DecoderNotFoundError, av.error.NotImplementedError):
                reason = failure("codec_unsupported")
            except av.error.FFmpegError:
                self._count_error()
                return []
            else:
                whole = [picture for picture in pictures if not picture.is_corrupt]
                for _ in range(len(pictures) - len(whole)):
                    self._count_error()
                return whole
        raise reason

    def _count_error(self) -> None:
        self.decode_errors += 1
        self._undecodable_in_a_row += 1

    def _check_decoding(self, *, whole: bool) -> None:
        """When only key frames are decoded, their distance is the camera's affair once one was seen."""
        waits = whole or not self.pictures_decoded
        silent = waits and self._monotonic() - self._pictured_at > self._options.picture_timeout_seconds
        most = self._options.undecodable_packets if whole else UNDECODABLE_KEYS
        if self._undecodable_in_a_row < most and not silent:
            return
        raise failure("stream_broken", "Packets arrive, but no picture can be made of them. Restart the camera.")

    def _follow_size(self, picture: av.VideoFrame) -> None:
        if (picture.width, picture.height) != (self.info.width, self.info.height):
            _check_size(picture.width, picture.height)
            self.info = replace(self.info, width=picture.width, height=picture.height)


def _video_of(container: InputContainer) -> LibavStream:
    """The first video stream that is no cover picture; everything else is left unread."""
    found = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not found:
        raise failure("not_video", "There is no video in it.")
    for stream in container.streams:
        if stream is not found[0]:
            stream.discard = Discard.all
    # The stubs declare that there is always a decoder; without one it is None.
    if cast("object", found[0].codec_context) is None:
        raise failure("codec_unsupported")
    return found[0]


def _check_size(width: int, height: int) -> None:
    """A side over 4096 or more than 4096 x 2160 pixels is too large, a side under 64 too small."""
    if min(width, height) < SMALLEST_SIDE:
        raise failure("picture_too_small")
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise failure("picture_too_large")
