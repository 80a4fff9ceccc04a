"""The backend's gunicorn worker: gevent with WebSockets, and refusals in the form of every error.

What is no request, or too long for one, is answered before the application sees it. gevent answers that with an empty
body. gunicorn loads this module before it starts the application, so it imports nothing of Mandor.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

from geventwebsocket.gunicorn.workers import GeventWebSocketWorker
from geventwebsocket.handler import WebSocketHandler

_REFUSALS = {
    400: ("invalid_input", "The request cannot be understood.", "Compare it with /api/docs."),
    414: ("address_too_long", "The address is longer than 8 kB.", "Ask for less at once."),
    431: ("headers_too_large", "There are more than 100 headers, or one is too long.", "Send fewer headers."),
}


class _Handler(WebSocketHandler):  # type: ignore[misc]
    """One connection."""

    def handle_one_request(self) -> Any:
        """As gevent does; a refusal, which is a pair of status and complete answer, gets a body."""
        answered = super().handle_one_request()
        return _refusal(answered[0]) if isinstance(answered, tuple) else answered

    def _handle_client_error(self, error: Exception) -> Any:
        """Headers that are too many (exception) or too long (status) are no fault of ours: no stack in the log."""
        if isinstance(error, HTTPException) or self.headers.status:
            return ("431", b"")
        return super()._handle_client_error(error)


class Worker(GeventWebSocketWorker):  # type: ignore[misc]
    """For gunicorn's `-k`."""

    wsgi_handler = _Handler


def _refusal(status: str) -> tuple[str, bytes]:
    code, detail, hint = _REFUSALS[int(status)]
    title = HTTPStatus(int(status)).phrase
    problem = {"type": "about:blank", "title": title, "status": int(status), "code": code, "detail": detail}
    body = json.dumps({**problem, "hint": hint, "errors": []}).encode()
    head = f"HTTP/1.1 {status} {title}\r\nContent-Type: application/problem+json\r\nCache-Control: no-store\r\n"
    return status, f"{head}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
