"""What the interface tells of the model that runs."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import ModelSwitch, SwitchState, TaskInfo
from backend.adapters.redis.connection import RedisClient
from backend.core.inference.load_window import Load, TaskLoad
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


def test_the_running_model_is_answered_with_its_classes_figures_and_changes(
    client: FlaskClient, redis: RedisClient, world: World
) -> None:
    announcement.announce(redis, replace(INFO, measured=FIGURES, attribution="the trainers", previous="before"))
    answer = client.get("/api/models/info", headers=world.ours.headers("viewer")).get_json()
    assert (answer["name"], answer["attribution"], answer["previous"]) == ("ppe", "the trainers", "before")
    assert answer["classes"] == ["Hardhat", "Person", "cone"]
    assert answer["mapping"] == {"Hardhat": "helmet", "Person": "person"}
    assert answer["judges"] == ["helmet"]
    assert answer["measured"]["map50_interval"] == [0.75, 0.85]
    assert answer["measured"]["ap50_interval"] == {"helmet": [0.85, 0.95]}
    assert answer["measured"]["precision"] == {}
    assert (answer["pinned"], answer["switch"], answer["load"]) == (False, None, None)


def test_the_load_of_the_server_is_answered(client: FlaskClient, redis: RedisClient, world: World) -> None:
    load = Load(pictures_per_second=9.5, milliseconds_mean=20.0, busy=0.2, cameras=2)
    announcement.announce(redis, replace(INFO, load=load))
    answer = client.get("/api/models/info", headers=world.ours.headers("viewer")).get_json()["load"]
    assert (answer["pictures_per_second"], answer["busy"], answer["cameras"]) == (9.5, 0.2, 2)
    assert (answer["milliseconds_mean"], answer["waiting_ms_p95"]) == (20.0, None)


def test_a_model_that_is_being_loaded_or_could_not_be_is_answered(
    client: FlaskClient, redis: RedisClient, world: World
) -> None:
    switch = ModelSwitch(
        state=SwitchState.FAILED, name="plant-1", code="not_loadable", reason="It is broken.", hint="Restore it."
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


def test_every_task_is_listed_with_its_model_and_load(client: FlaskClient, redis: RedisClient, world: World) -> None:
    switch = ModelSwitch(state=SwitchState.FAILED, name="faces-1", code="file_missing", reason="It is gone.")
    faces = TaskInfo(task="faces", input="frame", switch=switch)
    crops = TaskInfo(task="crops", input="crops", refines="ppe", name="crops-96", input_size=96)
    ppe = replace(INFO.tasks[0], load=TaskLoad(requests_per_second=4.5, batch_mean=2.0))
    announcement.announce(redis, replace(INFO, tasks=(ppe, crops, faces), crop_side=96, load=Load()))
    answer = client.get("/api/models/info", headers=world.ours.headers("viewer")).get_json()
    assert [one["task"] for one in answer["tasks"]] == ["ppe", "crops", "faces"]
    first, second, third = answer["tasks"]
    assert (first["name"], first["input_size"], first["load"]["requests_per_second"]) == ("ppe", INFO.input_size, 4.5)
    assert first["load"]["batch_mean"] == 2.0
    assert (second["refines"], second["input"], second["input_size"]) == ("ppe", "crops", 96)
    assert (third["name"], third["switch"]["code"], third["load"]) == ("", "file_missing", None)
    assert answer["second_look_side"] == 96
    assert answer["load"]["second_looks_per_second"] == 0.0, "the names of the interface stay"
    health = client.get("/health").get_json()
    assert "The model faces-1 could not be loaded; ppe goes on." in health["reasons"]
