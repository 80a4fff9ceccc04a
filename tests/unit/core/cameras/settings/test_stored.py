"""Stored settings: only what was chosen, nothing of a newer version lost, and never silently the default."""

from __future__ import annotations

import json

import pytest

from backend.core.cameras.settings import stored
from backend.core.cameras.settings.camera_settings import CameraSettings, settings_of
from backend.core.errors import InvalidFields, InvalidInput

NAMES = {"items": ("helmet", "vest"), "analysers": ("ppe",)}


def test_a_camera_of_which_nothing_was_set_has_the_defaults() -> None:
    assert stored.from_text(None) == CameraSettings()


def test_only_what_differs_from_the_default_is_stored() -> None:
    text = stored.changed(
        None, {"detection": {"detect_fps": 2.0}, "ppe": {"required_items": ["helmet", "vest"]}}, NAMES
    )
    assert json.loads(text) == {"version": 1, "detection": {"detect_fps": 2.0}}
    assert stored.from_text(text).detection.detect_fps == 2.0


def test_a_change_keeps_the_other_settings_and_null_restores_a_default() -> None:
    text = stored.changed(None, {"detection": {"detect_fps": 2.0}, "ppe": {"required_items": ["vest"]}}, NAMES)
    text = stored.changed(text, {"detection": {"detect_fps": None}}, NAMES)
    assert json.loads(text) == {"version": 1, "ppe": {"required_items": ["vest"]}}
    assert json.loads(stored.changed(text, {"ppe": {"required_items": None}}, NAMES)) == {"version": 1}


def test_null_as_a_group_restores_its_defaults_and_keeps_the_other_groups() -> None:
    text = stored.changed(None, {"detection": {"detect_fps": 2.0}, "ppe": {"required_items": ["vest"]}}, NAMES)
    assert json.loads(stored.changed(text, {"ppe": None}, NAMES)) == {"version": 1, "detection": {"detect_fps": 2.0}}


def test_what_a_newer_version_stored_is_kept() -> None:
    newer = {"version": 2, "detection": {"detect_fps": 2.0, "zoom": 3}, "presence": {"minutes": 5}}
    assert stored.from_text(json.dumps(newer)).detection.detect_fps == 2.0
    text = stored.changed(json.dumps(newer), {"detection": {"detect_fps": 4.0}}, NAMES)
    assert json.loads(text) == {"version": 2, "detection": {"detect_fps": 4.0, "zoom": 3}, "presence": {"minutes": 5}}
    text = stored.changed(text, {"detection": None}, NAMES)
    assert json.loads(text) == {"version": 2, "detection": {"zoom": 3}, "presence": {"minutes": 5}}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"version": 1, "ppe": []}', '{"version": 1, "detection": {"detect_fps": "fast"}}'],
)
def test_what_cannot_be_read_raises_and_can_be_replaced(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        stored.from_text(text)
    assert refused.value.code == "settings_unreadable"
    replaced = stored.changed(text, {"detection": {"detect_fps": 2.0}}, NAMES)
    assert stored.from_text(replaced).detection.detect_fps == 2.0


def test_a_change_that_cannot_be_used_is_refused_by_its_path() -> None:
    with pytest.raises(InvalidFields) as refused:
        stored.changed(None, {"ppe": {"required_items": ["cape"]}}, NAMES)
    assert [path for path, _ in refused.value.faults] == ["settings.ppe.required_items"]


def test_published_settings_have_all_values_and_come_back_the_same() -> None:
    settings = settings_of({"detection": {"detect_fps": 2.0}, "picture_health": {"moved_warning": False}})
    body = json.loads(json.dumps(stored.to_json(settings)))
    assert body["ppe"] == {"required_items": ["helmet", "vest"]}
    assert stored.from_json(body) == settings
