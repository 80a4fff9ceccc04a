"""Which model is to run is recorded in one step, waited for, and taken back when the server refuses."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from backend.adapters.inference import announcement
from backend.adapters.inference.announcement import InferenceInfo, ModelSwitch, SwitchState
from backend.adapters.models.store import Active, ModelStore
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.errors import ModelError
from backend.services.models import activation as model_activation
from backend.services.models.activation import ModelActivation
from tests.integration.inference.test_inference_link import INFO
from tests.integration.models.test_model_switch import own_model
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import wait_until
from tests.support.models.model_folders import REAL, model_folder


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    shipped = model_folder(tmp_path / "shipped", REAL.read_bytes())  # its only model is called mine
    for name in ("one", "two"):
        own_model(tmp_path / "models" / name, name, REAL.read_bytes())
    return ModelStore(shipped, tmp_path / "models")


@pytest.fixture
def activation(store: ModelStore, redis: RedisClient) -> ModelActivation:
    return ModelActivation(store, redis, "")


def serving(name: str, **changes: object) -> InferenceInfo:
    """What a server that runs this PPE model announces."""
    (task,) = INFO.tasks
    return replace(INFO, name=name, tasks=(replace(task, name=name, **changes),), **changes)  # type: ignore[arg-type]


def test_without_a_server_it_is_written_down_for_the_next_start(store: ModelStore, activation: ModelActivation) -> None:
    assert store.active() == Active("", None)
    assert activation.use("one").state == "later"
    assert store.active() == Active("one", "")
    activation.use("two")
    assert store.active() == Active("two", "one")
    activation.use("two")  # again: nothing is lost of the one before
    assert store.active() == Active("two", "one")
    activation.back()
    assert store.active() == Active("one", "two")
    activation.use("mine")  # the shipped default, whatever that will be
    assert store.active() == Active("", "one")


def test_a_server_that_takes_it_is_waited_for(
    store: ModelStore, activation: ModelActivation, redis: RedisClient
) -> None:
    stale = ModelSwitch(state=SwitchState.FAILED, name="one", reason="of yesterday")
    announcement.announce(redis, serving("mine", switch=stale))

    def server() -> None:
        wait_until(lambda: store.active().name == "one", "the record")
        announcement.announce(redis, serving("mine", switch=ModelSwitch(state=SwitchState.LOADING, name="one")))
        announcement.announce(redis, serving("one", previous="mine"))

    thread = threading.Thread(target=server)
    thread.start()
    outcome = activation.use("one")
    thread.join()
    assert outcome.state == "serving"
    assert outcome.task is not None
    assert outcome.task.previous == "mine"


def test_what_the_server_refuses_is_taken_back(
    store: ModelStore, activation: ModelActivation, redis: RedisClient
) -> None:
    announcement.announce(redis, serving("mine"))

    def server() -> None:
        wait_until(lambda: store.active().name == "one", "the record")
        failed = ModelSwitch(state=SwitchState.FAILED, name="one", reason="It is broken.", hint="Restore it.")
        announcement.announce(redis, serving("mine", switch=failed))

    thread = threading.Thread(target=server)
    thread.start()
    outcome = activation.use("one")
    thread.join()
    assert (outcome.state, outcome.reason, outcome.hint) == ("failed", "It is broken.", "Restore it.")
    assert store.active() == Active("", None)


def test_a_server_that_publishes_nothing_is_waited_for_a_bounded_time(
    activation: ModelActivation, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_activation, "WAIT_SECONDS", 0.5)
    announcement.announce(redis, serving("mine"))
    assert activation.use("one").state == "silent"


def test_a_setting_that_names_the_model_forbids_changes(store: ModelStore, redis: RedisClient, tmp_path: Path) -> None:
    away = connect(f"unix://{tmp_path}/nobody.sock", INSTALLATION, timeout_seconds=0.5)
    with pytest.raises(ModelError, match="MODEL=two"):
        ModelActivation(store, away, "two").use("one")
    announcement.announce(redis, replace(serving("two"), pinned=True))  # set where the server was started
    for change in (lambda a: a.use("one"), lambda a: a.back()):
        with pytest.raises(ModelError, match="MODEL=two"):
            change(ModelActivation(store, redis, ""))
    assert store.active() == Active("", None)


def test_a_model_is_removed_unless_it_runs(store: ModelStore, activation: ModelActivation, redis: RedisClient) -> None:
    activation.use("one")
    activation.use("two")
    with pytest.raises(ModelError, match="runs"):
        activation.remove("two")
    activation.remove("one")
    assert store.active() == Active("two", None)
    assert store.own_names() == ["two"]
    assert [path.name for path in store.own.iterdir()].count("one") == 0
    with pytest.raises(ModelError, match="no model 'mine'"):
        activation.remove("mine")
    store.activate(Active("", None))
    announcement.announce(redis, serving("two"))  # it still serves
    with pytest.raises(ModelError, match="runs"):
        activation.remove("two")


def test_a_model_that_was_tampered_with_is_not_used(store: ModelStore, activation: ModelActivation) -> None:
    (store.own / "one" / "model.onnx").write_bytes(b"another")
    with pytest.raises(ModelError, match="not the one that the manifest promises"):
        activation.use("one")
    assert store.active() == Active("", None)


def test_a_record_that_cannot_be_read_is_not_the_default(store: ModelStore) -> None:
    (store.own / "active.json").write_text('{"name": ')
    with pytest.raises(ModelError, match="cannot be read"):
        store.wanted("")
    assert store.wanted("one").name == "one"


def test_staging_and_names_never_lead_out_of_the_folder(store: ModelStore) -> None:
    left = store.staging()
    os.utime(left, (0, 0))
    assert store.staging().parent == store.own
    assert not left.exists(), "of a process that was killed long ago"
    assert store.own_names() == ["one", "two"]
    with pytest.raises(ModelError):
        store.entry("../shipped")


def test_each_task_has_a_record_of_its_own(store: ModelStore, activation: ModelActivation) -> None:
    for name in ("faces-1", "faces-2"):
        own_model(store.own / name, name, REAL.read_bytes(), task="faces")
    activation.use("one")
    assert activation.use("faces-1").state == "later"
    activation.use("faces-2")
    assert (store.active(), store.active("faces")) == (Active("one", ""), Active("faces-2", "faces-1"))
    activation.use("two")
    activation.back("faces")
    assert (store.active(), store.active("faces")) == (Active("two", "one"), Active("faces-1", "faces-2"))
    record = json.loads((store.own / "active.json").read_text())
    assert (record["name"], record["previous"]) == ("two", "one"), "as versions before tasks read it"
    with pytest.raises(ModelError, match="runs"):
        activation.remove("faces-1")
    activation.remove("faces-2")
    assert store.active("faces") == Active("faces-1", None)
    with pytest.raises(ModelError, match="No model was replaced"):
        activation.back("faces")
    assert store.tasks() == ["ppe", "faces"]
    with pytest.raises(ModelError, match="no model 'one' of the task faces"):
        store.entry("one", "faces")
