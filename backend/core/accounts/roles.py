"""Roles and what each permits."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a user is in their company."""

    ADMIN = "admin"
    """Company administrator."""
    OFFICER = "officer"
    """Safety officer."""
    SUPERVISOR = "supervisor"
    """Supervisor: as a viewer; presence will be theirs."""
    VIEWER = "viewer"


class Permission(StrEnum):
    """What a route can require. Each applies within the user's scope only."""

    OWN_ACCOUNT = "own_account"
    """Any log-in: the user's own account, and the description of the interface."""
    VIEW_CAMERAS = "view_cameras"
    """Cameras, their sites, schedules and coverage."""
    VIEW_LIVE = "view_live"
    """Live pictures and video."""
    VIEW_VIOLATIONS = "view_violations"
    VIEW_EVIDENCE = "view_evidence"
    """Pictures of violations."""
    VIEW_SYSTEM = "view_system"
    """Processes, disks and the numbers of cameras."""
    OPERATE_CAMERAS = "operate_cameras"
    """Override a mode, open a source again."""
    MANAGE_CAMERAS = "manage_cameras"
    """Add, change and remove cameras."""
    MANAGE_SCHEDULES = "manage_schedules"
    MANAGE_RULES = "manage_rules"
    """Zones and rules of cameras, and bypassing rules."""
    MANAGE_SITES = "manage_sites"
    MANAGE_FAILED_EVENTS = "manage_failed_events"
    """Events that could not be stored."""
    MANAGE_USERS = "manage_users"
    """Users, their roles and limits, invitations."""
    MANAGE_KEYS = "manage_keys"
    """API keys of the company."""
    USE_CROWD = "use_crowd"
    """The crowd interface: analysis of pictures and videos that the caller sends."""
    MANAGE_COMPANY = "manage_company"
    """The company's own name."""
    VIEW_AUDIT = "view_audit"
    MANAGE_COMPANIES = "manage_companies"
    """All companies of the installation: names, counts, quotas, access with a reason."""


_VIEWER = frozenset(
    {
        Permission.OWN_ACCOUNT,
        Permission.VIEW_CAMERAS,
        Permission.VIEW_LIVE,
        Permission.VIEW_VIOLATIONS,
        Permission.VIEW_EVIDENCE,
        Permission.VIEW_SYSTEM,
    }
)
_OFFICER = _VIEWER | {Permission.OPERATE_CAMERAS, Permission.MANAGE_RULES, Permission.USE_CROWD}
PLATFORM = frozenset({Permission.MANAGE_COMPANIES})
"""What a platform administrator may do beside what the role in their own company permits."""
PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.SUPERVISOR: _VIEWER,
    Role.OFFICER: _OFFICER,
    Role.ADMIN: frozenset(Permission) - PLATFORM,
}
"""What each role permits."""
COMPANY_WIDE = frozenset(
    {
        Permission.MANAGE_SCHEDULES,
        Permission.MANAGE_SITES,
        Permission.MANAGE_FAILED_EVENTS,
        Permission.MANAGE_USERS,
        Permission.MANAGE_KEYS,
        Permission.MANAGE_COMPANY,
        Permission.VIEW_AUDIT,
    }
)
"""What concerns the whole company: not for users that are limited to sites or cameras."""


def permissions_of(role: Role, *, is_limited: bool = False, is_platform: bool = False) -> frozenset[Permission]:
    """What a user may do. `is_limited`: to sites or cameras; `is_platform`: a platform administrator."""
    permitted = PERMISSIONS[role] | (PLATFORM if is_platform else frozenset())
    return permitted - COMPANY_WIDE if is_limited else permitted
