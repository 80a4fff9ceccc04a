"""Socket.IO, namespace `/ws`: pictures from clients, and what was found in each (`docs/crowd.md`)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO

from backend.core.accounts.api_keys import is_key
from backend.core.accounts.roles import Permission
from backend.core.crowd.alerts import AlertLevel, AlertType, CrowdAlert
from backend.core.errors import InvalidInput, MandorError, NotAllowed, NotAuthenticated, Unavailable
from backend.core.events.timestamps import format_time
from backend.routes.crowd.messages import (
    Timestamp,
    error_message,
    read_process_frame,
    read_subscription,
    result_message,
    statistics_message,
    timestamp_of,
)
from backend.routes.operation import credential_of
from backend.services.accounts.accounts import Account
from backend.services.assembly import Backend
from backend.services.crowd.clients import Caller, CrowdClient, TooManyConnections
from backend.services.crowd.requests import AnalysedFrame, FrameOutcome

log = logging.getLogger(__name__)
NAMESPACE = "/ws"
MOST_MESSAGE_BYTES = 6_000_000
"""Of one message: a picture of the largest size in base64."""
BEFORE_CONNECTING_BYTES = 100_000
"""Of a message of somebody who is not connected here: nobody else sends pictures."""
WAIT_FOR_CONNECTION = 100


class CrowdEvents:
    """The connections of this process and what they are answered."""

    def __init__(self, socketio: SocketIO, backend: Backend) -> None:
        self._socketio = socketio
        self._backend = backend
        self._crowd = backend.crowd
        for name, handler in (
            ("connect", self._connect),
            ("disconnect", self._disconnect),
            ("process_frame", self._process_frame),
            ("subscribe", self._subscribe),
            ("get_statistics", self._get_statistics),
            ("reset_statistics", self._reset_statistics),
        ):
            socketio.on_event(name, handler, namespace=NAMESPACE)
        self._limit_messages()

    def close_ended(self, *, at: datetime) -> None:
        """Disconnect clients whose account was closed or changed, or whose key or log-in has ended."""
        for client in self._crowd.connected():
            try:
                self._require(self._again(client.caller, at))
            except (NotAuthenticated, NotAllowed):
                self._socketio.server.disconnect(client.id, namespace=NAMESPACE)

    def _connect(self, auth: Any = None) -> None:
        sid = _sid()
        try:
            caller = self._require(self._caller(auth, datetime.now(UTC)))
            self._crowd.connect(sid, caller)
        except TooManyConnections as error:
            alert = CrowdAlert(type=AlertType.CONNECTION_LIMIT, message=error.message, level=AlertLevel.ERROR)
            for client in self._crowd.connected():
                self._send_alerts(client, (alert,))
            raise ConnectionRefusedError(error.code, error_message(error)) from error
        except MandorError as error:
            raise ConnectionRefusedError(error.code, error_message(error)) from error
        self._socketio.start_background_task(self._send_connected, sid)

    def _send_connected(self, sid: str) -> None:
        """`connected`, once the connection is acknowledged."""
        for _ in range(WAIT_FOR_CONNECTION):
            if self._socketio.server.manager.is_connected(sid, NAMESPACE):
                break
            self._socketio.sleep(0.01)
        self._emit("connected", {"client_id": sid, "server_time": format_time(datetime.now(UTC))}, to=sid)

    def _disconnect(self, *_reason: Any) -> None:
        self._crowd.disconnect(_sid())

    def _process_frame(self, message: Any = None, *_more: Any) -> dict[str, Any]:
        client = self._crowd.client(_sid())
        if client is None:
            return {"ok": False, "code": "not_authenticated"}
        timestamp: Timestamp = None
        try:
            self._crowd.require_rate(client)
            timestamp = timestamp_of(message)
            frame = read_process_frame(message, self._crowd.configuration.options)
            self._crowd.submit(client, frame.data, frame.options, self._answer(client, frame.timestamp))
        except MandorError as error:
            self._emit("error", error_message(error, timestamp), to=client.id)
            return {"ok": False, "code": error.code}
        return {"ok": True}

    def _answer(self, client: CrowdClient, timestamp: Timestamp) -> Callable[[FrameOutcome], None]:
        def answer(outcome: FrameOutcome) -> None:
            if self._crowd.client(client.id) is None:
                return
            if isinstance(outcome, AnalysedFrame):
                body = result_message(outcome, timestamp, client, datetime.now(UTC))
                self._emit("detection_result", body, to=client.id)
                self._send_alerts(client, outcome.picture.alerts)
            else:
                self._emit("error", error_message(outcome, timestamp), to=client.id)
                if isinstance(outcome, Unavailable):
                    level = AlertLevel.CRITICAL if outcome.code == "inference_away" else AlertLevel.ERROR
                    alert = CrowdAlert(type=AlertType.PROCESSING_ERROR, message=outcome.message, level=level)
                    self._send_alerts(client, (alert,))

        return answer

    def _subscribe(self, message: Any = None, *_more: Any) -> dict[str, Any]:
        client = self._crowd.client(_sid())
        if client is None:
            return {"ok": False, "code": "not_authenticated"}
        try:
            client.alerts = read_subscription(message)
        except InvalidInput as error:
            self._emit("error", error_message(error), to=client.id)
            return {"ok": False, "code": error.code}
        return {"ok": True, "alerts": sorted(client.alerts.values())}

    def _get_statistics(self, *_message: Any) -> dict[str, Any]:
        client = self._crowd.client(_sid())
        if client is None:
            return {"ok": False, "code": "not_authenticated"}
        return {"ok": True, "statistics": statistics_message(client)}

    def _reset_statistics(self, *_message: Any) -> dict[str, Any]:
        self._crowd.reset_client(_sid())
        return self._get_statistics()

    def _send_alerts(self, client: CrowdClient, alerts: tuple[CrowdAlert, ...]) -> None:
        for alert in alerts:
            name = client.alerts.get(alert.type)
            if name is not None:
                body = {"type": name, "message": alert.message, "level": alert.level.value}
                self._emit(name, body, to=client.id)

    def _caller(self, auth: Any, at: datetime) -> Caller:
        """By `auth` of the connection, which browsers can send, else by its headers."""
        sent = auth if isinstance(auth, dict) else {}
        given = sent.get("api_key") or sent.get("token")
        credential = given.strip() if isinstance(given, str) and given.strip() else credential_of(request.headers)
        if is_key(credential):
            return self._backend.api_keys.of_key(credential, at=at)
        return self._backend.accounts.of_token(credential, at=at)

    def _again(self, caller: Caller, at: datetime) -> Caller:
        if not isinstance(caller, Account):
            return self._backend.api_keys.of_digest(caller.secret_digest, at=at)
        if caller.expires_at <= at or self._backend.accounts.of_claim(caller.claim) != caller:
            raise NotAuthenticated("The log-in has ended or was changed.")
        return caller

    def _require(self, caller: Caller) -> Caller:
        if Permission.USE_CROWD not in caller.permissions:
            raise NotAllowed("This account or key is not for the crowd interface.", hint="Ask an administrator.")
        return caller

    def _limit_messages(self) -> None:
        """Disconnect who sends a large message without being connected here."""
        server = self._socketio.server
        take: Callable[[str, Any], Any] = server.eio.handlers["message"]

        def limited(eio_sid: str, data: Any) -> Any:
            if len(data) > BEFORE_CONNECTING_BYTES and not server.manager.sid_from_eio_sid(eio_sid, NAMESPACE):
                server.eio.disconnect(eio_sid)
                return None
            return take(eio_sid, data)

        server.eio.on("message", limited)

    def _emit(self, event: str, body: dict[str, Any], *, to: str) -> None:
        self._socketio.server.emit(event, body, to=to, namespace=NAMESPACE)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
