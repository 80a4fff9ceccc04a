"""Is the system well? For load balancers, supervisors and people; without a log-in, without secrets."""

from __future__ import annotations

from flask import Blueprint, Response

from backend import __version__
from backend.routes.operation import backend, now, operation
from backend.routes.system.schemas import HealthAnswer, HealthProblemAnswer

blueprint = Blueprint("health", __name__)


@operation(blueprint, "GET", "/health", access="public", answers=(HealthAnswer,))
def health() -> Response:
    """Tell how the system is: 200, or 503 when nothing can be stored or shown."""
    found = backend().health.check(at=now())
    problems = [HealthProblemAnswer.model_validate(problem) for problem in found.problems]
    answer = HealthAnswer(
        status=found.status, reasons=found.reasons, timestamp=now(), problems=problems, version=__version__
    )
    status = 503 if found.status == "unhealthy" else 200
    return Response(answer.model_dump_json(), status=status, mimetype="application/json")
