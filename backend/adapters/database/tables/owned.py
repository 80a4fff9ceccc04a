"""What a table declares so that its rows are kept within a scope (`adapters/database/scoping`)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class Owned:
    """Rows of a company. A row without one, where the table has any, is outside every company's scope."""

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))


class OfCamera(Owned):
    """Rows of a company's camera. Users that are limited see those of the cameras that they see."""

    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))
