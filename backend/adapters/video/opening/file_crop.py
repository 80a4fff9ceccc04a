"""Reads from a video file what its container says is to be cut off."""

from __future__ import annotations

from pathlib import Path

from backend.core.video.container_crop import UNCROPPED, Crop, crop_of_matroska, crop_of_movie

MAX_MOVIE_BYTES = 32 * 1024 * 1024
"""Of an index (`moov`). An hour at 25 pictures a second has about 2 MB."""
HEAD_BYTES = 256 * 1024
"""Of a Matroska file: its tracks come first."""
MOST_BOXES = 1000
_MATROSKA = b"\x1a\x45\xdf\xa3"


def crop_of(path: Path, width: int, height: int) -> Crop:
    """For decoded pictures of this size; none for other files, and for a crop that leaves nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            crop = crop_of_matroska(head) if head.startswith(_MATROSKA) else UNCROPPED
            if head[4:8] == b"ftyp":
                at = 0
                for _ in range(MOST_BOXES):
                    file.seek(at)
                    header = file.read(16)
                    size, kind = int.from_bytes(header[:4], "big"), header[4:8]
                    if size == 1:
                        size = int.from_bytes(header[8:16], "big")
                    if len(header) < 8 or size < 8:
                        break
                    if kind == b"moov" and size <= MAX_MOVIE_BYTES:
                        file.seek(at + 8)
                        crop = crop_of_movie(file.read(size - 8), width, height)
                        break
                    at += size
    except OSError:
        return UNCROPPED
    return crop if crop.fits(width, height) else UNCROPPED
