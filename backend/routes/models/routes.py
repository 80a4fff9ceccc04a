"""The model that is running."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.models.schemas import ModelAnswer
from backend.routes.operation import backend, operation

blueprint = Blueprint("models", __name__)


@operation(blueprint, "GET", "/api/models/info", access=Permission.VIEW_SYSTEM, answers=(ModelAnswer,))
def model_info() -> ModelAnswer:
    """The PPE model that is running, and all tasks with theirs."""
    return ModelAnswer.model_validate(backend().health.model_info())
