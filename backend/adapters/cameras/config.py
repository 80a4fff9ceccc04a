"""A camera's configuration in Redis, from the orchestrator to its worker.

A change is announced on the control channel as `camera:<id>`, so that a worker follows at once instead of polling.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from backend.adapters.cameras import control as camera_control
from backend.adapters.redis.connection import RedisClient
from backend.adapters.rules.definition import UNREADABLE, fact_of, rule_of, zone_of
from backend.core.cameras.camera import CameraConfig
from backend.core.cameras.settings import stored as stored_settings
from backend.core.cameras.settings.camera_settings import CameraSettings
from backend.core.errors import InvalidInput
from backend.core.events.timestamps import format_time, parse_time
from backend.core.schedules.camera_mode import CameraMode
from backend.core.schedules.camera_plan import ModeOverride

_PARTS: tuple[tuple[str, Callable[[Any], Any]], ...] = (("zones", zone_of), ("rules", rule_of), ("facts", fact_of))


def announce(redis: RedisClient, camera_id: int) -> None:
    """Notify the orchestrator and the worker that this camera changed."""
    redis.publish(redis.names.control, f"camera:{camera_id}")
    camera_control.notify(redis, camera_id, camera_control.CONFIG)


def publish(redis: RedisClient, config: CameraConfig) -> bool:
    """Write the configuration if it differs from the published one.

    Returns whether it did.
    """
    return bool(publish_all(redis, [config]))


def publish_all(redis: RedisClient, configs: Sequence[CameraConfig]) -> list[int]:
    """The same for many cameras in one query.

    Returns the cameras whose configuration differed.
    """
    if not configs:
        return []
    there: list[bytes | None] = redis.mget(  # type: ignore[assignment]
        [redis.names.camera_config(config.camera_id) for config in configs]
    )
    changed = []
    for config, before in zip(configs, there, strict=True):
        body = encode(config)
        if body != before:
            redis.set(redis.names.camera_config(config.camera_id), body)
            announce(redis, config.camera_id)
            changed.append(config.camera_id)
    return changed


def read(redis: RedisClient, camera_id: int) -> CameraConfig | None:
    """The configuration; None when the camera is new, off or removed."""
    value: bytes | None = redis.get(redis.names.camera_config(camera_id))  # type: ignore[assignment]
    return None if value is None else decode(value)


def encode(config: CameraConfig) -> bytes:
    """Encode a configuration.

    `detect_fps` and `required_items` are for workers of earlier versions.
    """
    body = {
        **asdict(config),
        "settings": stored_settings.to_json(config.settings),
        "detect_fps": config.detect_fps,
        "required_items": config.required_items,
    }
    return json.dumps(body, sort_keys=True, default=format_time).encode()


def decode(value: bytes) -> CameraConfig:
    """Decode a published configuration.

    Of one of another version the known part is read.
    """
    body: dict[str, Any] = json.loads(value)
    try:
        body["settings"] = stored_settings.from_json(body.get("settings") or _settings_of_earlier_version(body))
    except InvalidInput:  # as in the repository: a worker with the defaults, which says so, is better than none
        body |= {"settings": CameraSettings(), "settings_unreadable": True}
    body["mode"] = CameraMode(body["mode"])
    body["override"] = _override(body.get("override"))
    for part, read_one in _PARTS:
        body[part], unreadable = _readable(body.get(part, ()), read_one)
        body["rules_unreadable"] = body.get("rules_unreadable", False) or unreadable
    return CameraConfig(**{k: v for k, v in body.items() if k in CameraConfig.__dataclass_fields__})


def _readable(bodies: Iterable[Any], read_one: Callable[[Any], Any]) -> tuple[tuple[Any, ...], bool]:
    """What can be read, and whether something cannot: a newer orchestrator may know more kinds of rules."""
    found, unreadable = [], False
    for body in bodies:
        try:
            found.append(read_one(body))
        except UNREADABLE:
            unreadable = True
    return tuple(found), unreadable


def _settings_of_earlier_version(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": stored_settings.VERSION,
        "detection": {"detect_fps": body["detect_fps"]},
        "ppe": {"required_items": body["required_items"]},
    }


def _override(body: dict[str, Any] | None) -> ModeOverride | None:
    if body is None:
        return None
    until = body.get("until")
    return ModeOverride(
        mode=CameraMode(body["mode"]), until=parse_time(until) if until else None, by=body.get("by", "")
    )


def known(redis: RedisClient) -> set[int]:
    """The cameras that have a configuration or open violations in Redis."""
    patterns = (redis.names.camera_config_pattern(), redis.names.camera_episodes_pattern())
    keys: Iterable[bytes] = (key for match in patterns for key in redis.scan_iter(match=match, count=1000))
    return {camera for camera in map(redis.names.camera_of, keys) if camera is not None}


def remove(redis: RedisClient, camera_id: int) -> None:
    """Delete the configuration, state and open episodes of a removed camera."""
    redis.delete(
        redis.names.camera_config(camera_id),
        redis.names.camera_state(camera_id),
        redis.names.camera_episodes(camera_id),
    )
