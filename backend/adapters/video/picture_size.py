"""The sizes of pictures that are accepted."""

from __future__ import annotations

from backend.adapters.protocols.failures import failure

SMALLEST_SIDE = 64
LARGEST_SIDE = 4096
LARGEST_AREA = 4096 * 2160
"""Pixels: 8.8 million. A larger picture costs a camera's share of memory and time many times over."""


def check_size(width: int, height: int) -> None:
    """A side over 4096 or more than 4096 x 2160 pixels is too large, a side under 64 too small."""
    if min(width, height) < SMALLEST_SIDE:
        raise failure("picture_too_small")
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise failure("picture_too_large")
