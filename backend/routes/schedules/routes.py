"""Schedules: listing, changing and previewing them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.schedules.schemas import (
    DeleteSchedule,
    IntervalAnswer,
    NewSchedule,
    PreviewAnswer,
    ScheduleAnswer,
    ScheduleChange,
    SchedulesAnswer,
    ScheduleToPreview,
    SkippedSlotAnswer,
)
from backend.services.schedules.schedules import ScheduleEdit
from backend.services.schedules.views import ScheduleView

blueprint = Blueprint("schedules", __name__)
ONE = "/api/schedules/<int(max=2147483647):schedule_id>"


@operation(blueprint, "GET", "/api/schedules", access=Permission.VIEW_CAMERAS, answers=(SchedulesAnswer,))
def list_schedules() -> SchedulesAnswer:
    """List the schedules by name."""
    views = backend().schedules.listed(account().scope)
    return SchedulesAnswer(items=_answers(views))


@operation(
    blueprint,
    "POST",
    "/api/schedules",
    access=Permission.MANAGE_SCHEDULES,
    body=NewSchedule,
    answers=(ScheduleAnswer,),
    status=201,
)
def create_schedule(body: NewSchedule) -> ScheduleAnswer:
    """Add a schedule."""
    return _answers([backend().schedules.create(account().scope, body.schedule(), by=actor(), at=now())])[0]


@operation(
    blueprint,
    "POST",
    "/api/schedules/preview",
    access=Permission.VIEW_CAMERAS,
    body=ScheduleToPreview,
    answers=(PreviewAnswer,),
)
def preview_schedule(body: ScheduleToPreview) -> PreviewAnswer:
    """Show what a schedule would do, without saving it."""
    found = backend().schedules.preview(
        account().scope, body.schedule(), body.time_zone, begins=body.begins or now(), days=body.days
    )
    intervals = [
        IntervalAnswer.model_validate(
            {"begins": one.begins, "until": one.ends, "mode": rule.mode, "name": rule.name, "why": rule.why}
        )
        for one in found.intervals
        for rule in (one.rule,)
    ]
    skipped = [SkippedSlotAnswer.model_validate(one) for one in found.skipped]
    return PreviewAnswer(time_zone=found.time_zone, intervals=intervals, skipped=skipped)


@operation(blueprint, "GET", ONE, access=Permission.VIEW_CAMERAS, answers=(ScheduleAnswer,))
def get_schedule(schedule_id: int) -> ScheduleAnswer:
    """Show one schedule."""
    return _answers([backend().schedules.detail(account().scope, schedule_id)])[0]


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_SCHEDULES, body=ScheduleChange, answers=(ScheduleAnswer,))
def change_schedule(schedule_id: int, body: ScheduleChange) -> ScheduleAnswer:
    """Change a schedule and with it the cameras that follow it; what is absent stays."""
    edit = ScheduleEdit(
        name=body.name,
        otherwise=body.otherwise,
        slots=None if body.slots is None else tuple(slot.slot() for slot in body.slots),
        exceptions=None if body.exceptions is None else tuple(one.exception() for one in body.exceptions),
    )
    return _answers([backend().schedules.update(account().scope, schedule_id, edit, by=actor(), at=now())])[0]


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_SCHEDULES, query=DeleteSchedule, status=204)
def delete_schedule(schedule_id: int, query: DeleteSchedule) -> None:
    """Delete a schedule; one that cameras follow only with `release`."""
    backend().schedules.remove(account().scope, schedule_id, release=query.release, by=actor(), at=now())


def _answers(views: Sequence[ScheduleView]) -> list[ScheduleAnswer]:
    skipped = backend().schedules.skipped(account().scope, views, at=now())
    return [ScheduleAnswer.of(view, skipped[view.id]) for view in views]
