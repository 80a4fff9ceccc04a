"""System status for operators."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, backend, now, operation
from backend.routes.system.status_schemas import SystemAnswer

blueprint = Blueprint("system", __name__)


@operation(blueprint, "GET", "/api/system", access=Permission.VIEW_SYSTEM, answers=(SystemAnswer,))
def system() -> SystemAnswer:
    """Tell of processes, versions, the company's cameras, the queue, disk and clock."""
    return SystemAnswer.model_validate(backend().system.describe(account().scope, at=now()))
