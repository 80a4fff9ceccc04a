"""All settings of one camera, in groups, and the one check that they can be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from backend.core.cameras.settings.detection import DetectionSettings
from backend.core.cameras.settings.picture_health import PictureHealthSettings
from backend.core.cameras.settings.ppe import PpeSettings
from backend.core.cameras.settings.specification import SettingNames, specification_of
from backend.core.errors import InvalidFields


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSettings:
    """A group per field.

    Every setting has a default, so a camera of which nothing was set has settings too.
    """

    detection: DetectionSettings = field(default_factory=DetectionSettings)
    ppe: PpeSettings = field(default_factory=PpeSettings)
    picture_health: PictureHealthSettings = field(default_factory=PictureHealthSettings)


def groups() -> dict[str, type[Any]]:
    """The classes of the groups by name."""
    return {group.name: type(getattr(CameraSettings(), group.name)) for group in fields(CameraSettings)}


def settings_of(values: Mapping[str, Mapping[str, Any]], *, names: SettingNames | None = None) -> CameraSettings:
    """The settings with these values, by group and field.

    What is absent is the default, what is unknown is ignored.

    InvalidFields lists every fault by its path (`settings.detection.detect_fps`). Without `names` a name is not
    checked, so that what was stored stays readable when a name is no longer there.
    """
    faults: list[tuple[str, str]] = []
    made: dict[str, Any] = {}
    for group, kind in groups().items():
        known: dict[str, Any] = {}
        for one in fields(kind):
            if one.name not in values.get(group, {}):
                continue
            value = values[group][one.name]
            fault = specification_of(one).fault_of(value, names)
            if fault:
                faults.append((f"settings.{group}.{one.name}", fault))
            known[one.name] = tuple(value) if isinstance(value, list) else value
        made[group] = kind(**known)
    if faults:
        raise InvalidFields(faults)
    return CameraSettings(**made)
