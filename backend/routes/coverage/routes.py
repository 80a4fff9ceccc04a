"""The time that counts rest on: when cameras observed, and when they were blind and why."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.coverage.schemas import (
    CameraTimelineAnswer,
    CompanyCoverageAnswer,
    CompanyCoverageQuery,
    CoverageWindow,
)
from backend.routes.operation import account, backend, now, operation
from backend.services.coverage.coverage import Window

blueprint = Blueprint("coverage", __name__)


@operation(
    blueprint,
    "GET",
    "/api/cameras/<int(max=2147483647):camera_id>/coverage",
    access=Permission.VIEW_CAMERAS,
    query=CoverageWindow,
    answers=(CameraTimelineAnswer,),
)
def camera_coverage(camera_id: int, query: CoverageWindow) -> CameraTimelineAnswer:
    """Report when a camera observed and when it was blind."""
    window = Window(query.since, query.until)
    found = backend().coverage.of_camera(account().scope, camera_id, window, at=now())
    return CameraTimelineAnswer.model_validate(found)


@operation(
    blueprint,
    "GET",
    "/api/stats/coverage",
    access=Permission.VIEW_CAMERAS,
    query=CompanyCoverageQuery,
    answers=(CompanyCoverageAnswer,),
)
def company_coverage(query: CompanyCoverageQuery) -> CompanyCoverageAnswer:
    """Report how long all cameras observed and were blind, each and together."""
    window = Window(query.since, query.until)
    found = backend().coverage.of_company(account().scope, window, camera_id=query.camera_id, demo=query.demo, at=now())
    return CompanyCoverageAnswer.model_validate(found)
