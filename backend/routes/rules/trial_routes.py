"""Trying rules over stored tracks, and where they can be judged."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, backend, now, operation
from backend.routes.rules.trial_schemas import AssessabilityAnswer, AssessabilityAsked, RuleToTry, TrialAnswer

blueprint = Blueprint("trials", __name__)
OF_CAMERA = "/api/cameras/<int(max=2147483647):camera_id>"


@operation(
    blueprint,
    "POST",
    f"{OF_CAMERA}/rules/try",
    access=Permission.MANAGE_RULES,
    body=RuleToTry,
    answers=(TrialAnswer,),
)
def try_rule(camera_id: int, body: RuleToTry) -> TrialAnswer:
    """Try a rule over the last days, without saving it."""
    found = backend().trials.try_rule(
        account().scope, camera_id, body.draft(), corners=body.corners, days=body.days, at=now()
    )
    return TrialAnswer.model_validate(found)


@operation(
    blueprint,
    "GET",
    f"{OF_CAMERA}/assessability",
    access=Permission.VIEW_VIOLATIONS,
    query=AssessabilityAsked,
    answers=(AssessabilityAnswer,),
)
def assessability(camera_id: int, query: AssessabilityAsked) -> AssessabilityAnswer:
    """Map where in a camera's picture people can be judged, and when each rule last saw anybody."""
    found = backend().trials.assessability(account().scope, camera_id, days=query.days, at=now())
    return AssessabilityAnswer.model_validate(found)
