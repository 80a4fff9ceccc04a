"""Schedules on both databases: what one company writes changes its own cameras only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.cameras import configs, enabled_camera_configs, find, of_every_company
from backend.core.accounts.scope import Scope
from backend.core.errors import Conflict, InvalidFields, NotFound
from backend.core.schedules.schedule import ExceptionDate, WeeklySchedule
from backend.services.cameras.plans import CameraPlans
from backend.services.cameras.sites import SiteEdit, Sites
from backend.services.schedules.schedules import ScheduleEdit, Schedules
from tests.builders import build_world
from tests.unit.core.schedules.test_scheduler import weekly

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # 10:00 in Jakarta
MORNING = WeeklySchedule(name="Morning", otherwise="off", slots=(weekly("06:00-12:00", name="Early"),))


def test_a_schedule_is_kept_as_it_was_written_and_followed(database: Database) -> None:
    world, schedules = build_world(database), Schedules(database)
    holiday = ExceptionDate(date=(AT + timedelta(days=9)).date(), name="Holiday", otherwise="stream")
    view = schedules.create(world.ours.scope, replace(MORNING, exceptions=(holiday,)), at=AT)
    with database.writing(Scope.installation()) as session:
        row = find(session, world.ours.company_id, world.ours.camera_id)
        assert row is not None
        row.schedule_id = view.id
    with database.reading(Scope.installation()) as session:
        [ours, theirs] = enabled_camera_configs(session)
    plans = CameraPlans()
    assert (plans.plan_of(ours).mode_at(AT).name, plans.plan_of(theirs).mode_at(AT).why) == ("Early", "fixed")
    assert plans.plan_of(ours).mode_at(AT + timedelta(days=9)).name == "Holiday"
    again = schedules.detail(world.ours.scope, view.id)
    assert (again.definition, again.camera_ids) == (view.definition, [world.ours.camera_id])


def test_a_schedule_that_is_deleted_between_two_queries_is_followed_no_more(database: Database) -> None:
    world, schedules = build_world(database), Schedules(database)
    company = world.ours.scope
    view = schedules.create(company, MORNING, at=AT)
    with database.writing(Scope.installation()) as session:
        row = find(session, world.ours.company_id, world.ours.camera_id)
        assert row is not None
        row.schedule_id = view.id
    with database.reading(Scope.installation()) as session:
        [seen, _] = of_every_company(session)
        schedules.remove(company, view.id, release=True, at=AT)
        [config] = configs(session, [seen])  # the view is still that of its beginning
    assert "Early" in config.schedule
    with database.reading(Scope.installation()) as session:
        [config] = configs(session, [seen])
    assert (config.schedule, config.mode) == ("", "detect")


def test_the_time_at_which_a_change_switches_a_camera_off_is_stored(database: Database) -> None:
    world, schedules, sites = build_world(database), Schedules(database), Sites(database)
    company = world.ours.scope
    view = schedules.create(company, MORNING, at=AT)

    def turned_at() -> datetime | None:
        with database.reading(Scope.installation()) as session:
            row = find(session, world.ours.company_id, world.ours.camera_id)
            assert row is not None
            return row.switched_at

    with database.writing(Scope.installation()) as session:
        row = find(session, world.ours.company_id, world.ours.camera_id)
        assert row is not None
        row.schedule_id = view.id
    schedules.update(company, view.id, ScheduleEdit(name="Early"), at=AT)
    assert turned_at() is None  # it is on before and after
    sites.update(company, world.ours.site_id, SiteEdit(time_zone="America/New_York"), at=AT)
    assert turned_at() == AT  # 22:00 there
    later = AT + timedelta(minutes=1)
    schedules.update(company, view.id, ScheduleEdit(otherwise="stream"), at=later)
    assert turned_at() == later


def test_another_companys_schedule_is_not_there(database: Database) -> None:
    world, schedules = build_world(database), Schedules(database)
    view = schedules.create(world.ours.scope, MORNING, at=AT)
    stranger = world.theirs.scope
    with pytest.raises(NotFound):
        schedules.detail(stranger, view.id)
    with pytest.raises(NotFound):
        schedules.update(stranger, view.id, ScheduleEdit(name="x"), at=AT)
    with pytest.raises(NotFound):
        schedules.remove(stranger, view.id, release=True, at=AT)
    with pytest.raises(NotFound):
        Sites(database).update(stranger, world.ours.site_id, SiteEdit(name="x"), at=AT)
    assert schedules.listed(stranger) == []
    with pytest.raises(Conflict):
        schedules.create(world.ours.scope, MORNING, at=AT)
    with pytest.raises(InvalidFields):
        schedules.create(stranger, replace(MORNING, otherwise="sleep"), at=AT)
