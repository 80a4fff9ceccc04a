"""The own account."""

from __future__ import annotations

from flask import Blueprint, request

from backend.core.accounts.roles import Permission
from backend.core.errors import NotAllowed
from backend.routes.accounts.link_routes import login_answer
from backend.routes.accounts.schemas import LoginAnswer
from backend.routes.accounts.user_schemas import AccountAnswer, AccountChange, AddressChange, PasswordChange
from backend.routes.operation import account, actor, backend, now, operation
from backend.services.accounts.accounts import Account

blueprint = Blueprint("account", __name__)
ACCESS = Permission.OWN_ACCOUNT
PASSWORD_LIMIT = "10 per minute"  # noqa: S105 - a rate
"""Of one log-in: who finds an open browser does not find the password."""


def which_login() -> str:
    """Whose tries are counted together."""
    return f"{request.remote_addr} {request.headers.get('Authorization', '')}"


def own() -> Account:
    """Whose account is changed. NotAllowed during a visit, which only shows a company."""
    found = account()
    if found.is_visiting:
        raise NotAllowed("During a visit nothing is changed.", hint="End the visit first.")
    return found


@operation(blueprint, "GET", "/api/account", access=ACCESS, answers=(AccountAnswer,))
def get_account() -> AccountAnswer:
    """Show the own account."""
    return AccountAnswer.model_validate(backend().own_account.detail(account()))


@operation(blueprint, "PATCH", "/api/account", access=ACCESS, body=AccountChange, answers=(AccountAnswer,))
def change_account(body: AccountChange) -> AccountAnswer:
    """Change the own name or language; what is absent stays."""
    found = backend().own_account.update(
        own(), name=body.name, language=body.language, version=body.version, by=actor(), at=now()
    )
    return AccountAnswer.model_validate(found)


@operation(blueprint, "POST", "/api/account/password", access=ACCESS, body=PasswordChange, answers=(LoginAnswer,))
def change_password(body: PasswordChange) -> LoginAnswer:
    """Set another password. Every earlier log-in ends; the answer is a new one."""
    login = backend().own_account.set_password(
        own(), current=body.current_password, password=body.password, by=actor(), at=now()
    )
    return login_answer(login)


@operation(blueprint, "POST", "/api/account/email", access=ACCESS, body=AddressChange, answers=(AccountAnswer,))
def change_address(body: AddressChange) -> AccountAnswer:
    """Ask for another e-mail address; it changes with the link that an administrator hands over."""
    found = backend().own_account.ask_for_address(own(), password=body.password, email=body.email, by=actor(), at=now())
    return AccountAnswer.model_validate(found)
