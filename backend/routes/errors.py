"""Every error in one shape, `application/problem+json`, with what happened and what to do."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from backend.core.errors import (
    Conflict,
    InvalidFields,
    InvalidInput,
    MandorError,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Removed,
    Unavailable,
)
from backend.routes.system.schemas import FieldProblem, Problem
from backend.services.crowd.clients import TooManyFrames

log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[MandorError], int], ...] = (
    (TooManyFrames, 429),
    (InvalidInput, 400),
    (NotAuthenticated, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Removed, 410),
    (Unavailable, 503),
)
_HTTP = {
    400: ("invalid_input", "The request cannot be understood.", "Compare it with /api/docs."),
    404: ("not_found", "There is nothing at this address.", "The page /api/docs lists what there is."),
    405: ("method_not_allowed", "This address does not know this method.", "The page /api/docs lists what there is."),
    413: ("body_too_large", "The body is larger than 1 MB.", "Send less."),
    415: ("unsupported_media_type", "The body is not JSON.", "Send the header Content-Type: application/json."),
    429: ("too_many_requests", "Too many attempts from this address.", "Wait a minute and try again."),
}


def register(app: Flask) -> None:
    """Answer every error of this application in our shape."""
    app.register_error_handler(MandorError, _known)
    app.register_error_handler(ValidationError, _does_not_fit)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def problem(
    status: int,
    code: str,
    detail: str,
    hint: str = "",
    *,
    errors: list[FieldProblem] | None = None,
    reference: str | None = None,
) -> Response:
    """An error's answer."""
    body = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        hint=hint,
        errors=errors or [],
        reference=reference,
    )
    text = body.model_dump_json(exclude=set() if reference else {"reference"})
    response = Response(text, status=status, mimetype="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        response.headers["Connection"] = "close"
    return response


def _known(error: MandorError) -> Response:
    for kind, status in _STATUS:
        if isinstance(error, kind):
            errors = []
            if error.code == "invalid_source":
                errors = [FieldProblem(field="source", message=error.message)]
            elif isinstance(error, InvalidFields):
                errors = [
                    FieldProblem(field=field, message=message, code=code)
                    for (field, message), code in zip(error.faults, error.codes, strict=True)
                ]
            return problem(status, error.code, error.message, error.hint, errors=errors)
    return _unexpected(error)


def _does_not_fit(error: ValidationError) -> Response:
    errors = [
        FieldProblem(field=".".join(str(part) for part in fault["loc"]), message=fault["msg"])
        for fault in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    named = ", ".join(sorted({fault.field for fault in errors if fault.field}))
    detail = f"These fields do not fit: {named}." if named else "The body is no JSON object."
    return problem(400, "invalid_input", detail, "Correct what `errors` names.", errors=errors)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        made = error.get_response(request.environ)
        return Response(made.get_data(), status=made.status, headers=made.headers)
    if status not in _HTTP:
        return problem(status, "internal" if status >= 500 else "invalid_input", error.name + ".")
    code, detail, hint = _HTTP[status]
    response = problem(status, code, detail, hint)
    for name, value in error.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    reference = secrets.token_hex(6)
    log.error("reference %s: %s %s failed", reference, request.method, request.path, exc_info=error)
    return problem(
        500,
        "internal",
        "Something went wrong on our side.",
        f"Look for {reference} in the backend's log.",
        reference=reference,
    )
