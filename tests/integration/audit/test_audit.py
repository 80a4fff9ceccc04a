"""The audit on both databases: recording, concurrent writers, verification, retention."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.audit import AuditQuery
from backend.adapters.database.tables import AuditEntry, AuditStart, Site
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.audit.failures import WINDOW
from backend.core.errors import MandorError
from backend.services.audit.audit import Audit, remove_old, verify
from backend.services.audit.trail import record
from backend.services.cameras.sites import SiteEdit, Sites
from tests.builders import World, build_world

ACTOR = Actor(3, "Ayu", "10.0.0.9")


@pytest.fixture
def plants(database: Database) -> World:
    return build_world(database)


def entries(database: Database, scope: Scope) -> list[AuditEntry]:
    return Audit(database).listed(scope, AuditQuery(), cursor=None, limit=200).items


def add(database: Database, company_id: int | None, *, at: datetime | None = None, **changes: Any) -> None:
    values = {"action": "camera.changed", "target_kind": "camera", "target_id": 1, "detail": {"name": "gate"}}
    with database.writing(Scope.installation()) as session:
        record(
            session,
            company_id=company_id,
            actor=ACTOR,
            at=at or datetime.now(UTC),
            **{**values, **changes},  # type: ignore[arg-type]
        )


def test_entries_are_chained_by_company_and_survive_a_round_trip(database: Database, plants: World) -> None:
    strange = {"name": "👷\u202eغ'; DROP TABLE users; --<b>\x00", "password": "s3cr3t", "number": 0.1, "x": None}
    for company_id in (plants.ours.company_id, plants.theirs.company_id, None):
        for _ in range(3):
            add(database, company_id, detail=strange)
    verdicts = verify(database)
    assert {owner: (found.entries, found.broken) for owner, found in verdicts.items()} == {
        0: (3, None),
        plants.ours.company_id: (3, None),
        plants.theirs.company_id: (3, None),
    }
    assert "s3cr3t" not in str([one.detail for one in entries(database, plants.ours.scope)])
    assert [one.number for one in entries(database, plants.ours.scope)] == [3, 2, 1]
    assert {one.company_id for one in entries(database, plants.ours.scope)} == {plants.ours.company_id}


def test_a_change_that_fails_leaves_no_entry_and_an_entry_that_fails_no_change(
    database: Database, plants: World
) -> None:
    sites, at = Sites(database), datetime.now(UTC)
    with pytest.raises(MandorError):
        sites.update(plants.ours.scope, plants.ours.site_id, SiteEdit(name="new", archived=True), by=ACTOR, at=at)
    assert entries(database, plants.ours.scope) == []
    sites.update(plants.ours.scope, plants.ours.site_id, SiteEdit(name="new"), by=ACTOR, at=at)
    (one,) = entries(database, plants.ours.scope)
    assert (one.action, one.actor, one.address, one.detail) == (
        "site.changed",
        "Ayu",
        "10.0.0.9",
        {"before": {"name": "site of ours"}, "name": "new"},
    )


def test_writers_at_once_make_one_chain(database: Database, plants: World) -> None:
    errors: list[Exception] = []
    begin = threading.Barrier(6)

    def write() -> None:
        try:
            begin.wait(timeout=10)
            for _ in range(5):
                add(database, plants.ours.company_id)
        except (MandorError, DBAPIError) as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    found = verify(database)[plants.ours.company_id]
    assert (found.entries, found.broken) == (30, None)


def test_verification_names_the_first_entry_that_was_changed_behind_the_triggers(
    database: Database, plants: World
) -> None:
    for _ in range(3):
        add(database, plants.ours.company_id)
    with pytest.raises(DBAPIError), database.writing(Scope.installation()) as session:
        session.execute(text("UPDATE audit_entries SET actor = 'nobody' WHERE number = 2"))
    with database.writing(Scope.installation()) as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER ALL"))
        else:
            session.execute(text("DROP TRIGGER audit_entries_update"))
        session.execute(text("UPDATE audit_entries SET actor = 'nobody' WHERE number = 2"))
    broken = verify(database)[plants.ours.company_id].broken
    assert broken is not None
    assert (broken.number, broken.reason) == (2, "it was changed: its hash does not fit")


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (AuditQuery(actor="AY"), [3, 2, 1]),
        (AuditQuery(actor="%"), []),
        (AuditQuery(action="camera"), [2, 1]),
        (AuditQuery(action="cam"), []),
        (AuditQuery(action="camera.added"), [1]),
        (AuditQuery(target_kind="camera", target_id="7"), [1]),
        (AuditQuery(target_kind="site"), [3]),
        (AuditQuery(since=datetime(2026, 1, 2, tzinfo=UTC)), [3, 2]),
        (AuditQuery(until=datetime(2026, 1, 2, tzinfo=UTC)), [1]),
    ],
)
def test_filters(database: Database, plants: World, query: AuditQuery, numbers: list[int]) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    add(database, plants.ours.company_id, at=day, action="camera.added", target_id=7)
    add(database, plants.ours.company_id, at=day + timedelta(days=1))
    add(database, plants.ours.company_id, at=day + timedelta(days=2), action="site.added", target_kind="site")
    found = Audit(database).listed(plants.ours.scope, query, cursor=None, limit=10)
    assert [one.number for one in found.items] == numbers


def test_pages_hold_every_entry_once(database: Database, plants: World) -> None:
    for _ in range(5):
        add(database, plants.ours.company_id)
    audit, cursor, seen = Audit(database), None, []
    while True:
        page = audit.listed(plants.ours.scope, AuditQuery(), cursor=cursor, limit=2)
        seen += [one.number for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [5, 4, 3, 2, 1]


def test_retention_removes_the_old_end_and_the_rest_still_holds(database: Database, plants: World) -> None:
    now = datetime.now(UTC)
    for days in (400, 300, 190, 10):
        add(database, plants.ours.company_id, at=now - timedelta(days=days))
    assert remove_old(database, days=365, at=now) == 1
    assert remove_old(database, days=181, at=now) == 2
    assert remove_old(database, days=181, at=now) == 0
    found = entries(database, plants.ours.scope)
    assert [(one.number, one.action) for one in found] == [
        (6, "audit.expired"),
        (5, "audit.expired"),
        (4, "camera.changed"),
    ]
    verdict = verify(database)[plants.ours.company_id]
    assert (verdict.entries, verdict.broken) == (3, None)


def test_nothing_younger_than_180_days_is_removed(database: Database, plants: World) -> None:
    now = datetime.now(UTC)
    for days in (200, 150, 100):
        add(database, plants.ours.company_id, at=now - timedelta(days=days))
    with pytest.raises(DBAPIError):
        remove_old(database, days=120, at=now)
    with database.reading(Scope.installation()) as session:
        assert session.scalars(select(AuditStart)).all() == []
    assert len(entries(database, plants.ours.scope)) == 3


def test_a_view_is_an_entry_once_an_hour_for_each_user_also_after_a_restart(database: Database, plants: World) -> None:
    at = datetime(2026, 11, 30, 8, 10, tzinfo=UTC)
    audit, other = Audit(database), Actor(4, "Budi", "10.0.0.8")
    for when in (at, at + timedelta(minutes=49)):
        audit.viewed(plants.ours.scope, "one", by=ACTOR, at=when)
    Audit(database).viewed(plants.ours.scope, "one", by=ACTOR, at=at + timedelta(minutes=5))
    audit.viewed(plants.ours.scope, "one", by=other, at=at)
    audit.viewed(plants.ours.scope, "two", by=ACTOR, at=at)
    audit.viewed(plants.ours.scope, "one", by=ACTOR, at=at + timedelta(minutes=50))
    found = [(one.actor, one.target_id) for one in reversed(entries(database, plants.ours.scope))]
    assert found == [("Ayu", "one"), ("Budi", "one"), ("Ayu", "two"), ("Ayu", "one")]


def test_a_flood_of_failed_log_ins_is_two_entries(database: Database, plants: World) -> None:
    audit, at = Audit(database), datetime(2026, 11, 30, 8, tzinfo=UTC)
    for _ in range(500):
        audit.login_failed(plants.ours.company_id, by=Actor(None, "Ayu", "10.0.0.9"), at=at)
    assert audit.sum_failures(at=at + WINDOW)
    found = [
        (one.action, one.actor_id, one.address, one.detail["count"]) for one in entries(database, plants.ours.scope)
    ]
    assert found == [("login.failed", None, "10.0.0.9", 499), ("login.failed", None, "10.0.0.9", 1)]


def test_the_export_is_streamed_recorded_and_not_in_itself(database: Database, plants: World) -> None:
    for _ in range(3):
        add(database, plants.ours.company_id)
    lines = list(Audit(database).export(plants.ours.scope, AuditQuery(actor="Ayu"), by=ACTOR, at=datetime.now(UTC)))
    assert [line.partition(",")[0] for line in lines] == ["number", "1", "2", "3"]
    newest = entries(database, plants.ours.scope)[0]
    assert (newest.action, newest.detail) == ("audit.exported", {"actor": "Ayu"})


def test_a_site_is_deleted_with_its_entry_left(database: Database, plants: World) -> None:
    sites, at = Sites(database), datetime.now(UTC)
    site = sites.create(plants.ours.scope, name="north", time_zone="UTC", by=ACTOR, at=at)
    sites.remove(plants.ours.scope, site.id, by=ACTOR, at=at)
    with database.reading(Scope.installation()) as session:
        assert session.get(Site, site.id) is None
    assert [one.action for one in entries(database, plants.ours.scope)] == ["site.deleted", "site.added"]
