"""Settings of a camera over HTTP: stored, answered, published to the worker, and refused by the path of the field."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from backend.adapters.cameras import config as camera_config
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.database.tables import Camera
from backend.adapters.redis.connection import RedisClient
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraConfig
from backend.services.assembly import Backend
from tests.builders import World

DEFAULTS = {
    "detection": {"detect_fps": 5.0, "analysers": ["ppe"]},
    "ppe": {"required_items": ["helmet", "vest"]},
    "picture_health": {"moved_warning": True, "defocused_warning": True, "no_colour_warning": True},
}
CHOSEN = {"detection": {"detect_fps": 2}, "ppe": {"required_items": ["vest"]}}


def config_of(backend: Backend, camera_id: int) -> CameraConfig:
    with backend.database.reading(Scope.installation()) as session:
        return next(one for one in enabled_camera_configs(session) if one.camera_id == camera_id)


def test_a_camera_has_the_default_settings_until_some_are_chosen(client: FlaskClient, world: World) -> None:
    one = client.get(f"/api/cameras/{world.ours.camera_id}", headers=world.ours.headers()).get_json()
    assert one["settings"] == DEFAULTS


def test_settings_of_a_new_camera_reach_its_worker(
    client: FlaskClient, backend: Backend, world: World, redis: RedisClient
) -> None:
    new = {"name": "Dock 4", "source": "demo:warehouse", "settings": CHOSEN}
    made = client.post("/api/cameras", headers=world.ours.headers(), json=new)
    assert made.status_code == 201, made.get_json()
    assert made.get_json()["settings"]["ppe"] == {"required_items": ["vest"]}
    camera_config.publish(redis, config_of(backend, made.get_json()["id"]))
    worker = camera_config.read(redis, made.get_json()["id"])
    assert worker is not None
    assert (worker.detect_fps, worker.required_items) == (2.0, ("vest",))


def test_a_change_of_one_setting_keeps_the_others_and_null_restores_the_default(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    client.patch(one, headers=headers, json={"settings": CHOSEN})
    before = config_of(backend, world.ours.camera_id).version
    changed = client.patch(one, headers=headers, json={"settings": {"picture_health": {"moved_warning": False}}})
    assert changed.get_json()["settings"] == {
        "detection": {"detect_fps": 2.0, "analysers": ["ppe"]},
        "ppe": {"required_items": ["vest"]},
        "picture_health": {**DEFAULTS["picture_health"], "moved_warning": False},
    }
    assert config_of(backend, world.ours.camera_id).version == before + 1
    restored = client.patch(one, headers=headers, json={"settings": {"ppe": {"required_items": None}}}).get_json()
    assert restored["settings"]["ppe"] == DEFAULTS["ppe"]
    assert restored["settings"]["detection"]["detect_fps"] == 2.0
    assert client.patch(one, headers=headers, json={"name": "renamed"}).get_json()["settings"] == restored["settings"]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"settings": {"ppe": None}}, {**DEFAULTS, "detection": {"detect_fps": 2.0, "analysers": ["ppe"]}}),
        ({"settings": None}, DEFAULTS),
    ],
)
def test_null_restores_a_group_or_all_settings(
    client: FlaskClient, world: World, body: dict[str, Any], kept: dict[str, Any]
) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    client.patch(one, headers=headers, json={"settings": CHOSEN})
    answer = client.patch(one, headers=headers, json=body)
    assert (answer.status_code, answer.get_json()["settings"]) == (200, kept)
    assert client.get(one, headers=headers).get_json()["settings"] == kept


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"detection": {"detect_fps": 0.5}}, "settings.detection.detect_fps"),
        ({"detection": {"detect_fps": "5"}}, "settings.detection.detect_fps"),
        ({"detection": {"analysers": ["crowd"]}}, "settings.detection.analysers"),
        ({"ppe": {"required_items": ["cape"]}}, "settings.ppe.required_items"),
        ({"ppe": {"colour": 1}}, "settings.ppe.colour"),
        ({"zones": {}}, "settings.zones"),
        ({"picture_health": {"moved_warning": "no"}}, "settings.picture_health.moved_warning"),
        ([], "settings"),
    ],
)
@pytest.mark.parametrize("method", ["post", "patch"])
def test_what_cannot_be_set_is_refused_by_its_path(
    client: FlaskClient, world: World, method: str, settings: Any, field: str
) -> None:
    new = {"name": "Dock 4", "source": "demo:warehouse"} if method == "post" else {}
    address = "/api/cameras" if method == "post" else f"/api/cameras/{world.ours.camera_id}"
    response = client.open(
        address, method=method.upper(), headers=world.ours.headers(), json={**new, "settings": settings}
    )
    problem = response.get_json()
    assert (response.status_code, problem["code"]) == (400, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == [field]
    kept = client.get(f"/api/cameras/{world.ours.camera_id}", headers=world.ours.headers()).get_json()
    assert kept["settings"] == DEFAULTS


def test_settings_that_cannot_be_read_are_shown_and_hold_up_no_other_camera(
    client: FlaskClient, backend: Backend, world: World
) -> None:
    headers, one = world.ours.headers(), f"/api/cameras/{world.ours.camera_id}"
    with backend.database.writing(Scope.installation()) as session:
        session.execute(update(Camera).where(Camera.id == world.ours.camera_id).values(settings="{broken"))
    assert config_of(backend, world.ours.camera_id).settings_unreadable
    assert not config_of(backend, world.theirs.camera_id).settings_unreadable
    off = client.patch(one, headers=headers, json={"enabled": False}).get_json()
    assert off["reason"]["code"] == "settings_unreadable"
    mended = client.patch(one, headers=headers, json={"settings": CHOSEN}).get_json()
    assert (mended["reason"], mended["settings"]["detection"]["detect_fps"]) == (None, 2.0)


def test_the_interface_describes_every_setting_with_its_bounds_and_names(client: FlaskClient, world: World) -> None:
    schemas = client.get("/api/openapi.json", headers=world.ours.headers()).get_json()["components"]["schemas"]
    asked = schemas["DetectionSettingsAsked"]["properties"]["detect_fps"]
    assert asked["anyOf"][0] == {"type": "number", "minimum": 1.0, "maximum": 15.0}
    assert asked["description"].startswith("Pictures a second")
    answered = schemas["PpeSettingsAnswer"]["properties"]["required_items"]
    assert (answered["items"]["enum"], answered["default"]) == (["helmet", "vest"], ["helmet", "vest"])
    assert set(schemas["CameraAnswer"]["required"]) >= {"settings"}
