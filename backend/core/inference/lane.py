"""One camera's requests of one task, of which at most one waits.

The unit of scheduling: each lane gets its share of the time, and a lane whose pictures end the server rests without
the camera's other tasks.
"""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_TASK = "ppe"
"""The task of a lane without a name, and of the settings and records that name none: before there were tasks, this was
the only one, and workers and servers of that time are understood during an upgrade."""


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """A camera and a task, as `Task.lane` names it."""

    camera_id: int
    """Below 0: no camera's, but one of the places in which the crowd interface asks."""
    task: str = DEFAULT_TASK

    @property
    def key(self) -> str:
        """As it stands in Redis: `3` for the default task, `3:faces` for others."""
        return str(self.camera_id) if self.task == DEFAULT_TASK else f"{self.camera_id}:{self.task}"

    @staticmethod
    def parse(key: str) -> Lane:
        """The inverse of `key`. ValueError when it is none."""
        camera, _, task = key.partition(":")
        return Lane(int(camera), task or DEFAULT_TASK)
