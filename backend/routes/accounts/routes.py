"""Log-in and the current user."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request
from pydantic import ValidationError

from backend.core.accounts.roles import Permission
from backend.routes.accounts.schemas import Credentials, LoginAnswer, MeAnswer, SiteAnswer, UserAnswer
from backend.routes.operation import account, backend, now, operation

blueprint = Blueprint("auth", __name__)
LOGIN_LIMIT = "60 per minute"
"""Log-ins of one address. Fewer lock out a plant behind a proxy that is not trusted; more help to guess."""
FAILURE_LIMIT = "10 per minute"
"""Of one address with one e-mail address."""


def who_tries() -> str:
    """Whose failures are counted together."""
    try:
        email = Credentials.model_validate_json(request.get_data()).email.strip().lower()
    except ValidationError:  # which the view refuses
        email = ""
    return f"{request.remote_addr} {email}"


def has_failed(response: Response) -> bool:
    """Whether it was no log-in."""
    return response.status_code == HTTPStatus.UNAUTHORIZED


@operation(blueprint, "POST", "/api/auth/login", access="public", body=Credentials, answers=(LoginAnswer,))
def login(body: Credentials) -> LoginAnswer:
    """Log in with e-mail address and password."""
    found = backend().accounts.log_in(body.email.strip(), body.password, address=request.remote_addr or "", at=now())
    return LoginAnswer(
        access_token=found.access_token,
        expires_in=found.expires_in,
        user=UserAnswer.model_validate(found.account),
    )


@operation(blueprint, "GET", "/api/auth/me", access=Permission.OWN_ACCOUNT, answers=(MeAnswer,))
def me() -> MeAnswer:
    """The current user and their sites."""
    sites = [SiteAnswer.model_validate(site) for site in backend().accounts.sites(account())]
    return MeAnswer(user=UserAnswer.model_validate(account()), sites=sites)
