"""What a camera does, by its own mode, a schedule or an override.

Defined here and not with cameras, which stand above schedules, because schedules name modes too.
"""

from __future__ import annotations

from enum import StrEnum


class CameraMode(StrEnum):
    """A camera's mode."""

    DETECT = "detect"
    """Live picture and detection."""
    STREAM = "stream"
    """Live picture only."""
    OFF = "off"
    """Not connected; no process runs. Only schedules and overrides choose it: a camera's own mode is never off."""
