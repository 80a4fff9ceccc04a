"""A camera's state in Redis: written by its worker, read by everybody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from redis import Redis

from backend.adapters.redis import keys as redis_keys
from backend.core.cameras.camera import CameraStatus
from backend.core.cameras.connection_quality import ConnectionNumbers
from backend.core.cameras.drops import Drops
from backend.core.events.timestamps import format_time, parse_time
from backend.core.system.latency import LagNumbers

EXPIRES_SECONDS = 10
_TIMES = ("since", "last_frame_at", "mode_until")


def write(redis: Redis, camera_id: int, status: CameraStatus) -> None:
    """Say how the camera is. The word holds for 10 seconds; a silent worker is a dead one."""
    body = {k: format_time(v) if isinstance(v, datetime) else v for k, v in asdict(status).items()}
    redis.set(redis_keys.camera_state(camera_id), json.dumps(body), ex=EXPIRES_SECONDS)


def read(redis: Redis, camera_ids: Iterable[int]) -> dict[int, CameraStatus]:
    """The status of each camera whose worker reports. Redis errors are raised, never turned into "no status"."""
    ids = list(camera_ids)
    if not ids:
        return {}
    values: list[bytes | None] = redis.mget([redis_keys.camera_state(i) for i in ids])  # type: ignore[assignment]
    return {i: _decode(value) for i, value in zip(ids, values, strict=True) if value is not None}


def forget(redis: Redis, camera_ids: Iterable[int]) -> None:
    """What their earlier workers said holds no more."""
    keys = [redis_keys.camera_state(camera_id) for camera_id in camera_ids]
    if keys:
        redis.delete(*keys)


def _decode(value: bytes) -> CameraStatus:
    body: dict[str, Any] = json.loads(value)
    for name in _TIMES:
        if body.get(name):
            body[name] = parse_time(body[name])
    body["drops"] = Drops(**body.get("drops", {}))
    if body.get("connection"):
        body["connection"] = ConnectionNumbers(**body["connection"])
    if body.get("lag"):
        body["lag"] = LagNumbers(**{**body["lag"], "counts": tuple(body["lag"]["counts"])})
    known = {k: v for k, v in body.items() if k in CameraStatus.__dataclass_fields__}
    return CameraStatus(**known)
