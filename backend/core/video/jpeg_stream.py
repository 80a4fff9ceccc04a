"""JPEG pictures cut out of any stream of bytes, by their own markers (ITU-T T.81, annex B).

Cameras write boundaries, lengths and line ends around their pictures in every wrong way. The pictures themselves
say where they begin and end, so nothing else is read: multipart or bare, with or without headers.
"""

from __future__ import annotations

from enum import StrEnum

MAX_PICTURE_BYTES = 16 * 1024 * 1024
"""Of one picture. 8.8 megapixels at the best quality have about 8 MiB; more is no camera's picture."""
END = b"\xff\xd9"
_START = b"\xff\xd8\xff"
_SCAN = 0xDA
_FIRST_MARKER = 0xC0
"""Below are stuffing and reserved codes."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length: TEM, RST0–7 and SOI."""


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame's header: SOF0–15 without the three that are tables."""


def jpeg_size(picture: bytes) -> tuple[int, int] | None:
    """Width and height as the picture's header says; None when it says nothing."""
    at = 2
    while at + 9 <= len(picture) and picture[at] == 0xFF:
        marker = picture[at + 1]
        if marker in _FRAMES:
            height, width = picture[at + 5 : at + 7], picture[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 1 if marker == 0xFF else 2 if marker in _ALONE else 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return None


class _At(StrEnum):
    """Where in a picture the reading is."""

    OUTSIDE = "outside"
    SEGMENT = "segment"
    """Before a marker and its length."""
    SCAN = "scan"
    """In entropy-coded data, which the next marker ends."""


class JpegStream:
    """Feeds on bytes, gives whole pictures. Not thread-safe."""

    def __init__(self, *, max_picture_bytes: int = MAX_PICTURE_BYTES) -> None:
        self._max = max_picture_bytes
        self._buffer = bytearray()
        self._at = _At.OUTSIDE
        self._next = 0
        """How far the picture at the beginning of the buffer was read."""
        self.skipped = 0
        """Bytes outside of pictures since the last picture: many of them are no JPEG stream."""
        self.broken = 0
        """Pictures that were given up: too large, or without an end."""

    @property
    def is_inside(self) -> bool:
        """Has a picture begun that has not ended yet?"""
        return self._at is not _At.OUTSIDE

    def feed(self, data: bytes) -> list[bytes]:
        """The pictures that `data` completes."""
        self._buffer += data
        found: list[bytes] = []
        while self._step(found):
            pass
        return found

    def end(self) -> list[bytes]:
        """The stream has ended: a picture whose scan had begun and whose end marker never came, if there is one."""
        found: list[bytes] = []
        if self._at is _At.SCAN:
            self._take(len(self._buffer), found, unended=True)
        return found

    def _step(self, found: list[bytes]) -> bool:
        """One step further; says whether another one may follow."""
        if self._at is _At.OUTSIDE:
            return self._find_start()
        if len(self._buffer) > self._max:
            self._give_up()
            return True
        return self._read_segment() if self._at is _At.SEGMENT else self._read_scan(found)

    def _find_start(self) -> bool:
        at = self._buffer.find(_START)
        keep = len(_START) - 1
        drop = at if at >= 0 else max(0, len(self._buffer) - keep)
        self.skipped += drop
        del self._buffer[:drop]
        if at < 0:
            return False
        self._at, self._next = _At.SEGMENT, 2
        return True

    def _read_segment(self) -> bool:
        """Pass one marker with its segment. Whatever is no marker here ends the attempt."""
        buffer, at = self._buffer, self._next
        while at < len(buffer) and at > 2 and buffer[at] == 0xFF and buffer[at + 1 : at + 2] == b"\xff":
            at += 1  # fill bytes
        if len(buffer) < at + 4:
            return False
        marker = buffer[at + 1]
        if buffer[at] != 0xFF or marker in (0x00, 0xFF):
            self._give_up()
            return True
        if marker in _ALONE:
            if marker == 0xD8:
                self._give_up()
            else:
                self._next = at + 2
            return True
        length = int.from_bytes(buffer[at + 2 : at + 4], "big")
        if length < 2 or marker == 0xD9:
            self._give_up()
            return True
        if len(buffer) < at + 2 + length:
            return False
        self._next = at + 2 + length
        self._at = _At.SCAN if marker == _SCAN else _At.SEGMENT
        return True

    def _read_scan(self, found: list[bytes]) -> bool:
        """Pass entropy-coded data: up to the end of the picture, another segment, or another picture's beginning."""
        at = self._buffer.find(b"\xff", self._next)
        if at < 0 or at + 1 >= len(self._buffer):
            self._next = len(self._buffer) if at < 0 else at
            return False
        marker = self._buffer[at + 1]
        if marker == 0xD9:
            self._take(at + 2, found)
        elif marker == 0xD8:
            self._take(at, found, unended=True)
        elif marker < _FIRST_MARKER or marker in _ALONE:
            self._next = at + 2  # a zero is stuffing; what else is no marker is damage for the decoder to see
        elif marker == 0xFF:
            self._next = at + 1
        else:
            self._next, self._at = at, _At.SEGMENT
        return True

    def _take(self, end: int, found: list[bytes], *, unended: bool = False) -> None:
        """The picture up to `end`. One without an end marker gets one: some firmware never writes it."""
        picture = bytes(self._buffer[:end])
        found.append(picture + END if unended else picture)
        del self._buffer[:end]
        self._at, self._next, self.skipped = _At.OUTSIDE, 0, 0

    def _give_up(self) -> None:
        """What began is no picture: look for the next beginning behind it."""
        self.broken += 1
        self.skipped += 2
        del self._buffer[:2]
        self._at, self._next = _At.OUTSIDE, 0
