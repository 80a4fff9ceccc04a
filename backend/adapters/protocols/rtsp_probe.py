"""Asks an RTSP camera why it does not work: DESCRIBE and SETUP by a small client of our own.

libav tells little of why an address cannot be opened. The camera's status tells it. Asked only after libav failed,
and with at most one login, since cameras count the wrong ones.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from backend.adapters.protocols.connection import TLS_SCHEMES, connect, is_tls_record, speaks_tls
from backend.adapters.protocols.failures import failure, login_failure, status_failure
from backend.core.errors import SourceError
from backend.core.video.challenge import is_answered_by_libav, parse_challenges
from backend.core.video.login import CameraLogin, LoginStep
from backend.core.video.refusal import RefusedRequest, suggests_other_transport
from backend.core.video.rtsp_message import RtspMessage, RtspReader

TLS_PROBE_SECONDS = 2.0
MOST_MESSAGES = 50
"""Read while waiting for one answer."""
_TRANSPORTS = {
    "tcp": "RTP/AVP/TCP;unicast;interleaved=0-1",
    "udp": "RTP/AVP;unicast;client_port={port}-{next}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RtspFinding:
    """What the camera answered."""

    error: SourceError | None = None
    """Why it cannot be watched; None when it answers everything."""
    needs_relay: bool = False
    """It asks for a login that libav cannot answer, and accepted ours."""
    suggests_other_transport: bool = False


class _Refused(Exception):
    """An answer that ends the conversation."""

    def __init__(self, finding: RtspFinding) -> None:
        super().__init__()
        self.finding = finding


def probe(url: str, *, transport: str, timeout_seconds: float, login_was_refused: bool) -> RtspFinding:
    """Describe and set up the stream. `login_was_refused`: libav got a 401 with the address's login.

    A login that libav has sent already is not sent again.
    """
    try:
        connection = connect(url, timeout_seconds=timeout_seconds)
    except SourceError as error:
        return RtspFinding(error=error)
    with closing(connection):
        conversation = _Conversation(connection, url, login_was_refused=login_was_refused)
        try:
            return conversation.run(transport)
        except _Refused as refused:
            return refused.finding
        except (ValueError, TimeoutError, OSError) as error:
            code = _code_of(error)
    is_plain = urlsplit(url).scheme.lower() not in TLS_SCHEMES
    if code in ("hangs_up", "not_video") and is_plain and speaks_tls(url, timeout_seconds=TLS_PROBE_SECONDS):
        code = "tls_needed"
    return RtspFinding(error=failure(code))


def _code_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    return "not_video" if isinstance(error, ValueError) else "hangs_up"


class _Conversation:
    """One connection's questions."""

    def __init__(self, connection: socket.socket, url: str, *, login_was_refused: bool) -> None:
        parts = urlsplit(url)
        self._connection = connection
        self._url = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()
        self._login = CameraLogin(
            unquote(parts.username or ""), unquote(parts.password or ""), new_cnonce=lambda: secrets.token_hex(16)
        )
        self._login_was_refused = login_was_refused
        self._needs_relay = False
        self._sequence = 0
        self._answers = self._read()

    def run(self, transport: str) -> RtspFinding:
        """1. DESCRIBE. 2. SETUP of its video. 3. TEARDOWN."""
        described = self._ask("DESCRIBE", self._url, RefusedRequest.DESCRIBE, Accept="application/sdp")
        control = video_control(described, self._url)
        if control is None:
            raise _Refused(RtspFinding(error=failure("not_video", "There is no video in it.")))
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as receiver:
            receiver.bind(("", 0))
            port = receiver.getsockname()[1] & ~1
            wanted = _TRANSPORTS[transport].format(port=port, next=port + 1)
            session = (
                self._ask("SETUP", control, RefusedRequest.SETUP, Transport=wanted).get("Session").partition(";")[0]
            )
        if session:
            self._ask("TEARDOWN", self._url, RefusedRequest.PLAY, Session=session)
        return RtspFinding(needs_relay=self._needs_relay)

    def _ask(self, method: str, url: str, stage: RefusedRequest, **headers: str) -> RtspMessage:
        """The answer of success. `_Refused` for any other."""
        while True:
            answer = self._exchange(method, url, headers)
            status = answer.status or 0
            if status < 300:
                self._login.accepted()
                return answer
            if status != 401:
                error = status_failure(status, stage, location=answer.get("Location"))
                raise _Refused(
                    RtspFinding(
                        error=error,
                        needs_relay=self._needs_relay,
                        suggests_other_transport=suggests_other_transport(status, stage),
                    )
                )
            self._answer_challenge(answer.all("WWW-Authenticate"))

    def _answer_challenge(self, headers: list[str]) -> None:
        libav_answers = is_answered_by_libav(parse_challenges(headers))
        step = self._login.challenged(headers)
        if step is LoginStep.ANSWER and libav_answers and self._login_was_refused:
            step = LoginStep.REFUSED
        if step is not LoginStep.ANSWER:
            raise _Refused(RtspFinding(error=login_failure(step)))
        self._needs_relay = self._needs_relay or not libav_answers

    def _exchange(self, method: str, url: str, headers: dict[str, str]) -> RtspMessage:
        self._sequence += 1
        request = RtspMessage(start=f"{method} {url} RTSP/1.0", headers=()).with_headers(
            CSeq=str(self._sequence), User_Agent="Mandor", **headers
        )
        authorization = self._login.authorization(method, url)
        if authorization is not None:
            request = request.with_headers(Authorization=authorization)
        self._connection.sendall(request.encode())
        for _ in range(MOST_MESSAGES):
            answer = next(self._answers)
            if answer.status is not None and answer.get("CSeq") in ("", str(self._sequence)):
                return answer
        raise ValueError("the camera answers something else")

    def _read(self) -> Iterator[RtspMessage]:
        reader = RtspReader()
        while True:
            data = self._connection.recv(16 * 1024)
            if not data:
                raise ConnectionResetError
            if is_tls_record(data):
                raise ConnectionResetError
            yield from (item for item in reader.feed(data) if isinstance(item, RtspMessage))


def video_control(described: RtspMessage, url: str) -> str | None:
    """Where the first video of a session description is set up; None when it has no video."""
    base = described.get("Content-Base") or described.get("Content-Location") or url
    is_video = False
    for line in described.body.decode("utf-8", "replace").splitlines():
        if line.startswith("m="):
            if is_video:
                return base
            is_video = line.startswith("m=video")
        elif is_video and line.startswith("a=control:"):
            control = line.partition(":")[2].strip()
            if "://" in control:
                return control
            return base if control in ("", "*") else base.rstrip("/") + "/" + control
    return base if is_video else None
