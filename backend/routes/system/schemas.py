"""Answers about the system itself, and the one shape of errors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend.core.system.health import Code
from backend.routes.fields import Answered, Asked, Utc


class Problem(Answered):
    """The form of every error (RFC 9457)."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    type: str
    title: str
    status: int
    detail: str
    code: str
    hint: str
    errors: list[FieldProblem]
    reference: str | None = None
    """Under which the log has more; absent but for errors of ours."""


class FieldProblem(Answered):
    """A field of the body or query that did not fit."""

    field: str
    message: str
    code: str = ""
    """Stable, where the subject has codes for its faults; otherwise empty."""


class HealthProblemAnswer(Answered):
    """One thing that is wrong. `grave`: nothing can be stored or shown. `values`: what the message speaks of."""

    code: Code
    message: str
    grave: bool
    values: dict[str, str | int]


class HealthAnswer(Answered):
    """How the system is."""

    status: Literal["healthy", "degraded", "unhealthy"]
    reasons: list[str]
    """The problems' sentences."""
    timestamp: Utc
    problems: list[HealthProblemAnswer]
    version: str


class StreamQuery(Asked):
    """How a live picture is asked for without a header. `t` may be anything: it defeats caches."""

    token: Annotated[str, Field(max_length=2000)] | None = None
    t: Annotated[str, Field(max_length=64)] | None = None


Problem.model_rebuild()
