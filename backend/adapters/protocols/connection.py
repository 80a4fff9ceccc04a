"""TCP and TLS connections to cameras, with a time limit each, and failures in our words."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from backend.adapters.protocols.failures import failure

DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
TLS_SCHEMES = ("rtsps", "https")
_TLS_RECORDS = (0x15, 0x16)
"""An alert and a handshake: what a TLS server answers to plain text."""


def tls_context() -> ssl.SSLContext:
    """For cameras: their certificates are their own, so none is checked. Old versions of TLS are accepted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def port_of(parts: SplitResult) -> int:
    """The port of an address, or its scheme's."""
    return parts.port or DEFAULT_PORTS[parts.scheme.lower()]


def connect(url: str, *, timeout_seconds: float) -> socket.socket:
    """A connection to the address's host, encrypted where its scheme says so.

    SourceError `unreachable`, `timeout` or `tls_failed`. The socket keeps the time limit for each operation.
    """
    parts = urlsplit(url)
    try:
        plain = socket.create_connection((parts.hostname or "", port_of(parts)), timeout=timeout_seconds)
    except (OSError, UnicodeError):
        plain = None
    if plain is None:
        raise failure("unreachable")
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if parts.scheme.lower() not in TLS_SCHEMES:
        return plain
    encrypted = _encrypted(plain, parts.hostname or "")
    if encrypted is None:
        raise failure("tls_failed")
    return encrypted


def accepts(url: str, *, timeout_seconds: float) -> bool:
    """Does anything accept a connection at the address's host and port?"""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", port_of(parts)), timeout=timeout_seconds):
            return True
    except (OSError, UnicodeError):
        return False


def speaks_tls(url: str, *, timeout_seconds: float) -> bool:
    """Does a TLS server answer at the address's host and port, whatever its scheme says?"""
    parts = urlsplit(url)
    try:
        plain = socket.create_connection((parts.hostname or "", port_of(parts)), timeout=timeout_seconds)
    except (OSError, UnicodeError):
        return False
    encrypted = _encrypted(plain, parts.hostname or "")
    if encrypted is not None:
        encrypted.close()
    return encrypted is not None


def is_tls_record(data: bytes) -> bool:
    """Is this the beginning of what a TLS server says?"""
    return len(data) > 1 and data[0] in _TLS_RECORDS and data[1] == 0x03


def _encrypted(plain: socket.socket, host: str) -> ssl.SSLSocket | None:
    try:
        return tls_context().wrap_socket(plain, server_hostname=host)
    except (OSError, ValueError):
        plain.close()
        return None
