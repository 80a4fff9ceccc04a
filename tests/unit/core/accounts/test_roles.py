"""What each role permits."""

from __future__ import annotations

import pytest

from backend.core.accounts.roles import COMPANY_WIDE, PERMISSIONS, PLATFORM, Permission, Role, permissions_of


def test_every_role_has_its_permissions_and_the_platforms_are_no_roles() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert all(not found & PLATFORM for found in PERMISSIONS.values())
    assert permissions_of(Role.VIEWER, is_platform=True) == PERMISSIONS[Role.VIEWER] | PLATFORM


def test_every_permission_is_given_to_someone() -> None:
    assert frozenset().union(*PERMISSIONS.values(), PLATFORM) == frozenset(Permission)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.VIEWER, Permission.VIEW_EVIDENCE, Permission.OPERATE_CAMERAS),
        (Role.SUPERVISOR, Permission.VIEW_LIVE, Permission.OPERATE_CAMERAS),
        (Role.OFFICER, Permission.OPERATE_CAMERAS, Permission.MANAGE_CAMERAS),
        (Role.ADMIN, Permission.MANAGE_USERS, Permission.MANAGE_COMPANIES),
    ],
)
def test_each_role_ends_before_the_next(role: Role, may: Permission, may_not: Permission) -> None:
    assert may in permissions_of(role)
    assert may_not not in permissions_of(role)


@pytest.mark.parametrize("role", list(Role))
def test_a_limited_user_of_any_role_changes_nothing_that_is_the_whole_companys(role: Role) -> None:
    limited = permissions_of(role, is_limited=True)
    assert limited == permissions_of(role) - COMPANY_WIDE
    assert Permission.VIEW_CAMERAS in limited
