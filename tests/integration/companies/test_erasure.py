"""Erasure of a company on both databases: everything of it goes, nothing of another, and a proof stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.cameras.state import write
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import erasure
from backend.adapters.database.repositories.audit import AuditQuery
from backend.adapters.database.tables import ApiKey, Base, Invitation, UserLimit
from backend.adapters.evidence.store import EvidenceStore
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.redis.connection import RedisClient
from backend.adapters.video.source_probe_process import SourceProbe
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.cameras.camera import CameraStatus
from backend.core.errors import Conflict, InvalidFields, NotFound
from backend.core.rules.rule import Rule, RuleKind
from backend.core.schedules.schedule import WeeklySchedule
from backend.core.zones.zone import ZoneKind
from backend.services.accounts.accounts import Accounts
from backend.services.audit.audit import Audit, verify
from backend.services.cameras.cameras import Cameras
from backend.services.cameras.setting_names import SETTING_NAMES
from backend.services.companies import erasures
from backend.services.companies.companies import Companies, CompanyEdit
from backend.services.companies.erasures import Erasures, erase_pending
from backend.services.ingest.event_store import EventStore
from backend.services.ingest.handlers import handlers_of
from backend.services.rules.applying import JudgedItems
from backend.services.rules.editing import CameraEditing
from backend.services.rules.facts import ConditionFacts
from backend.services.rules.rules import RuleDraft, Rules
from backend.services.rules.zone_pictures import ZonePictures
from backend.services.rules.zones import NewZone, Zones
from backend.services.schedules.schedules import Schedules
from tests.builders import (
    SECRET_KEY,
    CompanyOfWorld,
    World,
    batch_of,
    build_world,
    camera_changed,
    exposure_minute,
    opened,
    stander,
    track_summary,
)

AT = datetime.now(UTC)
ACTOR = Actor(1, "Ayu", "10.0.0.9")


class Plants:
    """Two companies, each with one of everything, and what erases one."""

    def __init__(self, database: Database, redis: RedisClient, folder: Path) -> None:
        self.database, self.redis = database, redis
        self.world: World = build_world(database)
        self.evidence = EvidenceStore(folder)
        store = EventStore(database, handlers_of(database, self.evidence), lambda _event: None)
        for company in (self.world.ours, self.world.theirs):
            for _ in range(3):
                store.store(opened(company))
            store.store(camera_changed(company, "live", at=AT))
            store.store(exposure_minute(company, at=AT))
            store.store(batch_of(track_summary(company, stander(AT, 5))))
            Schedules(database).create(company.scope, WeeklySchedule(name="night", otherwise="off"), at=AT)
            self.ruled(company)
            write(redis, company.camera_id, CameraStatus(state="live", mode="detect", since=AT))
            with database.writing(Scope.installation()) as session:
                viewer = company.user_ids["viewer"]
                session.add(UserLimit(company_id=company.company_id, user_id=viewer, camera_id=company.camera_id))
                made_by = company.user_ids["admin"]
                key = {"name": "key", "prefix": "mk_", "scopes": [], "created_by": made_by, "created_at": AT}
                session.add(ApiKey(company_id=company.company_id, key_hash=str(company.company_id), **key))
                values = {"email": "", "name": "", "role": "viewer", "created_at": AT, "expires_at": AT}
                for number, owner in enumerate((self.world.ours, self.world.theirs)):
                    token = f"{company.company_id}-{number}"
                    invited_by = company.user_ids["admin"]
                    session.add(
                        Invitation(
                            company_id=owner.company_id,
                            purpose="invite",
                            token_hash=token,
                            invited_by=invited_by,
                            **values,
                        )
                    )
        self.cameras = Cameras(database, redis, SourceProbe(), SETTING_NAMES)
        self.accounts = Accounts(database, Tokens(SECRET_KEY), lifetime=timedelta(hours=1))
        self.erasures = Erasures(database, self.cameras, JobQueue(redis))

    def ruled(self, company: CompanyOfWorld) -> None:
        """A zone with a rule that is bypassed, and a fact."""
        cameras = Cameras(self.database, self.redis, SourceProbe(), SETTING_NAMES)
        editing, by = CameraEditing(self.database, cameras), Actor(company.user_ids["officer"], "Budi", "")
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
        zone = NewZone(name="dock", kind=ZoneKind.RULE, colour="#000000", corners=corners, picture=None)
        made = Zones(self.database, editing, ZonePictures(self.redis)).create(
            company.scope, company.camera_id, zone, by=by, at=AT
        )
        rules = Rules(self.database, editing, JudgedItems(self.redis))
        draft = RuleDraft(rule=Rule(id="", name="out", kind=RuleKind.RESTRICTED), zone_id=made.id, schedule_id=None)
        rule_id = int(rules.create(company.scope, company.camera_id, draft, by=by, at=AT).rule.id)
        rules.bypass(company.scope, rule_id, until=AT + timedelta(hours=1), reason="x", by=by, at=AT)
        facts = ConditionFacts(self.database, cameras)
        facts.set(company.scope, "runs", value=True, until=None, site_id=company.site_id, by=by, at=AT)

    def rows(self, company_id: int) -> dict[str, int]:
        """Number of rows by table, but of the audit."""
        found = {}
        with self.database.reading(Scope.installation()) as session:
            for mapper in Base.registry.mappers:
                table = mapper.local_table
                if "company_id" in table.c and not table.name.startswith("audit"):  # type: ignore[union-attr]
                    count = select(func.count()).select_from(table).where(table.c.company_id == company_id)
                    found[table.name] = session.scalar(count) or 0  # type: ignore[union-attr]
            found["companies"] = session.scalar(
                text("SELECT count(*) FROM companies WHERE id = :id"), {"id": company_id}
            )
        return found

    def request(self, name: str = "theirs") -> None:
        theirs = self.world.theirs.company_id
        self.erasures.request(theirs, name=name, by=ACTOR, own_company=self.world.ours.company_id, at=AT)

    def run(self) -> int:
        return erase_pending(self.database, self.evidence, self.redis, at=AT)


@pytest.fixture
def plants(database: Database, redis: RedisClient, tmp_path: Path) -> Plants:
    return Plants(database, redis, tmp_path / "evidence")


def test_all_of_one_company_goes_and_a_proof_stays(plants: Plants, tmp_path: Path) -> None:
    theirs, ours = plants.world.theirs.company_id, plants.world.ours.company_id
    before, kept = plants.rows(theirs), plants.rows(ours)
    assert not [name for name, count in before.items() if count == 0 and name not in ("dead_letters", "watch_spans")]
    plants.request()
    asked = plants.erasures.of(theirs)
    assert (asked.state, asked.at_first.violations, asked.left.violations, asked.proof) == ("waiting", 3, 3, None)
    assert plants.run() == 1
    assert set(plants.rows(theirs).values()) == {0}
    assert plants.rows(ours) == kept
    assert not (tmp_path / "evidence" / str(theirs)).exists()
    assert len(list((tmp_path / "evidence" / str(ours)).rglob("*.jpg"))) == 6
    assert not plants.redis.exists(plants.redis.names.camera_state(plants.world.theirs.camera_id))
    assert plants.redis.exists(plants.redis.names.camera_state(plants.world.ours.camera_id))
    done = plants.erasures.of(theirs)
    assert done.state == "done"
    assert done.proof is not None
    assert done.proof.rows == {name: count for name, count in sorted(before.items()) if count}
    assert done.proof.files >= 6
    assert done.proof.keys == 1
    assert len(done.proof.digest) == 64
    assert verify(plants.database)[0].broken is None
    assert plants.run() == 0


def test_a_run_that_was_killed_goes_on_and_counts_everything_once(
    plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = plants.world.theirs.company_id
    before = plants.rows(theirs)
    monkeypatch.setattr(erasure, "BATCH", 1)
    plants.request()
    remove, calls = erasures._remove_keys, []

    def die(*arguments: object) -> int:
        if not calls:
            calls.append(arguments)
            raise KeyboardInterrupt
        return remove(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(erasures, "_remove_keys", die)
    with pytest.raises(KeyboardInterrupt):
        plants.run()
    assert plants.erasures.of(theirs).state == "running"
    assert plants.run() == 1
    proof = plants.erasures.of(theirs).proof
    assert proof is not None
    assert proof.rows == {name: count for name, count in sorted(before.items()) if count}
    assert proof.files >= 6


def test_what_is_not_confirmed_or_must_stay_is_refused(plants: Plants) -> None:
    theirs, ours = plants.world.theirs.company_id, plants.world.ours.company_id
    with pytest.raises(InvalidFields):
        plants.request("Theirs")
    for own, code in ((ours, "own_company"), (theirs, "first_company")):
        with pytest.raises(Conflict) as refused:
            plants.erasures.request(ours, name="ours", by=ACTOR, own_company=own, at=AT)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        plants.erasures.of(theirs)
    assert plants.run() == 0


def test_a_company_that_is_to_be_erased_is_archived_at_once_and_for_good(plants: Plants) -> None:
    plants.request()
    plants.request()
    theirs = plants.world.theirs.company_id
    assert plants.erasures.of(theirs).state == "waiting"
    companies = Companies(plants.database, plants.cameras, plants.accounts)
    (row,) = [one for one in companies.overviews(at=AT) if one.id == theirs]
    assert row.archived_at is not None
    assert row.erasing
    with pytest.raises(Conflict) as refused:
        companies.update(theirs, CompanyEdit(archived=False), version=row.version, by=ACTOR, at=AT)
    assert refused.value.code == "being_erased"
    entries = Audit(plants.database).listed(Scope.installation(), AuditQuery(), cursor=None, limit=10).items
    assert [one.action for one in entries] == ["company.erasure_requested"]
