"""Who did something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A user, a command on the machine, or somebody who is not logged in.

    `id` is None for anybody but a user; `address` is empty for who is on the machine itself.
    """

    id: int | None
    name: str
    address: str


SYSTEM = Actor(None, "system", "")
"""The installation itself: jobs and commands."""
