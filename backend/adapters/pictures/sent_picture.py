"""Pictures that callers send: checked before they are decoded, and never trusted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.core.errors import InvalidInput
from backend.core.vision.picture_header import PictureHeader, PictureKind, kind_of, read_header

_END = {PictureKind.JPEG: b"\xff\xd9", PictureKind.PNG: b"IEND"}
_END_WITHIN = 1024
"""Bytes from the end in which a whole file's end stands: some cameras append a note."""


def checked_header(data: bytes, *, most_bytes: int, most_pixels: int) -> PictureHeader:
    """Kind and size of an encoded picture.

    InvalidInput: `frame_too_large`, `unsupported_format`, `undecodable_frame`, `too_many_pixels`.
    """
    if len(data) > most_bytes:
        raise InvalidInput(
            f"The picture has more than {most_bytes} bytes.", code="frame_too_large", hint="Send a smaller one."
        )
    kind = kind_of(data)
    if kind is None:
        raise InvalidInput("The picture is neither JPEG nor PNG nor WebP.", code="unsupported_format")
    header = read_header(data)
    if header is None:
        raise undecodable()
    if header.pixels > most_pixels:
        raise InvalidInput(
            f"The picture has more than {most_pixels} pixels.", code="too_many_pixels", hint="Send a smaller one."
        )
    end = _END.get(kind)
    if end is not None and end not in data[-_END_WITHIN:]:
        raise undecodable()
    return header


def decoded(data: bytes, header: PictureHeader, most_side: int) -> tuple[NDArray[np.uint8], int, int]:
    """The picture, BGR, its longer side reduced to `most_side` pixels, and the width and height that it had.

    Turned upright by its EXIF. InvalidInput (`undecodable_frame`).
    """
    import cv2  # 30 MB, which a backend without this interface in use does without

    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise undecodable() from error
    if picture is None:
        raise undecodable()
    height, width = picture.shape[:2]
    if {width, height} != {header.width, header.height}:  # it is not what its first bytes state
        raise undecodable()
    scale = most_side / max(width, height)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(picture, np.uint8), width, height


def undecodable() -> InvalidInput:
    """The picture is damaged."""
    return InvalidInput("The picture is damaged or incomplete.", code="undecodable_frame")
