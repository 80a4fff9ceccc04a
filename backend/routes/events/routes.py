"""Events that were put aside: administrators list them, try them again, or delete them."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.events.schemas import DeadLetterList, DeadLettersAnswer, RetriedAnswer, RetryRound
from backend.routes.operation import account, actor, backend, now, operation

blueprint = Blueprint("dead_letters", __name__)
ALL = "/api/system/dead-letters"
ONE = f"{ALL}/<int(max=2147483647):letter_id>"


@operation(
    blueprint, "GET", ALL, access=Permission.MANAGE_FAILED_EVENTS, query=DeadLetterList, answers=(DeadLettersAnswer,)
)
def list_dead_letters(query: DeadLetterList) -> DeadLettersAnswer:
    """List the events that were put aside, newest first."""
    page = backend().dead_letters.listed(account().scope, cursor=query.cursor, limit=query.limit)
    return DeadLettersAnswer.model_validate(page)


@operation(blueprint, "POST", f"{ONE}/retry", access=Permission.MANAGE_FAILED_EVENTS)
def retry_dead_letter(letter_id: int) -> None:
    """Store one after all; 409 `still_refused` gives the reason when that fails again."""
    backend().dead_letters.retry(account().scope, letter_id, by=actor(), at=now())


@operation(
    blueprint,
    "POST",
    f"{ALL}/retry-all",
    access=Permission.MANAGE_FAILED_EVENTS,
    query=RetryRound,
    answers=(RetriedAnswer,),
)
def retry_dead_letters(query: RetryRound) -> RetriedAnswer:
    """Try to store them all, in the order in which they were decided, as many as fit into a round."""
    return RetriedAnswer.model_validate(
        backend().dead_letters.retry_all(account().scope, cursor=query.cursor, by=actor(), at=now())
    )


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_FAILED_EVENTS)
def delete_dead_letter(letter_id: int) -> None:
    """Delete one for good; the log keeps who did."""
    backend().dead_letters.remove(account().scope, letter_id, by=actor(), at=now())
