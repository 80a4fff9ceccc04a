"""Links, opened by the person who was given one. The token is in the body: no log of a server contains it."""

from __future__ import annotations

from flask import Blueprint, request

from backend.routes.accounts.schemas import LoginAnswer, UserAnswer
from backend.routes.accounts.user_schemas import AcceptedAnswer, LinkAnswer, LinkToAccept, LinkToInspect
from backend.routes.operation import backend, now, operation
from backend.services.accounts.accounts import Login

blueprint = Blueprint("links", __name__)
LIMIT = "30 per minute"
"""Of one address. A token has 256 bits: it is not guessed; more would only make the machine hash passwords."""


@operation(blueprint, "POST", "/api/links/inspect", access="public", body=LinkToInspect, answers=(LinkAnswer,))
def inspect_link(body: LinkToInspect) -> LinkAnswer:
    """Tell what a link is for, or why it cannot be used."""
    return LinkAnswer.model_validate(backend().accepted_links.inspect(body.token, at=now()))


@operation(blueprint, "POST", "/api/links/accept", access="public", body=LinkToAccept, answers=(AcceptedAnswer,))
def accept_link(body: LinkToAccept) -> AcceptedAnswer:
    """Use a link: join, set a password (both log in), or confirm an e-mail address."""
    purpose, login = backend().accepted_links.accept(
        body.token, name=body.name, password=body.password, address=request.remote_addr or "", at=now()
    )
    return AcceptedAnswer(purpose=purpose, login=login_answer(login) if login is not None else None)


def login_answer(login: Login) -> LoginAnswer:
    """The answer to a log-in."""
    user = UserAnswer.model_validate(login.account)
    return LoginAnswer(access_token=login.access_token, expires_in=login.expires_in, user=user)
