"""What libav's errors mean for a source, in our words.

libav repeats addresses, credentials included. So its texts go no further than this file: what leaves it is a
`SourceError` with a code of `REASONS`, that reason's text and a hint. Why a camera on the network refuses is asked of
the camera itself, see `rtsp_opening` and `http_opening`.
"""

from __future__ import annotations

import av.error

from backend.adapters.protocols.failures import failure
from backend.core.cameras.source import Source
from backend.core.errors import SourceError

__all__ = ["failure", "open_failure", "read_failure"]


def open_failure(error: av.error.FFmpegError, source: Source) -> SourceError:
    """Why a file or device could not be opened, or the body of an answer over HTTP."""
    if source.kind == "device":
        return failure("device_missing")
    if isinstance(error, av.error.DecoderNotFoundError):
        return failure("codec_unsupported")
    if isinstance(error, (av.error.ExitError, av.error.TimeoutError)) and source.is_network:
        return failure("timeout")
    if isinstance(error, (av.error.FileNotFoundError, av.error.PermissionError)):
        return failure("file_missing")
    return failure("not_video")


def read_failure(error: av.error.FFmpegError, *, had_pictures: bool) -> SourceError:
    """Why an open live stream stopped."""
    if isinstance(error, (av.error.ExitError, av.error.TimeoutError)) and not had_pictures:
        return failure("timeout")
    return failure("stream_broken")
