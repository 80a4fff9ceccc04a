"""Settings as JSON: `{"version": 1, "detection": {"detect_fps": 2.0}, …}`.

The database keeps only values that differ from the default, so that a better default reaches every camera that did not
choose. What a newer version stored and this one does not know stays in the text when a setting is changed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeAlias

from backend.core.cameras.settings.camera_settings import CameraSettings, groups, settings_of
from backend.core.cameras.settings.specification import SettingNames
from backend.core.errors import InvalidFields, InvalidInput

SettingChanges: TypeAlias = Mapping[str, Mapping[str, Any] | None]
"""Values by group and field; None restores the default, what is absent stays."""
VERSION = 1
"""Grows when a stored value changes its meaning; a new setting does not change it."""


def to_json(settings: CameraSettings) -> dict[str, Any]:
    """All values, for a reader whose defaults may be others."""
    return {"version": VERSION, **asdict(settings)}


def from_json(body: Any) -> CameraSettings:
    """The settings of such an object, as far as they are known here.

    InvalidInput when it cannot be read.
    """
    if not isinstance(body, dict) or not isinstance(body.get("version"), int):
        raise InvalidInput("The camera's settings are no settings.", code="settings_unreadable")
    if not all(isinstance(body.get(group, {}), dict) for group in groups()):
        raise InvalidInput("A group of the camera's settings is no object.", code="settings_unreadable")
    try:
        return settings_of(body)
    except InvalidFields as error:
        raise InvalidInput(f"The camera's settings cannot be used: {error}", code="settings_unreadable") from error


def from_text(text: str | None) -> CameraSettings:
    """The settings of a stored text.

    The defaults for a camera of which nothing was set (None).

    InvalidInput (`settings_unreadable`) when the text cannot be read: it is never taken for the defaults.
    """
    return CameraSettings() if text is None else from_json(_parsed(text))


def changed(text: str | None, changes: SettingChanges, names: SettingNames) -> str:
    """The stored text after a change, by group and field.

    None as a value restores the default, None as a group every default of the group.

    InvalidFields lists what cannot be used. A text that cannot be read is replaced as a whole.
    """
    body = _readable(text)
    for group, values in changes.items():
        restored = dict.fromkeys(one.name for one in fields(groups()[group]))
        body[group] = {**body.get(group, {}), **(restored if values is None else values)}
    for group, kind in groups().items():
        default = asdict(kind())
        kept = {name: value for name, value in body.pop(group, {}).items() if value is not None}
        kept = {name: value for name, value in kept.items() if name not in default or _plain(default[name]) != value}
        if kept:
            body[group] = kept
    settings_of(body, names=names)
    return json.dumps(body, sort_keys=True)


def _readable(text: str | None) -> dict[str, Any]:
    if text is None:
        return {"version": VERSION}
    try:
        from_text(text)
    except InvalidInput:
        return {"version": VERSION}
    body: dict[str, Any] = _parsed(text)
    return body


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InvalidInput("The camera's settings are no JSON.", code="settings_unreadable") from error
