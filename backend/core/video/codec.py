"""What a browser calls the codec of a fragmented MP4, read from its initialisation segment (RFC 6381)."""

from __future__ import annotations

_AVC_BYTES, _HEVC_BYTES = 4, 13


def mime_of(initialisation: bytes) -> str | None:
    """The type for Media Source Extensions, such as `video/mp4; codecs="avc1.64001f"`; None when it has no such codec.

    AVC: profile, constraints and level in hexadecimal (RFC 6381, 3.3). HEVC: ISO/IEC 14496-15, annex E.3.
    """
    found = _behind(initialisation, b"avcC", _AVC_BYTES)
    if found is not None:
        return _mime(f"avc1.{found[1:4].hex()}")
    found = _behind(initialisation, b"hvcC", _HEVC_BYTES)
    if found is None:
        return None
    return _mime(f"{'hvc1' if b'hvc1' in initialisation else 'hev1'}.{_hevc(found)}")


def _hevc(record: bytes) -> str:
    """Of an HEVCDecoderConfigurationRecord: profile, compatibility, tier and level, constraints."""
    space = ("", "A", "B", "C")[record[1] >> 6]
    tier = "H" if record[1] & 0x20 else "L"
    compatible = int(f"{int.from_bytes(record[2:6], 'big'):032b}"[::-1], 2)
    constraints = [f"{byte:X}" for byte in record[6:12].rstrip(b"\0")]
    return ".".join([f"{space}{record[1] & 0x1F}", f"{compatible:X}", f"{tier}{record[12]}", *constraints])


def _behind(data: bytes, box: bytes, count: int) -> bytes | None:
    at = data.find(box)
    found = data[at + len(box) : at + len(box) + count]
    return found if at >= 0 and len(found) == count else None


def _mime(codec: str) -> str:
    return f'video/mp4; codecs="{codec}"'
