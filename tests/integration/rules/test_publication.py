"""Zones, rules and facts reach the worker through the orchestrator and Redis, on both databases."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from backend.adapters.cameras import config as camera_config
from backend.adapters.cameras.control import CameraControl
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.redis.connection import RedisClient
from backend.adapters.redis.control_channel import ControlChannel
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import SYSTEM
from backend.core.cameras.camera import CameraConfig
from backend.core.rules.rule import Condition, Fact, Rule, RuleKind
from backend.core.zones.zone import ZoneKind
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.setting_names import SETTING_NAMES
from backend.services.rules.applying import JudgedItems
from backend.services.rules.editing import CameraEditing
from backend.services.rules.facts import ConditionFacts
from backend.services.rules.rules import RuleDraft, Rules
from backend.services.rules.views import ZoneView
from backend.services.rules.zone_pictures import ZonePictures
from backend.services.rules.zones import NewZone, ZoneEdit, Zones
from backend.workers.pm2_manager import POLL_SECONDS
from tests.fakes.source_probe import FakeSourceProbe
from tests.support.installations.plants import Plant, plant_with

PROMISED_SECONDS = 2.0
CORNERS = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5))
STAYS_OUT = Rule(id="", name="Out", kind=RuleKind.RESTRICTED, condition=Condition(name="runs"))


class PlantOfRules:
    """A plant whose orchestrator runs as in its process, and the services that change zones and rules."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.redis = plant, plant.redis
        self.scope = Scope.company(plant.company_id)
        cameras = Cameras(plant.database, plant.redis, FakeSourceProbe(), SETTING_NAMES)
        editing = CameraEditing(plant.database, cameras)
        self.zones = Zones(plant.database, editing, ZonePictures(plant.redis))
        self.rules = Rules(plant.database, editing, JudgedItems(plant.redis))
        self.facts = ConditionFacts(plant.database, cameras)

    def draw(self, name: str = "Dock") -> ZoneView:
        zone = NewZone(name=name, kind=ZoneKind.RULE, colour="#000000", corners=CORNERS, picture=None)
        return self.zones.create(self.scope, self.plant.first_camera, zone, at=datetime.now(UTC))

    def published(self) -> CameraConfig:
        """What the worker reads, after a step of the orchestrator."""
        self.plant.orchestrator.step()
        return self.read()

    def read(self) -> CameraConfig:
        found = camera_config.read(self.redis, self.plant.first_camera)
        assert found is not None
        return found


@pytest.fixture
def rules(redis: RedisClient, database_url: str, tmp_path: Path) -> Iterator[PlantOfRules]:
    plant = plant_with(redis, database_url, tmp_path)
    yield PlantOfRules(plant)
    plant.database.close()


def test_each_change_reaches_the_worker_within_two_seconds(rules: PlantOfRules) -> None:
    """Waits for the notification that the worker waits for; the orchestrator rests as its process does."""
    rules.published()
    control, stop, at = CameraControl(rules.redis, rules.plant.first_camera), Event(), datetime.now(UTC)
    channel = ControlChannel(rules.redis, stop)

    def orchestrate() -> None:
        while not stop.is_set():
            rules.plant.orchestrator.step()
            channel.rest(POLL_SECONDS)

    def arrives(change: Callable[[], object], holds: Callable[[CameraConfig], object]) -> None:
        began = time.monotonic()
        change()
        while not holds(rules.read()):
            left = PROMISED_SECONDS - (time.monotonic() - began)
            assert left > 0, "the worker was not notified in time"
            control.wait(left, stop)

    thread = Thread(target=orchestrate)
    control.wait(0.0, stop)
    thread.start()
    try:
        arrives(rules.draw, lambda config: config.zones)
        zone_id = rules.read().zones[0].id
        draft = RuleDraft(rule=STAYS_OUT, zone_id=zone_id, schedule_id=None)
        arrives(
            lambda: rules.rules.create(rules.scope, rules.plant.first_camera, draft, at=at),
            lambda config: config.rules and config.rules[0].zone == config.zones[0],
        )
        rule_id = int(rules.read().rules[0].id)
        arrives(
            lambda: rules.rules.bypass(
                rules.scope, rule_id, until=at + timedelta(hours=1), reason="x", by=SYSTEM, at=at
            ),
            lambda config: config.rules[0].bypassed_until,
        )
        arrives(
            lambda: rules.facts.set(rules.scope, "runs", value=True, until=None, site_id=None, by=SYSTEM, at=at),
            lambda config: config.facts == (Fact(name="runs", value=True),),
        )
        arrives(
            lambda: rules.zones.remove(rules.scope, zone_id, with_rules=True, at=at),
            lambda config: not config.zones and not config.rules,
        )
    finally:
        stop.set()
        thread.join()


def test_a_changed_zone_is_published_with_the_next_version_of_its_rules(rules: PlantOfRules) -> None:
    zone, at = rules.draw(), datetime.now(UTC)
    draft = RuleDraft(rule=STAYS_OUT, zone_id=zone.id, schedule_id=None)
    rules.rules.create(rules.scope, rules.plant.first_camera, draft, at=at)
    before = rules.published()
    edit = ZoneEdit(name="Bay")
    rules.zones.update(rules.scope, zone.id, edit, version=1, at=at)
    after = rules.published()
    assert (after.rules[0].version, after.rules[0].zone and after.rules[0].zone.name) == (2, "Bay")
    assert after.version == before.version + 1
    versions = rules.rules.versions(rules.scope, int(after.rules[0].id))
    assert [one.rule.zone and one.rule.zone.name for one in versions] == ["Bay", "Dock"]


def test_what_is_stored_and_cannot_be_read_is_marked_and_the_rest_is_published(rules: PlantOfRules) -> None:
    zone, at = rules.draw(), datetime.now(UTC)
    broken = rules.draw("Broken")
    for name, zone_id in (("kept", zone.id), ("in the broken zone", broken.id), ("broken", None)):
        draft = RuleDraft(rule=Rule(id="", name=name, kind=RuleKind.RESTRICTED), zone_id=zone_id, schedule_id=None)
        rules.rules.create(rules.scope, rules.plant.first_camera, draft, at=at)
    assert not rules.published().rules_unreadable
    with rules.plant.database.writing(rules.scope) as session:
        row = stored_zones.find(session, broken.id)
        assert row is not None
        row.corners = [[0.0, "left"]]  # type: ignore[list-item]
        (*_, last) = stored_rules.of_cameras(session, [rules.plant.first_camera])
        last.kind = "dance"
    found = rules.published()
    assert ([one.name for one in found.zones], [one.name for one in found.rules]) == (["Dock"], ["kept"])
    assert found.rules_unreadable


def test_a_worker_keeps_the_rules_that_it_knows_of_a_newer_orchestrator(rules: PlantOfRules) -> None:
    rules.draw()
    rules.published()
    key = rules.redis.names.camera_config(rules.plant.first_camera)
    body = json.loads(rules.redis.get(key) or b"")
    body["rules"] = [{"id": "1", "kind": "later", "severity": "notice"}]
    found = camera_config.decode(json.dumps(body).encode())
    assert ([zone.name for zone in found.zones], found.rules, found.rules_unreadable) == (["Dock"], (), True)
