"""Facts from outside for conditions of rules: "the machine runs", "maintenance until 14:00"."""

from __future__ import annotations

from flask import Blueprint

from backend.adapters.database.tables.base import NAME_LENGTH
from backend.core.accounts.roles import Permission
from backend.core.errors import InvalidFields
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.rules.fact_schemas import FactAnswer, FactAsked, FactOfSite, FactsAnswer

blueprint = Blueprint("facts", __name__)
ONE = "/api/facts/<fact_name>"


@operation(blueprint, "GET", "/api/facts", access=Permission.VIEW_CAMERAS, answers=(FactsAnswer,))
def list_facts() -> FactsAnswer:
    """List the facts of conditions, by name."""
    views = backend().facts.listed(account().scope, at=now())
    return FactsAnswer(items=[FactAnswer.model_validate(view) for view in views])


@operation(blueprint, "PUT", ONE, access=Permission.OPERATE_CAMERAS, body=FactAsked, answers=(FactAnswer,))
def set_fact(fact_name: str, body: FactAsked) -> FactAnswer:
    """Report a fact of a site or of the whole company; rules with this condition follow at once."""
    view = backend().facts.set(
        account().scope,
        _name(fact_name),
        value=body.value,
        until=body.until,
        site_id=body.site_id,
        by=actor(),
        at=now(),
    )
    return FactAnswer.model_validate(view)


@operation(blueprint, "DELETE", ONE, access=Permission.OPERATE_CAMERAS, query=FactOfSite, status=204)
def delete_fact(fact_name: str, query: FactOfSite) -> None:
    """Forget a fact: it counts as never reported, and rules with this condition apply."""
    backend().facts.remove(account().scope, fact_name.strip(), site_id=query.site_id, by=actor(), at=now())


def _name(text: str) -> str:
    name = text.strip()
    if not name or not name.isprintable() or len(name) > NAME_LENGTH:
        message = f"Choose a printable name of at most {NAME_LENGTH} characters."
        raise InvalidFields([("fact_name", message)], codes=["invalid_name"])
    return name
