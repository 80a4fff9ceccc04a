"""Encoded packets → fragmented MP4, without touching the pictures: what a browser plays through Media Source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import av
import av.error
from av.packet import Packet
from av.video.stream import VideoStream as LibavStream

from backend.adapters.video.packet_ring import VideoPacket
from backend.core.video.codec import mime_of

CODECS = ("h264", "hevc")
PART_MICROSECONDS = 200_000
"""Video in one part. Shorter parts come sooner and cost a message each; longer ones add to the delay."""
BACK_SECONDS = 1.0
"""How far a camera's clock may go back within a run: until it is where it was, pictures follow each other at once.
Further would be no live video for as long; less begins runs without need."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some video, in the order of decoding. `key`: it begins with a key frame."""

    data: bytes
    key: bool


class FragmentedMp4:
    """One run of parts behind one initialisation. For one thread."""

    def __init__(self, stream: LibavStream) -> None:
        """ValueError when browsers cannot play this stream as it is."""
        if stream.codec_context.name not in CODECS:
            raise ValueError(f"{stream.codec_context.name} is not played by browsers")
        self._written = bytearray()
        try:
            self._output = av.open(
                cast("Any", self),
                "w",
                format="mp4",
                options={
                    "movflags": "empty_moov+default_base_moof+frag_keyframe",
                    "frag_duration": str(PART_MICROSECONDS),
                },
            )
            self._stream = self._output.add_stream_from_template(stream)
            self._output.start_encoding()
        except (av.error.FFmpegError, ValueError) as error:
            raise ValueError("the stream does not say how it is encoded") from error
        self.initialisation = self._taken()
        mime = mime_of(self.initialisation)
        if mime is None:
            raise ValueError("the stream does not say how it is encoded")
        self.mime = mime
        self._zero: int | None = None
        self._last = -1
        self._begins_with_key = True

    def write(self, data: bytes) -> int:
        """What libav calls with what it made."""
        self._written += data
        return len(data)

    def add(self, packet: VideoPacket) -> Part | None:
        """Take the next packet; the part that it completes, if it does. The packet itself stays as it is.

        ValueError when it cannot follow what came before.
        """
        copy = self._copy(packet)
        is_key = copy.is_keyframe
        try:
            self._output.mux_one(copy)
        except av.error.FFmpegError as error:
            raise ValueError("the packets cannot follow each other") from error
        data = self._taken()
        if not data:
            return None
        part = Part(data, self._begins_with_key)
        self._begins_with_key = is_key  # a packet that completes a part begins the next one
        return part

    def _copy(self, packet: VideoPacket) -> Packet[Any]:
        """With times from zero that only grow. ValueError when the camera's clock has gone back."""
        copy: Packet[Any] = Packet(bytes(packet))
        copy.time_base = packet.time_base
        decoded_at = packet.dts if packet.dts is not None else packet.pts
        if decoded_at is None and self._last >= 0:
            raise ValueError("a packet without a time")
        if decoded_at is None:  # libav knows no time for a connection's first packet: the next one sets it
            decoded_at = 0
        elif self._zero is None:
            self._zero = decoded_at - (self._last + 1)
        shown_at = packet.pts if packet.pts is not None else decoded_at
        zero = self._zero or 0
        back = self._last - (decoded_at - zero)
        if packet.time_base is not None and back * packet.time_base > BACK_SECONDS:
            raise ValueError("the camera's clock has gone back")
        copy.dts = max(decoded_at - zero, self._last + 1)
        copy.pts = max(shown_at - zero, copy.dts)
        copy.is_keyframe = packet.is_keyframe
        copy.stream = self._stream
        self._last = copy.dts
        return copy

    def _taken(self) -> bytes:
        data = bytes(self._written)
        self._written.clear()
        return data
