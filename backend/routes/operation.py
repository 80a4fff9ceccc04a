"""Routes: input, who may call, answers. Parsing, access and OpenAPI follow from one declaration.

Each route names what it requires; an application with a route that does not, does not start (`require_access`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Literal, TypeVar

from flask import Blueprint, Flask, Response, current_app, g, request
from pydantic import BaseModel
from werkzeug.datastructures import Headers
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.routing import Rule

from backend.core.accounts.api_keys import is_key
from backend.core.accounts.roles import PERMISSIONS, PLATFORM, Permission, Role
from backend.core.audit.actor import Actor
from backend.core.errors import NotAllowed, NotAuthenticated
from backend.services.accounts.accounts import Account
from backend.services.accounts.api_keys import KeyHolder
from backend.services.assembly import Backend

Access = Permission | Literal["public", "metrics_token"]
"""A permission of the user who asks; public: without a log-in; metrics_token: the view checks a token of its own."""
FILE = ("application/octet-stream",)
"""The body of a route that takes a file: its format is recognised by its first bytes, whatever type is stated."""
Holder = Callable[..., Account]
"""Whose token in the query it is, from the token and the path's parameters. Raises NotAuthenticated."""
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
    holder: Holder | None
    uploads: tuple[str, ...]
    """Media types of a body that is a file; it may also come in a form."""


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    access: Access,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answers: tuple[type[BaseModel], ...] = (),
    status: int = 200,
    media_type: str = "application/json",
    holder: Holder | None = None,
    uploads: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Make a function the route. It gets the path's parameters, and `body` and `query` where it has them.

    It returns one of `answers`, None for an empty answer, or a response of its own. `holder`: a `token` in the query
    may replace the log-in, because an `<img>` sends no header. `uploads`: the view reads the file of the body itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def route(**parameters: Any) -> Response:
            token = request.args.get("token", "") if holder is not None else ""
            if holder is not None and token:
                g.account = holder(token, **parameters)
            if isinstance(access, Permission):
                _require(access)
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
            holder=holder,
            uploads=uploads,
        )
        blueprint.add_url_rule(path, view.__name__, route, methods=[method])
        return view

    return decorate


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """What `operation` noted of a view function, None for a view of another library."""
    found: Operation | None = getattr(view, "operation", None)
    return found


def require_access(app: Flask) -> None:
    """RuntimeError when a route of the application was not made with `operation`, and so declares no access."""
    without = sorted(rule.rule for rule in app.url_map.iter_rules() if _undeclared(app, rule))
    if without:
        raise RuntimeError(f"these routes declare no access: {', '.join(without)}")


def _undeclared(app: Flask, rule: Rule) -> bool:
    return operation_of(app.view_functions[rule.endpoint]) is None


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
    """The user who asks. NotAuthenticated unless the request carries a log-in's token that holds."""
    if "account" not in g:
        g.account = backend().accounts.of_token(credential_of(request.headers), at=now())
    found: Account = g.account
    return found


def caller() -> Account | KeyHolder:
    """Who asks: a user, or a program with an API key. NotAuthenticated when it is neither."""
    if "account" in g:
        return account()
    if "key_holder" not in g:
        credential = credential_of(request.headers)
        if not is_key(credential):
            return account()
        g.key_holder = backend().api_keys.of_key(credential, at=now())
    found: KeyHolder = g.key_holder
    return found


def credential_of(headers: Headers) -> str:
    """The token or key of a request. It is taken from headers only: addresses are logged. NotAuthenticated."""
    header = headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    key = headers.get("X-API-Key", "").strip()
    if not header and is_key(key):
        return key
    raise NotAuthenticated("This needs a log-in.", hint="Send the header Authorization: Bearer <token>.")


def actor() -> Actor:
    """Who asks, as the audit names them, with the network address of the request."""
    user = account()
    return Actor(user.id, user.name, _address())


def anonymous(name: str) -> Actor:
    """Somebody who is not logged in and calls themselves so."""
    return Actor(None, name, _address())


def _address() -> str:
    return request.remote_addr or ""


def _require(permission: Permission) -> None:
    user = caller()
    if permission in user.permissions:
        return
    if isinstance(user, KeyHolder):
        raise NotAllowed("This API key is not for this.", hint="Make a key with the scope that it needs.")
    if permission in PERMISSIONS[user.role]:
        raise NotAllowed("This is for users who see the whole company.", hint="Ask an administrator without limits.")
    if permission in PLATFORM:
        raise NotAllowed("Only a platform administrator may do this.", hint="Ask one of them.")
    if permission in PERMISSIONS[Role.OFFICER]:
        raise NotAllowed("Only an officer or an administrator may do this.", hint="Ask one of them.")
    raise NotAllowed("Only an administrator may do this.", hint="Ask an administrator.")


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
