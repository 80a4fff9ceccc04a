"""Settings of a camera: what can be chosen, what is refused by its path, and that the groups are complete."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from backend.core.cameras.settings.camera_settings import CameraSettings, groups, settings_of
from backend.core.cameras.settings.detection import DetectionSettings
from backend.core.cameras.settings.picture_health import PictureHealthSettings
from backend.core.cameras.settings.ppe import PpeSettings
from backend.core.cameras.settings.specification import specification_of
from backend.core.errors import InvalidFields
from backend.core.picture_health.assessment import WARNING

NAMES = {"items": ("helmet", "vest"), "analysers": ("ppe", "crowd")}


def faults(values: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidFields) as refused:
        settings_of(values, names=NAMES)
    return list(refused.value.faults)


def test_without_values_every_setting_is_its_default() -> None:
    assert settings_of({}, names=NAMES) == CameraSettings()
    assert CameraSettings().detection == DetectionSettings(detect_fps=5.0, analysers=("ppe",))
    assert CameraSettings().ppe.required_items == ("helmet", "vest")


def test_values_are_taken_over_and_what_is_absent_stays_the_default() -> None:
    found = settings_of({"detection": {"detect_fps": 2}, "ppe": {"required_items": ["vest"]}}, names=NAMES)
    assert found == CameraSettings(detection=DetectionSettings(detect_fps=2), ppe=PpeSettings(required_items=("vest",)))


@pytest.mark.parametrize("value", [1, 1.0, 7.5, 15])
def test_a_rate_within_its_bounds_is_accepted(value: float) -> None:
    assert settings_of({"detection": {"detect_fps": value}}).detection.detect_fps == value


@pytest.mark.parametrize("value", [0.99, 15.01, 0, -5, float("nan"), float("inf"), True, "5", None])
def test_a_rate_that_cannot_be_used_is_refused_with_its_bounds(value: Any) -> None:
    found = faults({"detection": {"detect_fps": value}})
    assert found == [("settings.detection.detect_fps", "Choose a number from 1 to 15.")]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["helmet", "helmet"], "Each name may be given once."),
        (["helmet", "cape"], "Unknown: cape. Known: helmet, vest."),
        ("helmet", "Give a list of names."),
        ([1], "Give a list of names."),
    ],
)
def test_items_that_cannot_be_required_are_refused(value: Any, message: str) -> None:
    assert faults({"ppe": {"required_items": value}}) == [("settings.ppe.required_items", message)]


def test_no_item_may_be_required_but_something_is_analysed() -> None:
    assert settings_of({"ppe": {"required_items": []}}, names=NAMES).ppe.required_items == ()
    assert faults({"detection": {"analysers": []}}) == [("settings.detection.analysers", "Choose at least one.")]


def test_all_faults_are_listed_at_once() -> None:
    values = {"detection": {"detect_fps": 99, "analysers": ["x"]}, "picture_health": {"moved_warning": "no"}}
    assert [path for path, _ in faults(values)] == [
        "settings.detection.detect_fps",
        "settings.detection.analysers",
        "settings.picture_health.moved_warning",
    ]


def test_a_name_that_is_gone_can_still_be_read() -> None:
    assert settings_of({"ppe": {"required_items": ["cape"]}}).ppe.required_items == ("cape",)


def test_every_setting_is_described_and_its_default_can_be_used() -> None:
    for kind in groups().values():
        for one in fields(kind):
            specification = specification_of(one)
            assert specification.description.endswith(".")
            assert specification.fault_of(one.default, NAMES) == ""


def test_only_warnings_about_the_picture_can_be_switched_off() -> None:
    off = PictureHealthSettings(moved_warning=False, defocused_warning=False, no_colour_warning=False)
    assert off.ignored == {"moved", "defocused", "no_colour"}
    assert off.ignored < set(WARNING)
    assert PictureHealthSettings().ignored == frozenset()
