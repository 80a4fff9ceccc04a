"""A unit of work reads and writes what is within its scope, on both databases, however it asks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, delete, exists, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session, aliased

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.connection import Database, create_database_engine
from backend.adapters.database.repositories import cameras, companies, users
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.database.scoping import ScopeError
from backend.adapters.database.tables import (
    Base,
    Camera,
    CameraStateChange,
    Company,
    DeadLetter,
    MaybeOwned,
    Owned,
    RuleVersion,
    Schedule,
    Site,
    StoredCoverageSpan,
    StoredFact,
    StoredRule,
    StoredZone,
    User,
    UserLimit,
    Violation,
)
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Limits, Scope
from backend.core.errors import Conflict
from backend.services.accounts.accounts import Accounts, ensure_first_administrator
from tests.builders import PASSWORD, SECRET_KEY, START, CompanyOfWorld, World, build_world
from tests.support.installations.servers import PostgresServer

EVERYTHING = Scope.installation()
RULES = ("zones", "rules", "rule_versions", "facts")


@pytest.fixture
def plants(database: Database) -> World:
    """Two companies with a violation, a state change and a span each, and a dead letter of no company."""
    world = build_world(database)
    with database.writing(EVERYTHING) as session:
        for number, company in enumerate((world.ours, world.theirs)):
            _fill(session, company, f"{number}")
        values = {"digest": "none", "put_aside_at": START, "code": "unreadable", "reason": "", "wire": b""}
        session.add(DeadLetter(company_id=None, **values))
    return world


def _fill(session: Session, company: CompanyOfWorld, name: str) -> None:
    place = {"company_id": company.company_id, "camera_id": company.camera_id}
    pictures = dict.fromkeys(("crop_key", "wide_key", "crop_sha256", "wide_sha256"), "")
    named = {"name": name, "version": 1, "created_at": START}
    zone = StoredZone(kind="rule", colour="", corners=[], drawn_at=START, updated_at=START, **named, **place)
    rule = StoredRule(
        kind="restricted", severity="notice", definition={}, enabled=True, effective_from=START, **named, **place
    )
    session.add_all([zone, rule])
    session.flush()
    session.add_all(
        [
            RuleVersion(rule_id=rule.id, version=1, effective_from=START, definition={}, by_name="", **place),
            StoredFact(company_id=company.company_id, name=name, value=True, updated_at=START),
            CameraStateChange(id=name, at=START, state="live", reason="", **place),
            StoredCoverageSpan(id=name, since=START, until=START, reason="", source="worker", **place),
            Schedule(company_id=company.company_id, name=name, definition={}, created_at=START, updated_at=START),
            DeadLetter(digest=name, put_aside_at=START, code="failed", reason="", wire=b"", **place),
            Violation(
                id=name,
                site_id=company.site_id,
                item="helmet",
                opened_at=START,
                confidence=0.9,
                box=[],
                model="",
                picture_event_id=name,
                demo=False,
                **pictures,
                **place,
            ),
        ]
    )


def mapped() -> list[Any]:
    """Every table that belongs to companies."""
    kinds = (Owned, MaybeOwned)
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, kinds)]


def test_every_table_belongs_to_companies_or_is_one() -> None:
    assert {mapper.class_ for mapper in Base.registry.mappers} == {*mapped(), Company}


def test_each_table_shows_a_company_its_own_rows_only(database: Database, plants: World) -> None:
    ours, filled = plants.ours.company_id, 0
    for table in mapped():
        with database.reading(EVERYTHING) as session:
            owners = set(session.scalars(select(table.company_id)))
        with database.reading(plants.ours.scope) as session:
            assert set(session.scalars(select(table.company_id))) == owners & {ours}, table
        filled += len(owners - {None}) == 2
    assert filled >= 12
    with database.reading(plants.ours.scope) as session:
        assert session.scalars(select(Company.id)).all() == [ours]


@pytest.mark.parametrize(
    "statement",
    [
        select(func.count()).select_from(Camera),
        select(func.count(aliased(Camera).id)),
        select(func.count()).select_from(Site).join(Camera, Camera.site_id == Site.id),
        select(func.count(Site.id)).where(exists().where(Camera.site_id == Site.id)),
        select(func.count(Site.id)).where(Site.id.in_(select(Camera.site_id))),
        select(func.count()).select_from(select(Camera.id).subquery()),
        select(func.count()).select_from(select(Camera.id).union_all(select(Site.id)).subquery()),
    ],
    ids=["column", "alias", "join", "exists", "in", "subquery", "union"],
)
def test_a_table_is_within_the_scope_wherever_it_appears(
    database: Database, plants: World, statement: Select[Any]
) -> None:
    with database.reading(EVERYTHING) as session:
        all_of_them = session.scalar(statement)
    with database.reading(plants.ours.scope) as session:
        assert session.scalar(statement) == all_of_them / 2


def test_a_row_of_another_company_is_not_found_by_its_key(database: Database, plants: World) -> None:
    with database.reading(plants.ours.scope) as session:
        assert session.get(Camera, plants.theirs.camera_id) is None
        assert users.by_id(session, plants.theirs.user_ids["admin"]) is None


def test_changing_and_deleting_rows_in_bulk_stops_at_the_company(database: Database, plants: World) -> None:
    with database.writing(plants.ours.scope) as session:
        session.execute(update(Camera).values(name="changed"))
        session.execute(delete(StoredCoverageSpan))
    with database.reading(EVERYTHING) as session:
        assert [row.name for row in cameras.of_every_company(session)] == ["changed", "gate of theirs"]
        assert session.scalars(select(StoredCoverageSpan.company_id)).all() == [plants.theirs.company_id]


def _new_site(session: Session, world: World) -> None:
    companies.add_site(session, world.theirs.company_id, "ours in truth", "UTC", at=START)


def _give_away(session: Session, world: World) -> None:
    session.get_one(Camera, world.ours.camera_id).company_id = world.theirs.company_id
    session.flush()


def _new_company(session: Session, _world: World) -> None:
    companies.add(session, "another", at=START)


def _of_no_company(session: Session, _world: World) -> None:
    session.add(DeadLetter(company_id=None, digest="x", put_aside_at=START, code="", reason="", wire=b""))
    session.flush()


def _in_bulk(session: Session, world: World) -> None:
    session.execute(insert(Schedule).values(company_id=world.theirs.company_id, name="x"))


def _as_text(session: Session, _world: World) -> None:
    session.execute(text("SELECT * FROM cameras"))


def _of_a_table(session: Session, _world: World) -> None:
    session.execute(select(Camera.__table__))


@pytest.mark.parametrize("work", [_new_site, _give_away, _new_company, _of_no_company, _in_bulk, _as_text, _of_a_table])
def test_a_unit_of_work_that_leaves_its_scope_fails(
    database: Database, plants: World, work: Callable[[Session, World], None]
) -> None:
    with pytest.raises(ScopeError), database.writing(plants.ours.scope) as session:
        work(session, plants)


def test_a_session_without_a_scope_reads_nothing(database: Database) -> None:
    with database._readers() as session, pytest.raises(ScopeError):
        session.scalars(select(Camera)).all()


def test_no_module_goes_around_the_scope() -> None:
    """Sessions, connections and SQL as text are made where the scope is kept, and in migrations."""
    root = Path(__file__).parents[3] / "backend"
    around = re.compile(
        r"(?<![\w.])(?:Session|sessionmaker|text)\(|exec_driver_sql|__table__|\.bulk_\w+\(|session\.connection\("
    )
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "sqlalchemy" in path.read_text() and around.search(path.read_text())
    }
    permitted = {
        "connection": "makes the sessions",
        "scoping": "keeps the scope",
        "tables/cameras": "the condition of an index is text",
        "tables/rules": "the condition of an index is text",
        "tables/violations": "the condition of an index is text",
        "repositories/audit": "the lock of a chain",
        "repositories/cameras": "a company's quota counts cameras that the limits of a user hide; the company is named",
    }
    assert {path for path in found if not path.startswith("migrations/")} == {
        f"adapters/database/{name}.py" for name in permitted
    }


def test_rows_of_no_company_are_for_platform_administrators(database: Database, plants: World) -> None:
    ours = plants.ours.company_id
    for scope, count in ((Scope.company(ours), 1), (Scope.company(ours, unassigned=True), 2), (EVERYTHING, 3)):
        with database.reading(scope) as session:
            assert session.scalar(select(func.count()).select_from(DeadLetter)) == count


@pytest.mark.parametrize("by", ["site", "camera", "nothing"])
def test_limits_apply_to_all_that_is_of_a_camera(database: Database, plants: World, by: str) -> None:
    ours = plants.ours
    limits = {
        "site": Limits.of(sites=[ours.site_id, plants.theirs.site_id]),
        "camera": Limits.of(cameras=[ours.camera_id, plants.theirs.camera_id]),
        "nothing": Limits.of(),
    }[by]
    seen = [] if by == "nothing" else [ours.company_id]
    with database.writing(EVERYTHING) as session:
        other = companies.add_site(session, ours.company_id, "other", "UTC", at=START)
        place = CompanyOfWorld(ours.company_id, other.id, _second_camera(session, ours.company_id, other.id), {}, {})
        _fill(session, place, "second")
    with database.reading(Scope.company(ours.company_id, limits)) as session:
        of_camera = (StoredZone, StoredRule, RuleVersion)
        for table in (Site, Camera, Violation, CameraStateChange, StoredCoverageSpan, DeadLetter, *of_camera):
            assert session.scalars(select(table.company_id)).all() == seen, table
        assert len(session.scalars(select(Schedule)).all()) == 2


def _second_camera(session: Session, company_id: int, site_id: int) -> int:
    values: dict[str, Any] = {"source": "demo:x", "mode": "detect", "enabled": True, "demo": True, "at": START}
    return cameras.add(session, company_id, site_id, name="second", **values).id


def test_a_violation_stays_with_the_site_where_it_happened(database: Database, plants: World) -> None:
    ours = plants.ours
    with database.writing(EVERYTHING) as session:
        other = companies.add_site(session, ours.company_id, "other", "UTC", at=START)
        session.get_one(Camera, ours.camera_id).site_id = other.id
    for site_id, violations, places in ((ours.site_id, 1, 0), (other.id, 0, 1)):
        with database.reading(Scope.company(ours.company_id, Limits.of(sites=[site_id]))) as session:
            assert len(session.scalars(select(Violation)).all()) == violations
            assert len(session.scalars(select(Camera)).all()) == places


def test_a_limited_user_whose_last_camera_is_deleted_sees_nothing(database: Database, plants: World) -> None:
    ours, viewer = plants.ours, plants.ours.user_ids["viewer"]
    with database.writing(EVERYTHING) as session:
        other = companies.add_site(session, ours.company_id, "other", "UTC", at=START)
        camera_id = _second_camera(session, ours.company_id, other.id)
        session.get_one(User, viewer).is_limited = True
        session.add(UserLimit(company_id=ours.company_id, user_id=viewer, camera_id=camera_id))
    with database.writing(EVERYTHING) as session:
        session.execute(delete(Camera).where(Camera.id == camera_id))
    with database.reading(EVERYTHING) as session:
        found = users.by_id(session, viewer)
        assert found is not None
        assert users.limits_of(found) == Limits.of()


def test_the_second_of_two_who_change_a_user_at_once_is_refused(database: Database, plants: World) -> None:
    ours, viewer = plants.ours, plants.ours.user_ids["viewer"]
    with database.reading(ours.scope) as session:
        before = session.get_one(User, viewer)
    with database.writing(ours.scope) as session:
        session.get_one(User, viewer).name = "first"
    with pytest.raises(Conflict) as refused, database.writing(ours.scope) as session:
        session.add(before)
        before.name = "second"
    assert refused.value.code == "changed_meanwhile"


class TestRowSecurity:
    """PostgreSQL's own lock, for a connection that is no superuser's: also for SQL as text."""

    @pytest.fixture
    def url(self, database_url: str, database: Database, plants: World) -> str:
        engine = create_database_engine(database_url).execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name != "postgresql":
            engine.dispose()
            pytest.skip("SQLite has no row security")
        name = f"reader_{datetime.now(UTC):%H%M%S%f}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
            connection.exec_driver_sql(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {name}")
            connection.exec_driver_sql(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {name}")
        engine.dispose()
        return database_url.replace("postgres@", f"{name}@")

    def rows(self, url: str, table: str, company: str | None) -> set[Any]:
        engine = create_database_engine(url)
        with engine.begin() as connection:
            if company is not None:
                connection.exec_driver_sql("SELECT set_config('mandor.company', %s, true)", (company,))
            column = "id" if table == "companies" else "company_id"
            found = set(connection.execute(text(f"SELECT {column} FROM {table}")).scalars())
        engine.dispose()
        return found

    def test_text_sees_rows_of_the_named_company_only(self, url: str, plants: World) -> None:
        ours, theirs = plants.ours.company_id, plants.theirs.company_id
        for table in ("companies", "sites", "users", "cameras", "violations", *RULES, "watch_spans", "camera_changes"):
            assert self.rows(url, table, str(ours)) == {ours}, table
            assert self.rows(url, table, "*") == {ours, theirs}, table
            assert self.rows(url, table, None) == set(), table
        assert self.rows(url, "dead_letters", str(ours)) == {ours, None}

    def test_every_table_is_locked(self, url: str) -> None:
        engine = create_database_engine(url)
        with engine.connect() as connection:
            locked = connection.execute(
                text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            ).scalars()
            assert set(locked) == set(Base.metadata.tables)
        engine.dispose()

    def test_text_writes_no_row_of_another_company(self, url: str, plants: World) -> None:
        engine = create_database_engine(url)
        with pytest.raises(ProgrammingError, match="row-level security"), engine.begin() as connection:
            connection.exec_driver_sql("SELECT set_config('mandor.company', %s, true)", (f"{plants.ours.company_id}",))
            insert_site = "INSERT INTO sites (company_id, name, time_zone, created_at) VALUES (%s, 'x', 'UTC', now())"
            connection.exec_driver_sql(insert_site, (plants.theirs.company_id,))
        engine.dispose()

    def test_a_connection_that_is_used_again_names_no_company(self, url: str, plants: World) -> None:
        database = Database(url)
        with database.reading(plants.ours.scope) as session:
            assert session.scalars(select(Company.id)).all() == [plants.ours.company_id]
        with database._reader.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM cameras")).scalar() == 0
        with database.reading(EVERYTHING) as session:
            assert len(session.scalars(select(Company.id)).all()) == 2
        database.close()


def test_an_owner_who_is_no_superuser_upgrades_works_and_copies(postgres: PostgresServer) -> None:
    """The usual database of a plant: row security is forced on its owner, too."""
    engine = create_database_engine(postgres.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE plant_owner LOGIN")
        connection.exec_driver_sql("CREATE DATABASE owned_plant OWNER plant_owner")
    engine.dispose()
    url = postgres.url("owned_plant").replace("postgres@", "plant_owner@")
    upgrade(url)
    database = Database(url)
    ensure_first_administrator(database, email="a@plant.example", password=PASSWORD, at=START)
    accounts = Accounts(database, Tokens(SECRET_KEY), lifetime=timedelta(hours=1))
    account = accounts.log_in("a@plant.example", PASSWORD, at=START).account
    assert (account.role, account.is_platform, len(accounts.sites(account))) == (Role.ADMIN, True, 1)
    database.close()
    newest = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    options = {"capture_output": True, "text": True, "env": {"PGOPTIONS": "-c mandor.company=*"}}
    copied = subprocess.run([newest, "--enable-row-security", url], check=True, **options)  # type: ignore[call-overload]
    assert "a@plant.example" in copied.stdout
