"""Scope: whose rows a unit of work may read and write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The sites and cameras that a user is limited to: every camera of these sites, and these cameras.

    Empty limits permit nothing. No limits are None where limits are expected.
    """

    site_ids: frozenset[int]
    camera_ids: frozenset[int]

    @classmethod
    def of(cls, *, sites: Iterable[int] = (), cameras: Iterable[int] = ()) -> Limits:
        """Limits from ids."""
        return cls(frozenset(sites), frozenset(cameras))

    def permit(self, *, site_id: int | None, camera_id: int | None) -> bool:
        """Whether what is at this site or of this camera is within the limits; None is neither."""
        return site_id in self.site_ids or camera_id in self.camera_ids

    def within(self, wider: Limits | None) -> bool:
        """Whether they permit nothing that `wider` does not permit by name; None permits everything."""
        return wider is None or (self.site_ids <= wider.site_ids and self.camera_ids <= wider.camera_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The rows of one company, of a part of it, or of the whole installation.

    A new scope is made by `company` or `installation`.
    """

    company_id: int | None
    """None: the whole installation."""
    limits: Limits | None = None
    """None: everything in the company."""
    unassigned: bool = False
    """Also rows that belong to no company: for platform administrators."""

    def __post_init__(self) -> None:
        if self.company_id is None and (self.limits is not None or self.unassigned):
            raise ValueError("the whole installation has no limits")

    @classmethod
    def installation(cls) -> Scope:
        """Every company, for processes that serve all of them; never for an answer to a user."""
        return cls(company_id=None)

    @classmethod
    def company(cls, company_id: int, limits: Limits | None = None, *, unassigned: bool = False) -> Scope:
        """One company, or what the limits leave of it."""
        return cls(company_id=company_id, limits=limits, unassigned=unassigned)

    @property
    def owner_id(self) -> int:
        """The company. ValueError for the whole installation, which is no company's."""
        if self.company_id is None:
            raise ValueError("the whole installation is no company's")
        return self.company_id

    @property
    def is_installation(self) -> bool:
        """Whether it is the whole installation."""
        return self.company_id is None

    def permits(self, company_id: int | None, *, site_id: int | None = None, camera_id: int | None = None) -> bool:
        """Whether what belongs to this company, site and camera is within the scope.

        With limits, what is of no site and no camera is not.
        """
        if self.company_id is None:
            return True
        if company_id is None:
            return self.unassigned
        if company_id != self.company_id:
            return False
        return self.limits is None or self.limits.permit(site_id=site_id, camera_id=camera_id)
