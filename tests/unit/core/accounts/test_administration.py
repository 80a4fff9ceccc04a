"""Who may give roles, and that an administrator is always left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backend.core.accounts.administration import Member, require_change, require_grant
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Limits
from backend.core.errors import Conflict, NotAllowed

ADMIN = Member(id=1, company_id=1, role=Role.ADMIN)
PLATFORM = replace(ADMIN, is_platform=True)
LIMITS = Limits.of(sites=[1])


@pytest.mark.parametrize(
    ("giver", "company", "asked", "permitted"),
    [
        (ADMIN, 1, {}, True),
        (ADMIN, 1, {"limits": LIMITS}, True),
        (ADMIN, 1, {"is_platform": True}, False),
        (ADMIN, 2, {}, False),
        (PLATFORM, 1, {"is_platform": True}, True),
        (PLATFORM, 2, {}, True),
        (PLATFORM, 2, {"limits": LIMITS}, False),
        (replace(PLATFORM, role=Role.VIEWER), 1, {}, False),
        (replace(PLATFORM, role=Role.VIEWER), 2, {}, True),
        (replace(ADMIN, role=Role.OFFICER), 1, {}, False),
        (replace(ADMIN, limits=LIMITS), 1, {}, False),
        (replace(PLATFORM, is_active=False), 1, {}, False),
        (replace(PLATFORM, is_active=False), 2, {}, False),
    ],
)
def test_who_may_give_roles(giver: Member, company: int, asked: dict[str, Any], permitted: bool) -> None:
    if permitted:
        require_grant(giver, company_id=company, **asked)
        return
    with pytest.raises(NotAllowed):
        require_grant(giver, company_id=company, **asked)


@pytest.mark.parametrize(
    ("before", "after", "others", "platforms", "code"),
    [
        (ADMIN, None, 0, 0, "last_administrator"),
        (ADMIN, replace(ADMIN, is_active=False), 0, 9, "last_administrator"),
        (ADMIN, replace(ADMIN, role=Role.OFFICER), 0, 0, "last_administrator"),
        (ADMIN, replace(ADMIN, limits=LIMITS), 0, 0, "last_administrator"),
        (ADMIN, None, 1, 0, None),
        (ADMIN, replace(ADMIN, is_platform=True), 0, 0, None),
        (PLATFORM, None, 1, 0, "last_platform_administrator"),
        (PLATFORM, ADMIN, 0, 0, "last_platform_administrator"),
        (PLATFORM, None, 1, 1, None),
        (PLATFORM, replace(PLATFORM, role=Role.VIEWER), 1, 0, None),
        (replace(ADMIN, is_active=False), None, 0, 0, None),
        (replace(ADMIN, role=Role.VIEWER), None, 0, 0, None),
    ],
)
def test_an_administrator_is_always_left(
    before: Member, after: Member | None, others: int, platforms: int, code: str | None
) -> None:
    counts = {"other_administrators": others, "other_platform_administrators": platforms}
    if code is None:
        require_change(before, after, **counts)
        return
    with pytest.raises(Conflict) as refused:
        require_change(before, after, **counts)
    assert refused.value.code == code
