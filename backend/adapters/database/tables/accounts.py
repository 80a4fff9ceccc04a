"""Users, what they are limited to, and their invitations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.adapters.database.tables.base import NAME_LENGTH, Base, UtcTime
from backend.adapters.database.tables.owned import MaybeOwned, Owned

EMAIL_LENGTH = 254


class User(Owned, Base):
    """A user who logs in. `email` is lower case; `role` is one of `core.accounts.roles.Role`.

    A deleted one keeps its row without personal data (`deleted_at`), because others refer to it.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    role: Mapped[str] = mapped_column(String(16))
    is_platform: Mapped[bool] = mapped_column(default=False)
    """Whether it is a platform administrator as well."""
    is_limited: Mapped[bool] = mapped_column(default=False)
    """Whether `limits` apply. Without any, a limited user sees nothing."""
    language: Mapped[str | None] = mapped_column(String(8))
    """Of the interface; None until chosen."""
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    """Grows with each change."""
    limits: Mapped[list[UserLimit]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    __table_args__ = ({"sqlite_autoincrement": True},)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class UserLimit(Owned, Base):
    """A site or a camera that a limited user may see."""

    __tablename__ = "user_limits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    camera_id: Mapped[int | None] = mapped_column(ForeignKey("cameras.id", ondelete="CASCADE"))
    __table_args__ = (
        CheckConstraint("(site_id IS NULL) <> (camera_id IS NULL)", name="ck_user_limits_one"),
        Index("uq_user_limits_site", "user_id", "site_id", unique=True),
        Index("uq_user_limits_camera", "user_id", "camera_id", unique=True),
    )


class Invitation(MaybeOwned, Base):
    """A link that somebody was given: to join, to reset a password, to confirm an address, to register a company.

    It is used once, until it expires. That of a new company belongs to none. Only a digest of its token is stored.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    """`invite`, `reset`, `email` or `register`."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, in hexadecimal digits."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    """Whose password or address it changes."""
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    """Lower case. Of the purpose `email`: the new address."""
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    role: Mapped[str] = mapped_column(String(16))
    limits: Mapped[dict[str, list[int]] | None] = mapped_column(JSON(none_as_null=True))
    """`site_ids` and `camera_ids`; None without limits."""
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """None: a command on the machine."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    __table_args__ = ({"sqlite_autoincrement": True},)
