"""What the interface tells of the model that runs."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient
from redis import Redis

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import ModelSwitch
from backend.core.inference.load_window import Load
from backend.core.models.figures import ModelFigures
from tests.builders import World
from tests.integration.inference.test_inference_link import INFO

FIGURES = ModelFigures(
    data="site",
    pictures=163,
    map50=0.8,
    map50_interval=(0.75, 0.85),
    ap50={"helmet": 0.9},
    ap50_interval={"helmet": (0.85, 0.95)},
    recall={"helmet": 0.7},
)


def test_the_running_model_is_told_with_its_classes_figures_and_changes(
    client: FlaskClient, redis: Redis, world: World
) -> None:
    announcement.announce(redis, replace(INFO, measured=FIGURES, attribution="somebody", previous="before"))
    answer = client.get("/api/models/info", headers=world.ours.headers("viewer")).get_json()
    assert (answer["name"], answer["attribution"], answer["previous"]) == ("ppe", "somebody", "before")
    assert answer["classes"] == ["Hardhat", "Person", "cone"]
    assert answer["mapping"] == {"Hardhat": "helmet", "Person": "person"}
    assert answer["judges"] == ["helmet"]
    assert answer["measured"]["map50_interval"] == [0.75, 0.85]
    assert answer["measured"]["ap50_interval"] == {"helmet": [0.85, 0.95]}
    assert answer["measured"]["precision"] == {}
    assert (answer["pinned"], answer["switch"], answer["load"]) == (False, None, None)


def test_the_detectors_load_is_told(client: FlaskClient, redis: Redis, world: World) -> None:
    load = Load(pictures_per_second=9.5, milliseconds_mean=20.0, busy=0.2, cameras=2)
    announcement.announce(redis, replace(INFO, load=load))
    answer = client.get("/api/models/info", headers=world.ours.headers("viewer")).get_json()["load"]
    assert (answer["pictures_per_second"], answer["busy"], answer["cameras"]) == (9.5, 0.2, 2)
    assert (answer["milliseconds_mean"], answer["waiting_ms_p95"]) == (20.0, None)


def test_a_model_that_is_being_loaded_or_could_not_be_is_told(client: FlaskClient, redis: Redis, world: World) -> None:
    switch = ModelSwitch(
        state="failed", name="plant-1", code="not_loadable", reason="It is broken.", hint="Restore it."
    )
    announcement.announce(redis, replace(INFO, switch=switch, pinned=True))
    answer = client.get("/api/models/info", headers=world.ours.headers()).get_json()
    assert answer["switch"] == {
        "state": "failed",
        "name": "plant-1",
        "code": "not_loadable",
        "reason": "It is broken.",
        "hint": "Restore it.",
    }
    assert answer["pinned"] is True
    assert answer["measured"] is None
    health = client.get("/health").get_json()
    assert "The model plant-1 could not be loaded; ppe goes on." in health["reasons"]
