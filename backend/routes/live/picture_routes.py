"""Live pictures for an `<img>`, which sends no header: its token travels in the query."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, backend, now, operation
from backend.routes.system.schemas import StreamQuery
from backend.services.accounts.accounts import Account

blueprint = Blueprint("stream", __name__)
BOUNDARY = "mandor-frame"


def _holder(token: str, camera_id: int) -> Account:
    return backend().live_pictures.account_of_token(token, camera_id, at=now())


@operation(
    blueprint,
    "GET",
    "/stream/<int(max=2147483647):camera_id>.mjpg",
    access=Permission.VIEW_LIVE,
    query=StreamQuery,
    media_type="multipart/x-mixed-replace",
    holder=_holder,
)
def follow(camera_id: int, query: StreamQuery) -> Response:
    """Show the live picture as motion JPEG."""
    viewer = account()
    first = backend().live_pictures.snapshot(viewer, camera_id)
    pictures = backend().live_pictures.follow(viewer, camera_id)
    response = Response(_parts(first, pictures), content_type=f"multipart/x-mixed-replace; boundary={BOUNDARY}")
    response.headers["X-Accel-Buffering"] = "no"
    return response


@operation(
    blueprint,
    "GET",
    "/stream/<int(max=2147483647):camera_id>/snapshot.jpg",
    access=Permission.VIEW_LIVE,
    query=StreamQuery,
    media_type="image/jpeg",
    holder=_holder,
)
def snapshot(camera_id: int, query: StreamQuery) -> Response:
    """Show the newest picture."""
    jpeg = backend().live_pictures.snapshot(account(), camera_id)
    return Response(jpeg, mimetype="image/jpeg")


def _parts(first: bytes, pictures: Iterator[bytes]) -> Iterator[bytes]:
    """Each picture is followed by the boundary at once: browsers draw a picture when they see its end."""
    yield f"--{BOUNDARY}\r\n".encode() + _part(first)
    for jpeg in pictures:
        yield _part(jpeg)


def _part(jpeg: bytes) -> bytes:
    head = f"Content-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
    return head.encode() + jpeg + f"\r\n--{BOUNDARY}\r\n".encode()
