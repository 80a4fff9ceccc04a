"""HTTP GETs to one camera: over a kept connection, with logins, redirects and time limits.

The standard library's client understands more firmware than libav's, and it can be asked again over the same
connection. Proxies of the environment are for the internet, not for the plant's network: none is used.
"""

from __future__ import annotations

import http.client
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from backend.adapters.protocols.connection import TLS_SCHEMES, connect, port_of, speaks_tls
from backend.adapters.protocols.failures import failure, login_failure, status_failure
from backend.core.errors import SourceError
from backend.core.video.login import CameraLogin, LoginStep
from backend.core.video.refusal import is_moved

MOST_REDIRECTS = 4
MOST_REQUESTS = 8
"""For one answer, redirects, logins and a dead connection included."""
DRAINED_BYTES = 64 * 1024
"""Of an answer that nobody needs, to keep its connection; a longer one costs the connection."""
_SAFE = "%/:=&?~#+!$,;'@()*[]|"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpLimits:
    """Time limits in seconds."""

    open_seconds: float = 10.0
    """For connecting, and again for an answer's head."""
    read_seconds: float = 10.0
    """For each piece of a body."""


class HttpBody:
    """An answer's body."""

    def __init__(
        self, answer: http.client.HTTPResponse, *, is_endless: bool, close: Callable[[], None] = lambda: None
    ) -> None:
        self._answer = answer
        self.close = close
        """Ends the connection; a thread that reads ends at once. Any thread."""
        if is_endless and not answer.chunked:
            answer.length = None  # a stream of pictures ends when the camera hangs up, whatever length it announced
        self.content_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        self.has_length = answer.length is not None
        self._peeked = b""

    def peek(self, size: int) -> bytes:
        """The first bytes, which `read` will give again."""
        while len(self._peeked) < size and (more := self._read(size - len(self._peeked))):
            self._peeked += more
        return self._peeked

    def read(self, size: int) -> bytes:
        """What there is, at most `size` bytes; empty at the end. SourceError when it breaks."""
        if self._peeked:
            data, self._peeked = self._peeked[:size], self._peeked[size:]
            return data
        return self._read(size)

    def _read(self, size: int) -> bytes:
        try:
            return self._answer.read1(size)
        except TimeoutError:
            code = "timeout"
        except (OSError, http.client.HTTPException, ValueError, AttributeError):  # the latter two: closed meanwhile
            code = "stream_broken"
        raise failure(code)


class HttpCamera:
    """One camera's address. Used by one thread; only `close` may be called by another."""

    def __init__(self, url: str, *, limits: HttpLimits) -> None:
        """`url` may hold credentials."""
        self._url = url
        self._limits = limits
        parts = urlsplit(url)
        self._home = parts
        self._login = CameraLogin(
            unquote(parts.username or ""), unquote(parts.password or ""), new_cnonce=lambda: secrets.token_hex(16)
        )
        self._socket: socket.socket | None = None
        self._connected_to = ("", "", 0)
        self._answer: http.client.HTTPResponse | None = None
        """The last one; it keeps the connection open as long as it is not closed itself."""
        self._closed = threading.Event()

    def get(self) -> HttpBody:
        """Ask for the address; the body of an answer of success. SourceError says why there is none."""
        url, redirects = self._url, 0
        for _ in range(MOST_REQUESTS):
            answer = self._request(url)
            if answer is None:
                continue  # the connection that was kept is dead: once more over a new one
            if answer.status == 401:
                self._drain(answer)
                step = self._login.challenged(answer.headers.get_all("WWW-Authenticate") or [])
                if step is not LoginStep.ANSWER or not self._may_log_in(url):
                    raise login_failure(LoginStep.REFUSED if step is LoginStep.ANSWER else step)
                continue
            location = answer.headers.get("Location") or ""
            if is_moved(answer.status) and location:
                self._drain(answer)
                redirects += 1
                url = self._moved(url, location, answer.status, redirects)
                continue
            if not 200 <= answer.status < 300:
                raise status_failure(answer.status, location=location)
            self._login.accepted()
            return self._body(answer)
        raise failure("request_refused", "It sends from one address to the other, or asks for the login each time.")

    def close(self) -> None:
        """Close the connection; a thread that reads ends at once."""
        self._closed.set()
        self._hang_up()

    def _body(self, answer: http.client.HTTPResponse) -> HttpBody:
        kind = (answer.headers.get("Content-Type") or "").strip().lower()
        return HttpBody(answer, is_endless=kind.startswith("multipart/"), close=self.close)

    def _moved(self, url: str, location: str, status: int, redirects: int) -> str:
        target = urljoin(url, location)
        parts = _split(target)
        is_known = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
        is_downgrade = url.startswith("https:") and not target.startswith("https:")
        if not is_known or is_downgrade or redirects > MOST_REDIRECTS:
            raise status_failure(status, location=target)
        return target

    def _may_log_in(self, url: str) -> bool:
        """The login goes to the camera that it was entered for, and in the open only where it was entered so."""
        parts = urlsplit(url)
        return parts.hostname == self._home.hostname and (
            parts.scheme in TLS_SCHEMES or self._home.scheme.lower() not in TLS_SCHEMES
        )

    def _request(self, url: str) -> http.client.HTTPResponse | None:
        """Send one request and read the answer's head; None when a kept connection turns out to be dead."""
        parts = urlsplit(url)
        is_kept = self._keep(parts)
        if not is_kept:
            self._open(url, parts)
        path = quote(parts.path or "/", safe=_SAFE) + ("?" + quote(parts.query, safe=_SAFE) if parts.query else "")
        try:
            return self._exchange(parts, path, url)
        except SourceError:
            self._hang_up()
            raise
        except (TimeoutError, http.client.HTTPException, OSError, ValueError, AttributeError) as error:
            self._hang_up()
            if is_kept and not isinstance(error, TimeoutError):
                return None
            code = _code_of(error)
        if code == "hangs_up" and parts.scheme not in TLS_SCHEMES:
            code = "tls_needed" if speaks_tls(url, timeout_seconds=2.0) else code
        raise failure(code)

    def _exchange(self, parts: SplitResult, path: str, url: str) -> http.client.HTTPResponse:
        connection = self._socket
        if connection is None:
            raise ConnectionResetError
        head = [f"GET {path} HTTP/1.1", f"Host: {_host(parts)}", "User-Agent: Mandor", "Accept: */*"]
        authorization = self._login.authorization("GET", path) if self._may_log_in(url) else None
        if authorization is not None:
            head.append(f"Authorization: {authorization}")
        is_late = threading.Event()
        overdue = threading.Timer(self._limits.open_seconds, self._give_up, (is_late,))
        overdue.daemon = True
        overdue.start()
        try:
            connection.settimeout(self._limits.open_seconds)
            connection.sendall("\r\n".join([*head, "Connection: keep-alive", "", ""]).encode())
            self._answer = answer = http.client.HTTPResponse(connection, method="GET")
            answer.begin()
        except (OSError, http.client.HTTPException, ValueError, AttributeError):  # the latter: closed meanwhile
            if is_late.is_set():
                raise TimeoutError from None
            raise
        finally:
            overdue.cancel()
        connection.settimeout(self._limits.read_seconds)
        return answer

    def _give_up(self, is_late: threading.Event) -> None:
        """The answer's head takes too long: sent byte by byte it would never time out."""
        is_late.set()
        self._hang_up()

    def _keep(self, parts: SplitResult) -> bool:
        """Can the connection of the request before be used again?"""
        if self._answer is not None:
            self._drain(self._answer)
        return self._socket is not None and self._connected_to == _peer(parts)

    def _open(self, url: str, parts: SplitResult) -> None:
        self._hang_up()
        self._socket = connect(url, timeout_seconds=self._limits.open_seconds)
        self._connected_to = _peer(parts)
        if self._closed.is_set():
            self._hang_up()

    def _drain(self, answer: http.client.HTTPResponse) -> None:
        """Read what is left of an answer, so that the connection can be used again; otherwise close it."""
        try:
            left = answer.length if not answer.isclosed() else 0
            is_short = left is not None and left <= DRAINED_BYTES
            if is_short and left:
                answer.read()
            if not is_short or answer.will_close:
                self._hang_up()
            answer.close()  # what it was read from; the connection stays
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            self._hang_up()

    def _hang_up(self) -> None:
        connection, self._socket = self._socket, None
        answer, self._answer = self._answer, None
        if connection is not None:
            with suppress(OSError):  # it may have been closed by the camera
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        if answer is not None:
            with suppress(OSError, ValueError):
                answer.close()


def _code_of(error: Exception) -> str:
    """The reason for an answer whose head could not be read."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, (http.client.RemoteDisconnected, ConnectionError)):
        return "hangs_up"
    return "not_video" if isinstance(error, (http.client.HTTPException, ValueError)) else "stream_broken"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _peer(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme.lower(), parts.hostname or "", port_of(parts)


def _host(parts: SplitResult) -> str:
    """For the `Host` header: without credentials."""
    return parts.netloc.rpartition("@")[2]
