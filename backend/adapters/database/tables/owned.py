"""What a table declares so that its rows are kept within a scope (`adapters/database/scoping`)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class Owned:
    """Rows of a company."""

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))


class MaybeOwned:
    """Rows of a company, and some of none: these are for platform administrators."""

    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)


class OfCamera(Owned):
    """Rows of a company's camera. Limited users see those of the cameras that they see."""

    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))


class AtSite(Owned):
    """Rows of a company's camera and of the site at which they happened: limited users of that site see them."""

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    camera_id: Mapped[int] = mapped_column(ForeignKey("cameras.id"))
