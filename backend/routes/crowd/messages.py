"""The socket's messages: what a client sends, strictly read, and what it is sent."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from backend.core.crowd.alerts import ALIASES, AlertType
from backend.core.crowd.configuration import MOST_FRAME_BYTES
from backend.core.crowd.options import CrowdOptions
from backend.core.errors import InvalidInput, MandorError
from backend.core.events.timestamps import format_time
from backend.routes.crowd.schemas import (
    CrowdAlertAnswer,
    CrowdAnalysisAnswer,
    CrowdOverrides,
    CrowdStatisticsAnswer,
    FoundBoxAnswer,
)
from backend.services.crowd.clients import CrowdClient, TooManyFrames
from backend.services.crowd.requests import AnalysedFrame

MOST_BASE64 = MOST_FRAME_BYTES * 4 // 3 + 100
LONGEST_TIMESTAMP = 64
LARGEST_TIMESTAMP = 1e18
"""Beyond it lie no times, and what is no number is not below it either."""
_DATA_URL = re.compile(r"data:image/(?:jpeg|jpg|png|webp);base64,", re.IGNORECASE)
Timestamp = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFrame:
    """A picture to analyse. `timestamp` is the client's, returned as it is."""

    data: bytes
    options: CrowdOptions
    timestamp: Timestamp


def read_process_frame(message: Any, options: CrowdOptions) -> ProcessFrame:
    """InvalidInput: `invalid_message`, `invalid_settings`, `invalid_base64`, `frame_too_large`."""
    if not isinstance(message, dict):
        raise InvalidInput("The message is no object.", code="invalid_message", hint="Send {frame, settings}.")
    return ProcessFrame(
        data=_picture(message.get("frame")),
        options=_options(message.get("settings"), options),
        timestamp=timestamp_of(message),
    )


def timestamp_of(message: Any) -> Timestamp:
    """The client's timestamp. InvalidInput when it is neither a number nor a short text."""
    value = message.get("timestamp") if isinstance(message, dict) else None
    if value is None or (isinstance(value, str) and len(value) <= LONGEST_TIMESTAMP and value.isprintable()):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < LARGEST_TIMESTAMP:
        return value
    raise InvalidInput("`timestamp` is neither a number nor a short text.", code="invalid_message")


def read_subscription(message: Any) -> dict[str, str]:
    """The alerts that a client wants as events: type → the name that it asked for. InvalidInput."""
    names = message.get("alerts") if isinstance(message, dict) else None
    known = {**{one.value: one for one in AlertType}, **ALIASES}
    if not isinstance(names, list) or not all(isinstance(name, str) and name in known for name in names):
        raise InvalidInput(
            "`alerts` is no list of alerts.", code="invalid_message", hint=f"There are {', '.join(sorted(known))}."
        )
    return {known[name].value: name for name in names}


def result_message(frame: AnalysedFrame, timestamp: Timestamp, client: CrowdClient, at: Any) -> dict[str, Any]:
    """A `detection_result`."""
    picture = frame.picture
    return {
        "faces": [_plain(FoundBoxAnswer, one) for one in picture.faces],
        "faces_available": picture.faces_available,
        "bodies": [_plain(FoundBoxAnswer, one) for one in picture.bodies],
        "crowd_analysis": _plain(CrowdAnalysisAnswer, picture.analysis),
        "alerts": [_plain(CrowdAlertAnswer, one) for one in picture.alerts],
        "processing_time": frame.seconds,
        "timestamp": timestamp if timestamp is not None else format_time(at),
        "frame_info": {"width": picture.width, "height": picture.height, "replaced": client.replaced},
        "statistics": statistics_message(client),
    }


def statistics_message(client: CrowdClient) -> dict[str, Any]:
    """The connection's statistics."""
    return _plain(CrowdStatisticsAnswer, client.statistics.summary())


def error_message(error: MandorError, timestamp: Timestamp = None) -> dict[str, Any]:
    """An `error`: no text of a library, nothing of other clients."""
    details: dict[str, Any] = {"hint": error.hint}
    if timestamp is not None:
        details["timestamp"] = timestamp
    if isinstance(error, TooManyFrames):
        details["retry_after"] = error.retry_after
    return {"code": error.code, "message": error.message, "details": details}


def _picture(value: Any) -> bytes:
    if isinstance(value, (bytes, bytearray)):
        if len(value) > MOST_FRAME_BYTES:
            raise _too_large()
        return bytes(value)
    if not isinstance(value, str) or not value:
        raise InvalidInput(
            "`frame` is no picture.", code="invalid_message", hint="Send JPEG, PNG or WebP: base64, data URL or bytes."
        )
    if len(value) > MOST_BASE64:
        raise _too_large()
    if value[:5].lower() == "data:":
        prefix = _DATA_URL.match(value)
        if prefix is None:
            raise InvalidInput("The data URL is no picture in base64.", code="unsupported_format")
        value = value[prefix.end() :]
    try:
        if len(value) % 4:  # the library takes some of these
            raise ValueError("padding")
        return base64.b64decode(value.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("`frame` is no base64.", code="invalid_base64") from error


def _options(value: Any, options: CrowdOptions) -> CrowdOptions:
    if value is None:
        return options
    try:
        return CrowdOverrides.model_validate(value, strict=False).applied(options)
    except ValidationError as error:
        named = sorted({str(fault["loc"][0]) for fault in error.errors() if fault["loc"]})
        words = f"These settings do not fit: {', '.join(named)}." if named else "`settings` is no object."
        raise InvalidInput(words, code="invalid_settings") from error


def _too_large() -> InvalidInput:
    return InvalidInput(
        f"The picture has more than {MOST_FRAME_BYTES} bytes.", code="frame_too_large", hint="Send a smaller one."
    )


def _plain(model: type[Any], value: object) -> dict[str, Any]:
    found: dict[str, Any] = model.model_validate(value).model_dump(mode="json")
    return found
