"""API keys of the company: what programs present instead of a log-in."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.key_schemas import KeyAnswer, KeysAnswer, MadeKeyAnswer, NewKeyAsked
from backend.routes.operation import account, actor, backend, now, operation
from backend.services.accounts.api_keys import NewKey

blueprint = Blueprint("keys", __name__)
ALL = "/api/keys"
ONE = f"{ALL}/<int(max=2147483647):key_id>"
ACCESS = Permission.MANAGE_KEYS


@operation(blueprint, "GET", ALL, access=ACCESS, answers=(KeysAnswer,))
def list_keys() -> KeysAnswer:
    """List the API keys that were not revoked, newest first."""
    found = backend().api_keys.listed(account().scope, at=now())
    return KeysAnswer(items=[KeyAnswer.model_validate(one) for one in found])


@operation(blueprint, "POST", ALL, access=ACCESS, body=NewKeyAsked, answers=(MadeKeyAnswer,), status=201)
def create_key(body: NewKeyAsked) -> MadeKeyAnswer:
    """Make an API key. The answer shows it this once."""
    wanted = NewKey(name=body.name, scopes=frozenset(body.scopes), expires_at=body.expires_at)
    return MadeKeyAnswer.model_validate(backend().api_keys.make(account(), wanted, by=actor(), at=now()))


@operation(blueprint, "DELETE", ONE, access=ACCESS, status=204)
def revoke_key(key_id: int) -> None:
    """End an API key at once."""
    backend().api_keys.revoke(account(), key_id, by=actor(), at=now())
