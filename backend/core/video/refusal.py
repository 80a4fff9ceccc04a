"""What a camera's RTSP or HTTP status means: the reason that people read, and whether another way in may work.

The status decides, never a library's class of errors: those put "too many viewers" and "no such path" into one.
Sources: RFC 2326, 7.1.1 (RTSP), RFC 9110, 15 (HTTP), and what cameras answer in the field.
"""

from __future__ import annotations

from enum import StrEnum

_BY_STATUS: dict[int, str] = {
    401: "login_refused",
    403: "login_refused",
    407: "login_refused",
    404: "stream_not_found",
    410: "stream_not_found",
    415: "stream_not_found",
    426: "tls_needed",
    497: "tls_needed",
    429: "camera_busy",
    453: "camera_busy",
    503: "camera_busy",
    509: "camera_busy",
    461: "transport_refused",
    462: "transport_refused",
    501: "protocol_unsupported",
    505: "protocol_unsupported",
    551: "protocol_unsupported",
}
_TRANSPORT_STATUSES = frozenset({400, 406, 459, 461, 462, 500, 501})
"""Answers of cameras to a SETUP whose transport they do not know; 461 is the right one."""


class RefusedRequest(StrEnum):
    """Which request was refused."""

    DESCRIBE = "describe"
    """Also HTTP's GET."""
    SETUP = "setup"
    """The choice of the transport."""
    PLAY = "play"


def reason_of(status: int, stage: RefusedRequest = RefusedRequest.DESCRIBE) -> str:
    """The code of `REASONS` for a status of 300 or more."""
    if stage is RefusedRequest.SETUP and status in _TRANSPORT_STATUSES:
        return "transport_refused"
    if 300 <= status < 400:
        return "address_moved"
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return "camera_error" if status >= 500 else "request_refused"


def is_moved(status: int) -> bool:
    """Does the answer name another address? 304 and 300 do not."""
    return status in (301, 302, 303, 305, 307, 308)


def suggests_other_transport(status: int, stage: RefusedRequest) -> bool:
    """May the camera serve over UDP what it does not serve over TCP, or the other way round?"""
    return stage is RefusedRequest.SETUP and status in _TRANSPORT_STATUSES
