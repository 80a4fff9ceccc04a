"""One libav connection: packets in, decoded pictures out, every failure a `SourceError`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import av
import av.error
from av.codec.context import Flags
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream as LibavStream

from backend.adapters.protocols.http_camera import HttpBody
from backend.adapters.video.capture_errors import failure, open_failure, read_failure
from backend.adapters.video.frame import StreamInfo
from backend.adapters.video.opening.file_crop import crop_of
from backend.adapters.video.opening.rtsp_opening import RtspConnection, RtspRoute, open_rtsp
from backend.adapters.video.opening.source_options import CaptureOptions, Opening
from backend.adapters.video.packet_ring import VideoPacket
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.picture_display import PresentationReader
from backend.adapters.video.picture_size import check_size
from backend.core.cameras.source import Source
from backend.core.errors import SourceError
from backend.core.video.container_crop import UNCROPPED, Crop
from backend.core.video.parameter_sets import parameter_sets
from backend.core.video.presentation import Presentation, pixel_aspect_of
from backend.core.video.preview_decoding import PreviewPolicy, PreviewStep

ARRIVAL_FORMATS = ("mpjpeg", "mjpeg")
"""Formats whose time stamps libav makes up."""
NO_KEY_HINT = "It sends no key frame: set the distance of its key frames (GOP, I-frame interval) to 1 to 4 seconds."


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
        route: RtspRoute | None = None,
        body: HttpBody | None = None,
    ) -> None:
        """Open it. SourceError says why it cannot be watched.

        `route`: the way in to an RTSP camera that worked before. `body`: what an HTTP camera sends.
        """
        self._source = source
        self._options = options
        self._monotonic = monotonic
        self._closing = threading.Event()
        self._in_libav = threading.Lock()
        self.decode_errors = 0
        """Packets and pictures that could not be decoded and were left out."""
        self.pictures_decoded = 0
        self.waited_seconds = 0.0
        """Spent inside libav on waiting for packets."""
        self.age_seconds = 0.0
        """How long the last picture took to arrive, where that is not in its stamp."""
        self._undecodable_in_a_row = 0
        self._tap = tap or PacketTap()
        self._left_out = False
        self._policy = PreviewPolicy()
        self._has_key = False
        self._parameter_sets: frozenset[bytes] = frozenset()
        self._route = route or RtspRoute()
        self._body = body
        self._connection: RtspConnection | None = None
        self._pictured_at = monotonic()
        self._container = self._open(opening)
        try:
            self._stream = _video_of(self._container)
            self.info = self._first_info()
        except SourceError:
            self._let_go()
            raise
        self.presentation = Presentation(
            crop=self._crop(opening), pixel_aspect=pixel_aspect_of(self._stream.sample_aspect_ratio)
        )
        """Of every picture, what turns and fields of single ones add to."""
        self._presentations = PresentationReader()
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
                self._note_key(packet)
                self._tap.packet(packet)
        pictures = self._whole(packet) if whole else self._preview(packet)
        for picture in pictures:
            self._undecodable_in_a_row = 0
            self.pictures_decoded += 1
            self._follow_size(picture)
        if pictures:
            self._pictured_at = self._monotonic()
        self._check_decoding(whole=whole)
        return pictures

    def presentation_of(self, picture: av.VideoFrame) -> Presentation:
        """What is to be done to this picture before it is shown. For the thread that reads."""
        return self._presentations.read(picture, stream=self.presentation)

    def seconds_of(self, packet: VideoPacket) -> float | None:
        """When the packet is due on the stream's own clock."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        return None if stamp is None or packet.time_base is None else float(stamp * packet.time_base)

    def close(self) -> None:
        """Close it, or make the thread that reads close it."""
        self._closing.set()
        self._hang_up()
        if self._in_libav.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._in_libav.release()

    def _open(self, opening: Opening) -> InputContainer:
        if self._source.kind in ("rtsp", "rtsps"):
            self._connection = open_rtsp(
                self._source, opening, options=self._options, route=self._route, monotonic=self._monotonic
            )
            return self._connection.container
        try:
            return av.open(
                opening.url if self._body is None else self._body,
                "r",
                format=opening.format,
                options=dict(opening.options),
                timeout=(self._options.open_timeout_seconds, self._options.read_timeout_seconds),
            )
        except av.error.FFmpegError as error:
            reason = open_failure(error, self._source)
        raise reason  # outside of the handler: libav's error, which holds the address, must not be its context

    def _let_go(self) -> None:
        self._container.close()
        self._hang_up()

    def _hang_up(self) -> None:
        """End what libav reads from, where that is ours: a read there ends at once."""
        if self._connection is not None:
            self._connection.close()
        if self._body is not None:
            self._body.close()

    def _first_info(self) -> StreamInfo:
        context = self._stream.codec_context
        context.thread_count = 1
        context.flags |= Flags.unaligned  # otherwise a cropped picture begins with columns that are cut off
        rate = self._stream.average_rate or self._stream.guessed_rate
        info = StreamInfo(
            width=context.width, height=context.height, codec=context.name, fps=float(rate) if rate else 0.0
        )
        if info.width and info.height:
            check_size(info.width, info.height)
        return info

    def _crop(self, opening: Opening) -> Crop:
        """What a file's container cuts off."""
        if self._is_live:
            return UNCROPPED
        return crop_of(Path(opening.url.removeprefix("file:")), self.info.width, self.info.height)

    def _read(self, packets: Iterator[VideoPacket]) -> VideoPacket | None:
        began = self._monotonic()
        with self._in_libav:
            if self._closing.is_set():
                self._let_go()
                return None
            try:
                packet = next(packets, None)
                self.waited_seconds += self._monotonic() - began
            except av.error.EOFError:
                return None
            except av.error.FFmpegError as error:
                if not self._is_live:
                    return None  # a clip that ends in the middle of a packet has ended
                reason = read_failure(error, had_pictures=self.pictures_decoded > 0)
            except SourceError as error:  # of an HTTP body
                reason = error
            else:
                if not self._is_live or self._monotonic() - began < self._options.read_timeout_seconds:
                    return packet
                # What comes at the end of the time limit lay in libav's buffer: it is as old as the silence is long.
                reason = failure("stream_broken" if self.pictures_decoded else "timeout")
        if self._closing.is_set():
            return None
        raise reason

    @property
    def _is_live(self) -> bool:
        return self._source.is_network or self._source.kind == "device"

    def _note_key(self, packet: VideoPacket) -> None:
        """Key frames, and whether they still need the parameter sets that viewers were given."""
        if not packet.is_keyframe:
            return
        self._has_key = True
        found = parameter_sets(bytes(packet), self.info.codec)
        if found and self._parameter_sets and found != self._parameter_sets:
            self._tap.refuse_video()
        self._parameter_sets = found or self._parameter_sets

    def _whole(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """Every picture. After packets that were left out, the last one of all since the key frame before."""
        if not self._left_out:
            return self._decode(packet)
        self._left_out = False
        waiting = self._tap.since_key() or [packet]
        return [picture for missed in waiting for picture in self._decode(missed)][-1:]

    def _preview(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """The picture of a key frame, if one is due; every picture of a stream whose key frames do not suffice."""
        step = self._policy.step(is_key=packet.is_keyframe, now=self._monotonic())
        if step is PreviewStep.FOLLOW:
            return self._whole(packet)
        self._left_out = True
        if step is PreviewStep.SKIP:
            return []
        pictures = self._decode(packet) + self._decode(None)
        with self._in_libav:
            if not self._closing.is_set():
                self._stream.codec_context.flush_buffers()
        self._policy.decoded_alone(len(pictures))
        if not self._policy.keys_are_pictures:
            self._tap.refuse_video()
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
        self._undecodable_in_a_row += self._has_key  # before the first key frame there is nothing to make of packets

    def _check_decoding(self, *, whole: bool) -> None:
        """When only key frames are decoded, their distance is the camera's affair once one was seen."""
        waits = whole or self._policy.follows or not self.pictures_decoded
        options = self._options
        limit = options.picture_timeout_seconds if self._has_key else options.key_timeout_seconds
        silent = waits and self._monotonic() - self._pictured_at > limit
        if self._undecodable_in_a_row < options.undecodable_packets and not silent:
            return
        if not self._has_key:
            raise failure("stream_broken", NO_KEY_HINT)
        raise failure("stream_broken", "Packets arrive, but no picture can be made of them. Restart the camera.")

    def _follow_size(self, picture: av.VideoFrame) -> None:
        """The size as it is shown. What browsers do not show so they get as pictures."""
        check_size(picture.width, picture.height)
        presentation = self.presentation_of(picture)
        if presentation != self.presentation or presentation.crop != UNCROPPED:
            self._tap.refuse_video()
        size = presentation.shown_size(picture.width, picture.height)
        if size != (self.info.width, self.info.height):
            self.info = replace(self.info, width=size[0], height=size[1])


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
