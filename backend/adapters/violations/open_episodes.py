"""A camera's open violations, so that a worker that starts again does not report them again.

In Redis, and in a file: Redis may be empty when the worker starts (one's own, that keeps nothing).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.adapters.redis.connection import RedisClient
from backend.adapters.rules.definition import rule_of
from backend.core.events.timestamps import format_time
from backend.core.rules.rule import EVERYWHERE, Rule
from backend.core.violations.episode import Episode

log = logging.getLogger(__name__)


def save(redis: RedisClient, camera_id: int, episodes: Iterable[Episode]) -> None:
    """Make the stored episodes these."""
    key = redis.names.camera_episodes(camera_id)
    pipe = redis.pipeline(transaction=True)
    pipe.delete(key)
    for episode in episodes:
        pipe.hset(key, episode.violation_id, _text(asdict(episode)))
    pipe.execute()


def load(redis: RedisClient, camera_id: int) -> list[Episode]:
    """The stored episodes. Redis errors are raised, never turned into "none open"."""
    stored: dict[bytes, bytes] = redis.hgetall(redis.names.camera_episodes(camera_id))  # type: ignore[assignment]
    return [_episode(json.loads(value)) for value in stored.values()]


def save_file(path: Path, episodes: Iterable[Episode]) -> None:
    """Make the file's episodes these. Where the disk refuses there is no file, rather than one that is out of date."""
    part = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(_text([asdict(episode) for episode in episodes]))
        part.replace(path)
    except OSError as error:
        log.error("the open violations cannot be written to disk: %s", error.strerror)
        for stale in (part, path):
            with suppress(OSError):
                stale.unlink(missing_ok=True)


def load_file(path: Path) -> list[Episode] | None:
    """The file's episodes; None when there is no file, or a broken one."""
    try:
        return [_episode(body) for body in json.loads(path.read_text())]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.error("the file of open violations cannot be read: %s", type(error).__name__)
        return None


def _text(body: Any) -> str:
    return json.dumps(body, default=format_time)


def _episode(body: dict[str, Any]) -> Episode:
    x1, y1, x2, y2 = body["box"]
    known = {name: value for name, value in body.items() if name in Episode.__dataclass_fields__}
    rule = rule_of(body["rule"]) if "rule" in body else None
    if rule is None:
        known |= _of_earlier_version(body)
    else:
        known |= {"rule": rule, "items": tuple(body["items"])}
    return Episode(**{**known, "box": (x1, y1, x2, y2)})


def _of_earlier_version(body: dict[str, Any]) -> dict[str, Any]:
    """An earlier version knew one rule per item, everywhere."""
    item, worn_since = body["item"], body.get("worn_since")
    return {
        "rule": Rule(id=EVERYWHERE, items=(item,)),
        "items": (item,),
        "worn": {} if worn_since is None else {item: worn_since},
        "last_assessed": body["last_missing"],
    }
