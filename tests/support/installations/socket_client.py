"""A Socket.IO client for tests that takes messages in the order in which they come."""

from __future__ import annotations

from typing import Any

import engineio
import socketio


class _InOrder(engineio.Client):
    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, **{**kwargs, "run_async": False})


class SocketClient(socketio.Client):
    """The library hands each message to a thread of its own; on a busy machine a picture overtakes its event, and both
    are lost. Here only what is done with an event has its own thread.
    """

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder

    def _handle_event(self, *event: Any) -> None:
        self.start_background_task(super()._handle_event, *event)
