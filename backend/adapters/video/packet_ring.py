"""The encoded packets since the last key frame: what a viewer or a decoder needs to begin now."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from av.packet import Packet
from av.video.stream import VideoStream as LibavStream

MOST_BYTES = 24_000_000
"""About 30 seconds at 6 Mbit/s. A stream with key frames further apart is not kept; a viewer waits for the next one."""

if TYPE_CHECKING:
    VideoPacket: TypeAlias = Packet[LibavStream]
else:
    VideoPacket = Packet  # generic in the stubs only


class PacketRing:
    """One stream's current group of pictures. Not thread-safe: it belongs to the thread that reads."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._packets: list[VideoPacket] = []
        self._bytes = 0

    def add(self, packet: VideoPacket) -> None:
        """Keep the packet; a key frame begins anew. Without a key frame at the beginning nothing is kept."""
        if packet.is_keyframe:
            self._packets, self._bytes = [], 0
        elif not self._packets:
            return
        self._packets.append(packet)
        self._bytes += packet.size
        if self._bytes > self._most_bytes:
            self._packets, self._bytes = [], 0

    def packets(self) -> list[VideoPacket]:
        """From the key frame on; empty when it is not known."""
        return list(self._packets)
