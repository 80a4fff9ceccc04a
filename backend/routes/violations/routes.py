"""Violations and their pictures."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from backend.adapters.database.repositories.violations import ViolationQuery
from backend.routes.operation import account, backend, now, operation
from backend.routes.violations.schemas import EvidenceToken, ViolationAnswer, ViolationList, ViolationsAnswer
from backend.services.violations.violations import Picture

blueprint = Blueprint("violations", __name__)
ONE = "/api/violations/<uuid:violation_id>"


@operation(blueprint, "GET", "/api/violations", query=ViolationList, answers=(ViolationsAnswer,))
def list_violations(query: ViolationList) -> ViolationsAnswer:
    """List violations, newest first."""
    asked = ViolationQuery(
        camera_id=query.camera_id,
        item=query.item,
        since=query.since,
        until=query.until,
        demo=query.demo,
        limit=query.limit,
    )
    page = backend().violations.listed(account().company_id, asked, cursor=query.cursor, at=now())
    return ViolationsAnswer.model_validate(page)


@operation(blueprint, "GET", ONE, answers=(ViolationAnswer,))
def get_violation(violation_id: UUID) -> ViolationAnswer:
    """Tell about one violation."""
    view = backend().violations.detail(account().company_id, str(violation_id), at=now())
    return ViolationAnswer.model_validate(view)


@operation(
    blueprint,
    "GET",
    f"{ONE}/crop.jpg",
    access="token_in_query",
    query=EvidenceToken,
    media_type="image/jpeg",
)
def get_crop(violation_id: UUID, query: EvidenceToken) -> Response:
    """Show the person."""
    return _picture(violation_id, "crop", query.token)


@operation(
    blueprint,
    "GET",
    f"{ONE}/wide.jpg",
    access="token_in_query",
    query=EvidenceToken,
    media_type="image/jpeg",
)
def get_wide(violation_id: UUID, query: EvidenceToken) -> Response:
    """Show the whole picture."""
    return _picture(violation_id, "wide", query.token)


def _picture(violation_id: UUID, which: Picture, token: str | None) -> Response:
    service = backend().violations
    if token is not None:
        picture = service.picture_by_token(token, str(violation_id), which, at=now())
    else:
        picture = service.picture(account().company_id, str(violation_id), which)
    response = Response(picture.jpeg, mimetype="image/jpeg")
    response.set_etag(picture.sha256)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
