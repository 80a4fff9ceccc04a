"""Socket.IO, namespace `/live`: what changes, as it changes, to the users that may see it.

A connection is in its scope's room, for cameras, and in its user's, for violations: the paths of their pictures are the
user's own. Frames go to each viewer on its own, because some receive more slowly.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from backend.adapters.live.frames import LiveFrame
from backend.adapters.live.subscription import Shown
from backend.adapters.live.video import LiveVideo
from backend.core.accounts.scope import Scope
from backend.core.errors import MandorError, NotAuthenticated, NotFound, Unavailable
from backend.core.events.envelope import Event
from backend.core.events.timestamps import format_time
from backend.core.video.encoded_flow import VideoFlow
from backend.core.video.frame_flow import ViewerFlow
from backend.routes.cameras.schemas import CameraAnswer
from backend.routes.fields import MAX_ID
from backend.routes.live.event_messages import MESSAGES
from backend.services.accounts.accounts import Account
from backend.services.assembly import Backend

log = logging.getLogger(__name__)
NAMESPACE = "/live"
RECHECK_SECONDS = 30.0
STALE_SECONDS = 2.0
"""A frame older than this is not sent when a slow viewer is ready at last; the next one is."""


@dataclass(slots=True)
class Viewing:
    """One connection watching one camera."""

    flow: ViewerFlow = field(default_factory=ViewerFlow)
    newest: LiveFrame | None = None
    newest_number: int = 0
    newest_at: float = 0.0
    video: VideoFlow = field(default_factory=VideoFlow)
    run: str = ""
    """The run of video that it follows."""
    lock: threading.RLock = field(default_factory=threading.RLock)


@dataclass(slots=True)
class Connection:
    """A browser that is connected."""

    account: Account
    viewings: dict[int, Viewing] = field(default_factory=dict)


class LiveEvents:
    """The connections of this process and what is sent to them."""

    def __init__(self, socketio: SocketIO, backend: Backend, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._socketio = socketio
        self._backend = backend
        self._monotonic = monotonic
        self._connections: dict[str, Connection] = {}
        self._lock = threading.RLock()
        self._sent_cameras: dict[int, dict[int, dict[str, Any]]] = {}
        self._rechecked_at = monotonic()
        socketio.on_event("connect", self._connect, namespace=NAMESPACE)
        socketio.on_event("disconnect", self._disconnect, namespace=NAMESPACE)
        socketio.on_event("watch", self._watch, namespace=NAMESPACE)
        socketio.on_event("unwatch", self._unwatch, namespace=NAMESPACE)
        backend.event_listeners.append(self.publish_event)

    def publish_event(self, event: Event) -> None:
        """Send users what the event changed, if its kind has a message and it is within their scope.

        A browser that misses it loads it.
        """
        message_of = MESSAGES.get(event.kind)
        if message_of is None:
            return
        try:
            message = message_of(self._backend, event)
        except (NotFound, Unavailable) as error:
            log.warning("%s %s was not sent to browsers: %s", event.kind, event.id, error.message)
            return
        for account in {account.id: account for account in self._accounts()}.values():
            if account.scope.permits(event.company_id, site_id=message.site_id, camera_id=message.camera_id):
                self._emit(message.name, message.body_for(account, datetime.now(UTC)), to=_room_of_user(account))

    def publish_alive(self, *, at: datetime) -> None:
        """Tell every browser that the backend works: silence for longer is a lost connection."""
        for scope in {account.scope for account in self._accounts()}:
            self._emit("alive", {"at": format_time(at)}, to=_room(scope))

    def publish_cameras(self, *, at: datetime) -> None:
        """Send each scope its cameras that changed since the last call. Unavailable when the database is away."""
        self._close_ended_accounts(at=at)
        current: dict[int, dict[int, dict[str, Any]]] = {
            company_id: {v.id: CameraAnswer.model_validate(v).model_dump(mode="json") for v in views}
            for company_id, views in self._backend.cameras.of_every_company(at=at).items()
        }
        for scope in {account.scope for account in self._accounts()}:
            before, after = _within(scope, self._sent_cameras), _within(scope, current)
            for camera_id in before.keys() - after.keys():
                self._end_viewings(scope, camera_id)
                self._emit("camera_removed", {"id": camera_id}, to=_room(scope))
            for camera_id, body in after.items():
                if before.get(camera_id) != body:
                    self._emit("camera", body, to=_room(scope))
        self._sent_cameras = current

    def _accounts(self) -> list[Account]:
        with self._lock:
            return [connection.account for connection in self._connections.values()]

    def _end_viewings(self, scope: Scope, camera_id: int) -> None:
        """The camera left the scope: it was removed, or moved to another site."""
        for sid, connection in list(self._connections.items()):
            if connection.account.scope == scope and connection.viewings.pop(camera_id, None) is not None:
                self._backend.subscription.unwatch(camera_id, sid)

    def _connect(self, auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        if not isinstance(token, str):
            raise ConnectionRefusedError("not_authenticated")
        try:
            account = self._backend.accounts.of_token(token, at=datetime.now(UTC))
        except MandorError as error:
            raise ConnectionRefusedError(error.code) from error
        with self._lock:
            self._connections[_sid()] = Connection(account)
        join_room(_room(account.scope))
        join_room(_room_of_user(account))

    def _disconnect(self, *_reason: Any) -> None:
        sid = _sid()
        with self._lock:
            connection = self._connections.pop(sid, None)
        for camera_id in connection.viewings if connection else ():
            self._backend.subscription.unwatch(camera_id, sid)

    def _watch(self, data: Any = None) -> dict[str, Any]:
        camera_id = _camera_id(data)
        connection = self._connections.get(_sid())
        if camera_id is None or connection is None:
            return {"ok": False, "code": "invalid_input" if connection else "not_authenticated"}
        try:
            self._backend.cameras.require(connection.account.scope, camera_id)
        except (NotFound, Unavailable) as error:
            return {"ok": False, "code": error.code}
        sid = _sid()
        with self._lock:
            if sid not in self._connections:  # it went away while the database answered
                return {"ok": False, "code": "not_authenticated"}
            viewing = connection.viewings.setdefault(camera_id, Viewing())
            viewing.run = ""
            self._backend.subscription.watch(
                camera_id, sid, lambda shown: self._show(sid, viewing, shown), video=data.get("video") is True
            )
        return {"ok": True}

    def _unwatch(self, data: Any = None) -> dict[str, Any]:
        camera_id = _camera_id(data)
        connection = self._connections.get(_sid())
        if camera_id is None or connection is None:
            return {"ok": False, "code": "invalid_input"}
        connection.viewings.pop(camera_id, None)
        self._backend.subscription.unwatch(camera_id, _sid())
        return {"ok": True}

    def _show(self, sid: str, viewing: Viewing, shown: Shown) -> None:
        if isinstance(shown, LiveVideo):
            self._send_video(sid, viewing, shown)
        elif shown.mode != "stream" or not viewing.run:
            self._offer(sid, viewing, shown)

    def _send_video(self, sid: str, viewing: Viewing, piece: LiveVideo) -> None:
        """Every piece in order, or none until the next key frame."""
        with viewing.lock:
            if piece.kind != "part":
                viewing.run = piece.run if piece.kind == "init" else ""
                viewing.video.begin()
            elif piece.run != viewing.run or not viewing.video.offer(piece.number, key=piece.key):
                return

        def acknowledged(*_answer: Any) -> None:
            with viewing.lock:
                if piece.run == viewing.run:
                    viewing.video.acknowledge(piece.number)

        self._emit("video", {**piece.header(), "data": piece.data}, to=sid, callback=acknowledged)

    def _offer(self, sid: str, viewing: Viewing, frame: LiveFrame) -> None:
        with viewing.lock:
            viewing.newest = frame
            viewing.newest_number += 1
            viewing.newest_at = self._monotonic()
        self._send_newest(sid, viewing)

    def _send_newest(self, sid: str, viewing: Viewing) -> None:
        with viewing.lock:
            frame, number, at = viewing.newest, viewing.newest_number, self._monotonic()
            if frame is None or at - viewing.newest_at > STALE_SECONDS or not viewing.flow.offer(number, at=at):
                return

        def acknowledged(*_answer: Any) -> None:
            with viewing.lock:
                viewing.flow.acknowledge(number)
            self._send_newest(sid, viewing)

        body = {**frame.header(), "jpeg": frame.jpeg}
        self._emit("frame", body, to=sid, callback=acknowledged)

    def _close_ended_accounts(self, *, at: datetime) -> None:
        """Every half minute: users are disconnected whose account was closed or changed, or whose log-in ran out."""
        if self._monotonic() - self._rechecked_at < RECHECK_SECONDS:
            return
        self._rechecked_at = self._monotonic()
        for sid, connection in list(self._connections.items()):
            try:
                if connection.account.expires_at <= at:
                    raise NotAuthenticated("The log-in ran out.")
                if self._backend.accounts.of_claim(connection.account.claim) != connection.account:
                    raise NotAuthenticated("The account was changed.")  # the browser connects again
            except NotAuthenticated:
                self._socketio.server.disconnect(sid, namespace=NAMESPACE)

    def _emit(self, event: str, body: dict[str, Any], *, to: str, callback: Callable[..., None] | None = None) -> None:
        self._socketio.server.emit(event, body, to=to, namespace=NAMESPACE, callback=callback)


def _room(scope: Scope) -> str:
    """The room of all who see the same."""
    if scope.limits is None:
        return f"company:{scope.company_id}:{scope.unassigned}"
    return f"company:{scope.company_id}:{sorted(scope.limits.site_ids)}:{sorted(scope.limits.camera_ids)}"


def _room_of_user(account: Account) -> str:
    return f"user:{account.id}"


def _within(scope: Scope, cameras: Mapping[int, Mapping[int, dict[str, Any]]]) -> dict[int, dict[str, Any]]:
    """The cameras by company that the scope holds."""
    company_id = scope.owner_id
    return {
        camera_id: body
        for camera_id, body in cameras.get(company_id, {}).items()
        if scope.permits(company_id, site_id=body["site_id"], camera_id=camera_id)
    }


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _camera_id(data: Any) -> int | None:
    value = data.get("camera_id") if isinstance(data, dict) else None
    return value if type(value) is int and 0 < value <= MAX_ID else None
