"""A camera's status in Redis: written by its worker, read by all processes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraState, CameraStatus
from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.cameras.drops import Drops
from backend.core.events.timestamps import format_time, parse_time
from backend.core.schedules.camera_mode import CameraMode
from backend.core.system.latency import LagNumbers

EXPIRES_SECONDS = 10
_TIMES = ("since", "last_frame_at", "mode_until", "retry_at")


def write(redis: RedisClient, camera_id: int, status: CameraStatus) -> None:
    """Publish the status. It expires after 10 seconds, so a dead worker has none."""
    body = {k: format_time(v) if isinstance(v, datetime) else v for k, v in asdict(status).items()}
    redis.set(redis.names.camera_state(camera_id), json.dumps(body), ex=EXPIRES_SECONDS)


def read(redis: RedisClient, camera_ids: Iterable[int]) -> dict[int, CameraStatus]:
    """The status of each camera whose worker reports.

    Redis errors are raised, never reported as "no status".
    """
    ids = list(camera_ids)
    if not ids:
        return {}
    values: list[bytes | None] = redis.mget([redis.names.camera_state(i) for i in ids])  # type: ignore[assignment]
    return {i: _decode(value) for i, value in zip(ids, values, strict=True) if value is not None}


def forget(redis: RedisClient, camera_ids: Iterable[int]) -> None:
    """Delete the status of these cameras: it was reported by earlier workers."""
    keys = [redis.names.camera_state(camera_id) for camera_id in camera_ids]
    if keys:
        redis.delete(*keys)


def _decode(value: bytes) -> CameraStatus:
    body: dict[str, Any] = json.loads(value)
    for name in _TIMES:
        if body.get(name):
            body[name] = parse_time(body[name])
    body["state"] = _state(body["state"])
    body["mode"] = CameraMode(body["mode"])
    body["drops"] = Drops(**body.get("drops", {}))
    if body.get("connection"):
        body["connection"] = ConnectionNumbers(**body["connection"])
    if body.get("lag"):
        body["lag"] = LagNumbers(**{**body["lag"], "counts": tuple(body["lag"]["counts"])})
    known = {k: v for k, v in body.items() if k in CameraStatus.__dataclass_fields__}
    return CameraStatus(**known)


def _state(value: str) -> CameraState:
    """A worker of a newer version may report a state that this version does not know."""
    return CameraState(value) if value in list(CameraState) else CameraState.UNKNOWN
