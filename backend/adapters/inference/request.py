"""One request as it travels from a worker to the inference server."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any

from backend.core.ppe.inference_tasks import CROPS, PPE

REPLY_EXPIRES_SECONDS = 5
"""How long pixels and answers stay in Redis when the other side is gone. Longer than any worker waits."""
SEQUENCE = struct.Struct("<Q")
"""Precedes pixels and answers: the number of the request that they belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A reference to pixels, and what is asked about them."""

    task: str
    camera_id: int
    nonce: str
    """Names the worker's process, so that it never takes an answer that was meant for its predecessor."""
    sequence: int
    width: int
    """Of the original picture, pixels; of crops: their side."""
    height: int
    side: int
    """Of the square that the model takes, pixels."""
    in_redis: bool
    """Where the pixels are: in Redis, else in shared memory."""
    kinds: tuple[int, ...] = ()
    """What each crop is of; empty for a frame."""
    asked_at: float = 0.0
    """On the monotonic clock of the worker's machine, seconds."""
    patience_seconds: float = 0.0
    """How long the worker waits for the answer; 0: not known."""
    boot: str = ""
    """Which machine that is, since it was started (see `clock.boot`): another machine's clock cannot be compared."""

    def waited(self, now: float, boot: str) -> float | None:
        """Seconds since it was asked, at `now` on the monotonic clock of machine `boot`; None on another machine."""
        return max(0.0, now - self.asked_at) if boot and boot == self.boot else None

    def is_stale(self, now: float, boot: str) -> bool:
        """Whether its worker has certainly stopped waiting."""
        waited = self.waited(now, boot)
        return waited is not None and 0 < self.patience_seconds < waited

    def to_wire(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_wire(body: bytes) -> Request | None:
        """The inverse; None when it cannot be read.

        Workers of earlier versions name no task: theirs is the crop classifier's where there are kinds, else PPE's.
        """
        try:
            fields: dict[str, Any] = json.loads(body)
            known = {name: value for name, value in fields.items() if name in Request.__dataclass_fields__}
            kinds = tuple(fields.get("kinds", ()))
            task = str(fields.get("task") or (CROPS.name if kinds else PPE.name))
            return Request(**{**known, "kinds": kinds, "task": task})
        except (ValueError, TypeError, AttributeError):
            return None
