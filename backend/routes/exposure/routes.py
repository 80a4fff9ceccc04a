"""How long people wore what they must, lacked it, or could not be assessed."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.exposure.schemas import ExposureAnswer, ExposureAsked
from backend.routes.operation import account, backend, now, operation
from backend.services.coverage.coverage import Window
from backend.services.exposure.reports import ExposureBy, ExposureFilter

blueprint = Blueprint("exposure", __name__)


@operation(
    blueprint,
    "GET",
    "/api/exposure",
    access=Permission.VIEW_VIOLATIONS,
    query=ExposureAsked,
    answers=(ExposureAnswer,),
)
def exposure(query: ExposureAsked) -> ExposureAnswer:
    """Report seconds worn, missing and not assessable, by hour, day, camera, zone, rule or item."""
    asked = ExposureFilter(camera_id=query.camera_id, zone_id=query.zone_id, rule_id=query.rule_id, item=query.item)
    window = Window(query.since, query.until)
    found = backend().exposure.sums(account().scope, window, ExposureBy(query.by), asked, at=now())
    return ExposureAnswer.model_validate(found)
