"""A person whom a picture shows, as all analysers together saw them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from backend.core.vision.boxes import Box


class SeenPerson(Protocol):
    """What is recorded of people rests on this, see `core.exposure` and `core.track_history`."""

    @property
    def track_id(self) -> int:
        """Of the tracker."""
        ...

    @property
    def box(self) -> Box:
        """In picture pixels."""
        ...

    @property
    def states(self) -> Mapping[str, str]:
        """State by what was assessed, such as an item's name; see `core.ppe.belief.Wear`."""
        ...
