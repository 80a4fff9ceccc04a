"""The part of a picture that a file's container says is to be shown, which libav reads and does not apply.

MP4 and MOV: the clean aperture (`clap`, ISO/IEC 14496-12, 12.1.4.1). Matroska: `PixelCrop…` (RFC 9559, 5.1.4.1.28).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_CLAP = struct.Struct(">8I")
_CONTAINERS = (b"trak", b"mdia", b"minf", b"stbl")
_VIDEO_ENTRY_BYTES = 78
"""Of a video's sample entry, before the boxes in it."""
_SEGMENT, _TRACKS, _TRACK_ENTRY, _VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0xE0
_CROPS = {0x54CC: "left", 0x54BB: "top", 0x54DD: "right", 0x54AA: "bottom"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """Pixels that are cut off at each side of the decoded picture."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def fits(self, width: int, height: int) -> bool:
        """Is anything left of a picture of this size?"""
        return self.left + self.right < width and self.top + self.bottom < height


UNCROPPED = Crop()


def crop_of_movie(moov: bytes, width: int, height: int) -> Crop:
    """By the content of a `moov` box, for a decoded picture of this size; none where it says none, or nonsense."""
    for kind, body in _boxes(moov):
        if kind == b"clap" and len(body) >= _CLAP.size:
            return _aperture(_CLAP.unpack_from(body), width, height)
        if kind in _CONTAINERS:
            found = crop_of_movie(body, width, height)
        elif kind == b"stsd":
            found = crop_of_movie(body[8:], width, height)
        elif kind in (b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01"):
            found = crop_of_movie(body[_VIDEO_ENTRY_BYTES:], width, height)
        else:
            continue
        if found != UNCROPPED:
            return found
    return UNCROPPED


def crop_of_matroska(head: bytes) -> Crop:
    """By the beginning of a Matroska file; none where it says none."""
    found: dict[str, int] = {}
    for identifier, body in _elements(head):
        if identifier in (_SEGMENT, _TRACKS, _TRACK_ENTRY, _VIDEO):
            inner = crop_of_matroska(body)
            if inner != UNCROPPED:
                return inner
        elif identifier in _CROPS:
            found[_CROPS[identifier]] = int.from_bytes(body, "big")
    return Crop(**found)


def _aperture(values: tuple[int, ...], width: int, height: int) -> Crop:
    """The clean aperture's size, and how far its middle lies from the picture's, all as fractions."""
    pairs = list(zip(values[::2], values[1::2], strict=True))
    if any(below <= 0 for _, below in pairs):
        return UNCROPPED
    wide, high, right, down = ((_signed(above) if n > 1 else above) / below for n, (above, below) in enumerate(pairs))
    left, top = (width - wide) / 2 + right, (height - high) / 2 + down
    sides = (round(left), round(top), round(width - wide - left), round(height - high - top))
    if min(sides) < 0 or wide < 1 or high < 1:
        return UNCROPPED
    return Crop(left=sides[0], top=sides[1], right=sides[2], bottom=sides[3])


def _signed(value: int) -> int:
    return value - (1 << 32) if value >= 1 << 31 else value


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8:
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + size]
        at += size


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """EBML elements; the last one may be cut off, as the head of a file is."""
    at = 0
    while at < len(data):
        first = data[at]
        length = 9 - first.bit_length()
        if first == 0 or length > 4:
            return
        identifier = int.from_bytes(data[at : at + length], "big")
        at += length
        if at >= len(data) or data[at] == 0:
            return
        length = 9 - data[at].bit_length()
        size = int.from_bytes(data[at : at + length], "big") & ((1 << (7 * length)) - 1)
        at += length
        yield identifier, data[at : at + size]
        at += size
