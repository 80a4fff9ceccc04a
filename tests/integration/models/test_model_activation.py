"""Which model is to run is said in one step, waited for, and taken back when the server refuses."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis

from backend.adapters.inference import link as inference_link
from backend.adapters.inference.link import ModelSwitch
from backend.adapters.models.store import Active, ModelStore
from backend.adapters.redis.connection import connect
from backend.core.errors import ModelError
from backend.services.models import activation as model_activation
from backend.services.models.activation import ModelActivation
from tests.integration.inference.test_inference_link import INFO
from tests.integration.models.test_model_switch import own_model
from tests.support.installations.servers import wait_until
from tests.support.models.model_folders import REAL, model_folder


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    shipped = model_folder(tmp_path / "shipped", REAL.read_bytes())  # its only model is called mine
    for name in ("one", "two"):
        own_model(tmp_path / "models" / name, name, REAL.read_bytes())
    return ModelStore(shipped, tmp_path / "models")


@pytest.fixture
def activation(store: ModelStore, redis: Redis) -> ModelActivation:
    return ModelActivation(store, redis, "")


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


def test_a_server_that_takes_it_is_waited_for(store: ModelStore, activation: ModelActivation, redis: Redis) -> None:
    stale = ModelSwitch(state="failed", name="one", reason="of yesterday")
    inference_link.announce(redis, replace(INFO, name="mine", switch=stale))

    def server() -> None:
        wait_until(lambda: store.active().name == "one", "the record")
        inference_link.announce(redis, replace(INFO, name="mine", switch=ModelSwitch(state="loading", name="one")))
        inference_link.announce(redis, replace(INFO, name="one", previous="mine"))

    thread = threading.Thread(target=server)
    thread.start()
    outcome = activation.use("one")
    thread.join()
    assert outcome.state == "serving"
    assert outcome.info is not None
    assert outcome.info.previous == "mine"


def test_what_the_server_refuses_is_taken_back(store: ModelStore, activation: ModelActivation, redis: Redis) -> None:
    inference_link.announce(redis, replace(INFO, name="mine"))

    def server() -> None:
        wait_until(lambda: store.active().name == "one", "the record")
        failed = ModelSwitch(state="failed", name="one", reason="It is broken.", hint="Restore it.")
        inference_link.announce(redis, replace(INFO, name="mine", switch=failed))

    thread = threading.Thread(target=server)
    thread.start()
    outcome = activation.use("one")
    thread.join()
    assert (outcome.state, outcome.reason, outcome.hint) == ("failed", "It is broken.", "Restore it.")
    assert store.active() == Active("", None)


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(
    activation: ModelActivation, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_activation, "WAIT_SECONDS", 0.5)
    inference_link.announce(redis, replace(INFO, name="mine"))
    assert activation.use("one").state == "silent"


def test_a_setting_that_names_the_model_forbids_changes(store: ModelStore, redis: Redis, tmp_path: Path) -> None:
    away = connect(f"unix://{tmp_path}/nobody.sock", timeout_seconds=0.5)
    with pytest.raises(ModelError, match="MODEL=two"):
        ModelActivation(store, away, "two").use("one")
    inference_link.announce(redis, replace(INFO, name="two", pinned=True))  # set where the server was started
    for change in (lambda a: a.use("one"), lambda a: a.back()):
        with pytest.raises(ModelError, match="MODEL=two"):
            change(ModelActivation(store, redis, ""))
    assert store.active() == Active("", None)


def test_a_model_is_removed_unless_it_runs(store: ModelStore, activation: ModelActivation, redis: Redis) -> None:
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
    inference_link.announce(redis, replace(INFO, name="two"))  # it still serves
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
