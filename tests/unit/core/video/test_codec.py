"""The name of a codec as browsers ask for it."""

from __future__ import annotations

import pytest

from backend.core.video.codec import mime_of

AVC = b"....avcC\x01\x64\x00\x1f\xff\xe1"
# Main profile, main tier, level 3.1 (93), progressive: the example of ISO/IEC 14496-15, annex E.
HEVC = b"....hvcC\x01\x01\x60\x00\x00\x00\xb0\x00\x00\x00\x00\x00\x5d\xf0"
HIGH_TIER = b"hvc1hvcC\x01\x22\x20\x00\x00\x00\x90\x00\x00\x00\x00\x00\x99\xf0"


@pytest.mark.parametrize(
    ("initialisation", "codec"),
    [
        (AVC, "avc1.64001f"),
        (HEVC, "hev1.1.6.L93.B0"),
        (HIGH_TIER, "hvc1.2.4.H153.90"),
    ],
)
def test_the_codec_is_named_with_profile_and_level(initialisation: bytes, codec: str) -> None:
    assert mime_of(initialisation) == f'video/mp4; codecs="{codec}"'


@pytest.mark.parametrize("initialisation", [b"", b"moov", b"avcC", b"avcC\x01\x64"])
def test_what_names_no_codec_has_none(initialisation: bytes) -> None:
    assert mime_of(initialisation) is None
