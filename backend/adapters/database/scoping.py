"""Keeps each unit of work within its scope: one place below all queries, which no query can leave out.

1. Every ORM statement gets the criteria of its session's scope, wherever the tables appear in it. Text and Core SQL is
   refused, unless the scope is the whole installation.
2. Before anything is stored, every changed row must be within the scope.
3. PostgreSQL is named the company at the beginning of each transaction; its row security is the second lock.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, event, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from backend.adapters.database.tables import (
    AtSite,
    Base,
    Camera,
    Company,
    DeadLetter,
    MaybeOwned,
    OfCamera,
    Owned,
    Site,
)
from backend.core.accounts.scope import Limits, Scope

_SCOPE = "scope"


class ScopeError(Exception):
    """A statement or a row that is outside its unit of work's scope: a fault of the program, never of a user."""


def scoped_sessions(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions for `session_of`."""
    made = sessionmaker(engine, expire_on_commit=False)
    event.listen(made, "do_orm_execute", _restrict)
    event.listen(made, "before_flush", _check_rows)
    event.listen(made, "after_begin", _name_company)
    return made


def session_of(sessions: sessionmaker[Session], scope: Scope) -> Session:
    """A session that reads and writes what is within the scope."""
    return sessions(info={_SCOPE: scope})


def _scope(session: Session) -> Scope:
    scope = session.info.get(_SCOPE)
    if not isinstance(scope, Scope):
        raise ScopeError("a unit of work has no scope")
    return scope


def _restrict(state: ORMExecuteState) -> None:
    scope = _scope(state.session)
    if scope.is_installation or state.is_column_load:  # what is loaded again was found within the scope
        return
    if not state.is_orm_statement or state.is_insert:
        raise ScopeError("within a company a statement is one of mapped classes, and rows are added as objects")
    state.statement = state.statement.options(*_criteria(scope))


@lru_cache(maxsize=1024)
def _criteria(scope: Scope) -> tuple[ExecutableOption, ...]:
    company_id = scope.company_id
    criteria: list[ExecutableOption] = [
        with_loader_criteria(Company, Company.id == company_id, include_aliases=True),
        with_loader_criteria(Owned, lambda cls: cls.company_id == company_id, include_aliases=True),
    ]
    if scope.unassigned:
        criteria.append(
            with_loader_criteria(
                MaybeOwned,
                lambda cls: or_(cls.company_id == company_id, cls.company_id.is_(None)),
                include_aliases=True,
            )
        )
    else:
        criteria.append(
            with_loader_criteria(MaybeOwned, lambda cls: cls.company_id == company_id, include_aliases=True)
        )
    if scope.limits is not None:
        criteria += _limiting(scope.limits)
    return tuple(criteria)


def _limiting(limits: Limits) -> list[ExecutableOption]:
    """A violation is of the site where it happened, also after its camera was moved to another one."""
    sites, cameras = sorted(limits.site_ids), sorted(limits.camera_ids)

    def of_camera(table: Any) -> ColumnElement[bool]:
        at_sites = select(Camera.id).where(Camera.site_id.in_(sites))
        return or_(table.camera_id.in_(cameras), table.camera_id.in_(at_sites))

    sites_of_cameras = select(Camera.site_id).where(Camera.id.in_(cameras))
    limited: list[tuple[type[Base], ColumnElement[bool]]] = [
        (Camera, or_(Camera.site_id.in_(sites), Camera.id.in_(cameras))),
        (Site, or_(Site.id.in_(sites), Site.id.in_(sites_of_cameras))),
        (DeadLetter, of_camera(DeadLetter)),
        *((table, of_camera(table)) for table in _tables(OfCamera)),
        *((table, or_(table.site_id.in_(sites), table.camera_id.in_(cameras))) for table in _tables(AtSite)),
    ]
    return [with_loader_criteria(table, rule, include_aliases=True) for table, rule in limited]


def _tables(kind: type[Any]) -> list[Any]:
    """The mapped classes of a kind."""
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, kind)]


def _check_rows(session: Session, _context: Any, _instances: Any) -> None:
    scope = _scope(session)
    if scope.is_installation:
        return
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.new, *changed, *session.deleted):
        if not _permits(scope, row):
            raise ScopeError(f"a row of {type(row).__name__} is outside the scope of its unit of work")


def _permits(scope: Scope, row: Any) -> bool:
    if isinstance(row, Company):
        return row.id == scope.company_id
    if isinstance(row, Camera):
        return scope.permits(row.company_id, site_id=row.site_id, camera_id=row.id)
    if isinstance(row, Site):
        return scope.permits(row.company_id, site_id=row.id)
    if isinstance(row, AtSite):
        return scope.permits(row.company_id, site_id=row.site_id, camera_id=row.camera_id)
    if isinstance(row, OfCamera):
        return scope.permits(row.company_id, camera_id=row.camera_id)
    if isinstance(row, (Owned, MaybeOwned)):
        return Scope(company_id=scope.company_id, unassigned=scope.unassigned).permits(row.company_id)
    return True


def _name_company(session: Session, _transaction: Any, connection: Connection) -> None:
    """Row security of PostgreSQL; local to the transaction, so that a pooled connection keeps nothing."""
    if connection.dialect.name == "postgresql":
        scope = _scope(session)
        named = "*" if scope.is_installation else str(scope.company_id)
        connection.exec_driver_sql("SELECT set_config('mandor.company', %s, true)", (named,))
