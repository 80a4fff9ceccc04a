"""Parameter sets (SPS, PPS, VPS) in an encoded picture: what a decoder must know before it."""

from __future__ import annotations

_START = b"\0\0\1"
_TYPES: dict[str, tuple[int, ...]] = {"h264": (7, 8), "hevc": (32, 33, 34)}
_FIRST_HEVC_OTHER = 32
"""HEVC's types below are slices of pictures."""
_H264_SLICES = (1, 2, 3, 4, 5)
SEARCHED_BYTES = 4096
"""Of a picture: parameter sets come first."""


def parameter_sets(packet: bytes, codec: str) -> frozenset[bytes]:
    """Those before the first slice of a packet in the byte stream format; empty for others and other codecs."""
    wanted = _TYPES.get(codec)
    head = packet[:SEARCHED_BYTES]
    if wanted is None or not head.startswith((_START, b"\0" + _START)):
        return frozenset()
    found = set()
    for unit in head.split(_START)[1:]:
        if not unit:
            continue
        kind = unit[0] & 0x1F if codec == "h264" else (unit[0] >> 1) & 0x3F
        if kind in _H264_SLICES if codec == "h264" else kind < _FIRST_HEVC_OTHER:
            break
        if kind in wanted:
            found.add(unit.rstrip(b"\0"))
    return frozenset(found)
