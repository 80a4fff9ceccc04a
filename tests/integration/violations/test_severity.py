"""A violation of a rule with stages becomes more severe, once for each stage and never less."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from backend.services.assembly import Backend
from tests.builders import START, World, opened, updated


def test_a_further_stage_raises_the_severity_of_an_open_violation(
    backend: Backend, world: World, client: FlaskClient
) -> None:
    stays = {"item": None, "rule_kind": "stays", "rule_id": "6", "severity": "notice"}
    event = opened(world.ours, **stays)
    backend.event_store.store(event)
    shown = []
    for seconds, severity in ((60, "warning"), (120, "critical"), (180, "notice"), (240, None)):
        at = START + timedelta(seconds=seconds)
        backend.event_store.store(updated(world.ours, event.id, at=at, severity=severity))
        answer = client.get(f"/api/violations/{event.id}", headers=world.ours.headers("viewer"))
        shown.append((answer.json["severity"], answer.json["item"]))
    assert shown == [("warning", None), ("critical", None), ("critical", None), ("critical", None)]
