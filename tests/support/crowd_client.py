"""A stock python-socketio client of the crowd interface."""

from __future__ import annotations

import queue
import time
from typing import Any

import socketio

NAMESPACE = "/ws"
EVENTS = (
    *("connected", "detection_result", "error"),
    *("crowd_warning", "crowd_alert", "processing_error", "connection_limit"),
)


class RefusedConnection(Exception):
    """The server refused, with these words."""


class StockClient:
    """Keeps what it is sent."""

    def __init__(
        self,
        url: str,
        *,
        auth: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        transport: str = "websocket",
    ) -> None:
        self.received: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.refused: list[Any] = []
        self.client = socketio.Client(reconnection=False)
        for event in EVENTS:
            self.client.on(event, lambda data, e=event: self.received.put((e, data)), namespace=NAMESPACE)
        self.client.on("connect_error", self.refused.append, namespace=NAMESPACE)
        try:
            self.client.connect(url, auth=auth, headers=headers or {}, namespaces=[NAMESPACE], transports=[transport])
        except socketio.exceptions.ConnectionError as error:
            raise RefusedConnection(str(self.refused)) from error

    def send(self, frame: Any, **more: Any) -> None:
        """A picture to analyse."""
        self.client.emit("process_frame", {"frame": frame, **more}, namespace=NAMESPACE)

    def ask(self, event: str, message: Any = None) -> Any:
        """An event that is acknowledged."""
        return self.client.call(event, message, namespace=NAMESPACE, timeout=20)

    def next(self, event: str, *, seconds: float = 20.0) -> Any:
        """The next of this event; others are dropped."""
        deadline = time.monotonic() + seconds
        while True:
            found, data = self.received.get(timeout=max(0.01, deadline - time.monotonic()))
            if found == event:
                return data

    def close(self) -> None:
        """Leave."""
        self.client.disconnect()
