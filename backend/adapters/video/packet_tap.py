"""What a camera's packets are used for besides pictures: live video without encoding anything.

The capture thread puts packets in; the main thread takes pieces of video out; any thread sets what is wanted.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import deque
from dataclasses import dataclass
from typing import Literal

from av.video.stream import VideoStream as LibavStream

from backend.adapters.video.fragmented_mp4 import FragmentedMp4
from backend.adapters.video.packet_ring import PacketRing, VideoPacket

log = logging.getLogger(__name__)
MOST_PIECES = 50
"""Pieces that wait to be taken: 10 seconds. A slower reader gets video from the next key frame on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An initialisation, a part of its run, or `none`: browsers cannot play this stream as it is."""

    kind: Literal["init", "part", "none"]
    run: str
    number: int = 0
    key: bool = False
    mime: str = ""
    width: int = 0
    height: int = 0
    data: bytes = b""


class PacketTap:
    """Between one camera's capture and its live video. Survives reconnects; each begins a new run."""

    def __init__(self) -> None:
        self.decode_every = True
        """Whether every picture is decoded; otherwise one key frame a second. Written by any thread."""
        self._wanted = False
        self._again = False
        self._corrupt = False
        """Whether nothing can be made of what came since the last key frame."""
        self._ready = threading.Condition()
        self._pieces: deque[Piece] = deque()
        self._ring = PacketRing()
        self._stream: LibavStream | None = None
        """None where browsers cannot show the stream as it is."""
        self._mp4: FragmentedMp4 | None = None
        self._run = ""
        self._number = 0

    def want_video(self, wanted: bool) -> None:
        """Set whether a viewer who can play video watches. Any thread."""
        self._wanted = wanted

    def begin_again(self) -> None:
        """A viewer without the initialisation of the present run watches: begin a new run. Any thread."""
        self._again = True

    def take(self, timeout_seconds: float) -> list[Piece]:
        """What there is to send, in order; waits for the first piece."""
        with self._ready:
            self._ready.wait_for(lambda: bool(self._pieces), timeout_seconds)
            pieces = list(self._pieces)
            self._pieces.clear()
        return pieces

    def opened(self, stream: LibavStream | None) -> None:
        """A connection is open; its packets follow. Only the capture thread calls this and what is below.

        None: browsers cannot show its packets as they are.
        """
        self._stream, self._ring, self._mp4 = stream, PacketRing(), None
        self._again, self._corrupt = True, False

    def refuse_video(self) -> None:
        """The present connection's packets cannot be shown as they are: viewers get pictures."""
        if self._stream is not None:
            self._stream, self._mp4, self._again = None, None, True

    def since_key(self) -> list[VideoPacket]:
        """The packets since the last key frame, the newest included; empty when there was none."""
        return self._ring.packets()

    def packet(self, packet: VideoPacket) -> None:
        """The next packet, before it is decoded."""
        self._ring.add(packet)
        self._corrupt = self._corrupt and not packet.is_keyframe
        if not self._wanted:
            self._mp4 = None
            self._again = True
        elif self._again and self._stream is None:
            self._refuse()
        elif self._again and self._stream is not None:
            self._begin(self._stream)
        elif self._mp4 is not None:
            self._put(*self._muxed(self._mp4, [packet]))

    def _begin(self, stream: LibavStream) -> None:
        """A new run, from the last key frame on, so that a viewer sees a picture at once.

        What is there already is one part, however much it is: all of it is needed before anything can be shown.
        """
        packets = self._ring.packets()
        if not packets or self._corrupt:
            return
        try:
            mp4 = FragmentedMp4(stream)
        except ValueError as error:
            log.info("no video for browsers: %s", error)
            self._refuse()
            return
        self._again, self._mp4 = False, mp4
        self._run, self._number = secrets.token_hex(4), 0
        context = stream.codec_context
        init = Piece(
            kind="init",
            run=self._run,
            mime=mp4.mime,
            width=context.width,
            height=context.height,
            data=mp4.initialisation,
        )
        parts = self._muxed(mp4, packets)
        if self._mp4 is not None:
            self._put(init, *parts)

    def _refuse(self) -> None:
        """Say once that there is no video, until somebody else asks."""
        self._again, self._mp4, self._run = False, None, secrets.token_hex(4)
        self._put(Piece(kind="none", run=self._run))

    def _muxed(self, mp4: FragmentedMp4, packets: list[VideoPacket]) -> list[Piece]:
        """The part that these packets complete, if they do."""
        try:
            parts = [part for packet in packets if (part := mp4.add(packet)) is not None]
        except ValueError as error:
            log.warning("live video begins anew: %s", error)
            self._end_run(corrupt=not packets[-1].is_keyframe)
            return []
        if not parts:
            return []
        number, self._number = self._number, self._number + 1
        data = b"".join(part.data for part in parts)
        return [Piece(kind="part", run=self._run, number=number, key=parts[0].key, data=data)]

    def _put(self, *pieces: Piece) -> None:
        if not pieces:
            return
        with self._ready:
            if len(self._pieces) + len(pieces) > MOST_PIECES:
                self._pieces.clear()
                self._end_run(corrupt=True)
                return
            self._pieces.extend(pieces)
            self._ready.notify_all()

    def _end_run(self, *, corrupt: bool) -> None:
        """The next one begins with the next packet, or with the next key frame."""
        self._mp4, self._again, self._corrupt = None, True, corrupt
