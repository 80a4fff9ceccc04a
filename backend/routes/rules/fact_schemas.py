"""Bodies and answers about facts of conditions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from backend.routes.fields import Answered, Asked, Id, Time, Utc


class FactAsked(Asked):
    """What is known: a value and until when it holds."""

    value: Annotated[bool, Field(strict=True)]
    until: Time | None = None
    """From then on the opposite holds; null: until further notice."""
    site_id: Annotated[Id, Field(strict=True)] | None = None
    """null: in the whole company."""


class FactOfSite(Asked):
    """The site whose fact it is; without one the company's."""

    site_id: Id | None = None


class FactAnswer(Answered):
    """A fact of conditions."""

    name: str
    site_id: int | None
    """null: in the whole company. That of a site holds before it."""
    value: bool
    until: Utc | None
    value_now: bool
    """The opposite of `value` once `until` has passed."""
    updated_at: Utc
    by_name: str


class FactsAnswer(Answered):
    """All facts, by name."""

    items: list[FactAnswer]
