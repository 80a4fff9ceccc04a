"""Refused logins of a camera, kept in Redis over restarts of its worker: cameras lock who tries too often."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.adapters.redis.connection import RedisClient
from backend.core.cameras.camera import CameraConfig
from backend.core.events.timestamps import format_time, parse_time
from backend.core.video.retry_policy import RetryState

KEPT_SECONDS = 24 * 3600
"""Longer than any wait; a camera that nobody runs for a day begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRetry:
    """What an earlier worker counted."""

    state: RetryState
    retry_at: datetime | None = None


NOTHING = KeptRetry(state=RetryState())


def save(redis: RedisClient, config: CameraConfig, kept: KeptRetry) -> None:
    """Keep it for the next worker; nothing where no login was refused. Raises RedisError."""
    key = redis.names.camera_retry(config.camera_id)
    if not kept.state.logins_refused:
        redis.delete(key)
        return
    body = {
        "source": _digest(config.source, config),
        "edit": _digest(repr(config.as_edited()), config),
        "reason": kept.state.reason,
        "failures": kept.state.failures,
        "logins_refused": kept.state.logins_refused,
        "retry_at": format_time(kept.retry_at) if kept.retry_at is not None else None,
    }
    redis.set(key, json.dumps(body), ex=KEPT_SECONDS)


def load(redis: RedisClient, config: CameraConfig) -> KeptRetry:
    """What was kept for this source. One that was edited since is tried at once. Raises RedisError."""
    value = redis.get(redis.names.camera_retry(config.camera_id))
    try:
        body: dict[str, Any] = json.loads(value) if isinstance(value, bytes) else {}
        if body.get("source") != _digest(config.source, config):
            return NOTHING
        state = RetryState(
            reason=str(body["reason"]), failures=int(body["failures"]), logins_refused=int(body["logins_refused"])
        )
        is_edited = body.get("edit") != _digest(repr(config.as_edited()), config)
        return KeptRetry(
            state=state, retry_at=parse_time(body["retry_at"]) if body["retry_at"] and not is_edited else None
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return NOTHING


def _digest(text: str, config: CameraConfig) -> str:
    """Tells whether the text is the same; the text itself, with the password, is in the configuration only."""
    return hashlib.sha256(f"{config.camera_id}:{text}".encode()).hexdigest()[:16]
