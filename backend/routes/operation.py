"""Routes: input, who may call, answers. Parsing, access and OpenAPI follow from one declaration.

A route that declares no access asks for a log-in: forgetting opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Literal, TypeVar

from flask import Blueprint, Response, current_app, g, request
from pydantic import BaseModel
from werkzeug.exceptions import UnsupportedMediaType

from backend.core.errors import NotAllowed, NotAuthenticated
from backend.services.accounts.accounts import Account
from backend.services.assembly import Backend

Access = Literal["public", "token_in_query", "metrics_token", "user", "officer", "admin"]
"""public: without a log-in. token_in_query, metrics_token: the view checks a token of its own. user: any log-in.
officer: officers and administrators. admin: administrators."""
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A route as OpenAPI describes it."""

    method: str
    access: Access
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answers: tuple[type[BaseModel], ...]
    status: int
    media_type: str
    summary: str


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    access: Access = "user",
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answers: tuple[type[BaseModel], ...] = (),
    status: int = 200,
    media_type: str = "application/json",
) -> Callable[[View], View]:
    """Make a function the route. It gets the path's parameters, and `body` and `query` where it has them.

    It returns one of `answers`, None for an empty answer, or a response of its own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def route(**parameters: Any) -> Response:
            if access in ("user", "officer", "admin"):
                _log_in(access)
            if query is not None:
                asked = {name: value for name, value in request.args.items() if value != ""}
                parameters["query"] = query.model_validate(asked)
            if body is not None:
                parameters["body"] = _body(body)
            return _response(view(**parameters), status)

        summary = (view.__doc__ or "").strip().splitlines()[0]
        route.operation = Operation(  # type: ignore[attr-defined]
            method=method,
            access=access,
            body=body,
            query=query,
            answers=answers,
            status=status,
            media_type=media_type,
            summary=summary,
        )
        blueprint.add_url_rule(path, view.__name__, route, methods=[method])
        return view

    return decorate


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """What `operation` noted of a view function, None for a view of another library."""
    found: Operation | None = getattr(view, "operation", None)
    return found


def backend() -> Backend:
    """The services of this application."""
    found: Backend = current_app.extensions["mandor"]
    return found


def now() -> datetime:
    """The time of this request."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    at: datetime = g.now
    return at


def account() -> Account:
    """Who asks. NotAuthenticated unless the request carries a log-in's token that holds."""
    if "account" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAuthenticated("This needs a log-in.", hint="Send the header Authorization: Bearer <token>.")
        g.account = backend().accounts.of_token(token.strip(), at=now())
    found: Account = g.account
    return found


def _log_in(access: Access) -> None:
    role = account().role
    if access == "admin" and role != "admin":
        raise NotAllowed("Only an administrator may do this.", hint="Ask an administrator.")
    if access == "officer" and role not in ("admin", "officer"):
        raise NotAllowed("Only an officer or an administrator may do this.", hint="Ask one of them.")


def _body(model: type[BaseModel]) -> BaseModel:
    if not request.is_json:
        raise UnsupportedMediaType
    return model.model_validate_json(request.get_data(cache=False))


def _response(result: Any, status: int) -> Response:
    if isinstance(result, Response):
        return result
    if result is None:
        return Response(status=204)
    return Response(result.model_dump_json(), status=status, mimetype="application/json")
