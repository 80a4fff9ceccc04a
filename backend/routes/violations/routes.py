"""Violations and their pictures."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from backend.adapters.database.repositories.violations import ViolationQuery
from backend.core.accounts.roles import Permission
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.violations.schemas import EvidenceToken, ViolationAnswer, ViolationList, ViolationsAnswer
from backend.services.accounts.accounts import Account
from backend.services.violations.violations import Picture

blueprint = Blueprint("violations", __name__)
ONE = "/api/violations/<uuid:violation_id>"


def _holder(token: str, violation_id: UUID) -> Account:
    return backend().accounts.of_claim(backend().violations.holder_of(token, str(violation_id), at=now()))


@operation(
    blueprint,
    "GET",
    "/api/violations",
    access=Permission.VIEW_VIOLATIONS,
    query=ViolationList,
    answers=(ViolationsAnswer,),
)
def list_violations(query: ViolationList) -> ViolationsAnswer:
    """List violations, newest first."""
    asked = ViolationQuery(
        camera_id=query.camera_id,
        item=query.item,
        rule_id=query.rule_id,
        zone_id=query.zone_id,
        severity=query.severity,
        since=query.since,
        until=query.until,
        demo=query.demo,
        limit=query.limit,
    )
    page = backend().violations.listed(account().scope, asked, cursor=query.cursor, holder=account().claim, at=now())
    return ViolationsAnswer.model_validate(page)


@operation(blueprint, "GET", ONE, access=Permission.VIEW_VIOLATIONS, answers=(ViolationAnswer,))
def get_violation(violation_id: UUID) -> ViolationAnswer:
    """Tell about one violation."""
    view = backend().violations.detail(account().scope, str(violation_id), holder=account().claim, at=now())
    return ViolationAnswer.model_validate(view)


@operation(
    blueprint,
    "GET",
    f"{ONE}/crop.jpg",
    access=Permission.VIEW_EVIDENCE,
    query=EvidenceToken,
    media_type="image/jpeg",
    holder=_holder,
)
def get_crop(violation_id: UUID, query: EvidenceToken) -> Response:
    """Show the person."""
    return _picture(violation_id, "crop")


@operation(
    blueprint,
    "GET",
    f"{ONE}/wide.jpg",
    access=Permission.VIEW_EVIDENCE,
    query=EvidenceToken,
    media_type="image/jpeg",
    holder=_holder,
)
def get_wide(violation_id: UUID, query: EvidenceToken) -> Response:
    """Show the whole picture."""
    return _picture(violation_id, "wide")


def _picture(violation_id: UUID, which: Picture) -> Response:
    picture = backend().violations.picture(account().scope, str(violation_id), which)
    backend().audit.viewed(account().scope, str(violation_id), by=actor(), at=now())
    response = Response(picture.jpeg, mimetype="image/jpeg")
    response.set_etag(picture.sha256)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
