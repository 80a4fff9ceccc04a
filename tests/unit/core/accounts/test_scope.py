"""Whose rows are within a scope."""

from __future__ import annotations

import pytest

from backend.core.accounts.scope import Limits, Scope

LIMITED = Limits.of(sites=[10], cameras=[7])


@pytest.mark.parametrize(
    ("scope", "company", "site", "camera", "permitted"),
    [
        (Scope.installation(), 1, None, None, True),
        (Scope.installation(), None, None, None, True),
        (Scope.company(1), 1, None, None, True),
        (Scope.company(1), 1, 11, 8, True),
        (Scope.company(1), 2, 11, 8, False),
        (Scope.company(1), None, None, None, False),
        (Scope.company(1, unassigned=True), None, None, None, True),
        (Scope.company(1, unassigned=True), 2, None, None, False),
        (Scope.company(1, LIMITED), 1, 10, 8, True),  # every camera of the site
        (Scope.company(1, LIMITED), 1, 11, 7, True),  # this camera of another site
        (Scope.company(1, LIMITED), 1, 11, 8, False),
        (Scope.company(1, LIMITED), 2, 10, 7, False),  # another company's of the same numbers
        (Scope.company(1, LIMITED), 1, None, None, False),
        (Scope.company(1, Limits.of()), 1, 10, 7, False),  # empty limits permit nothing
    ],
)
def test_permits(scope: Scope, company: int | None, site: int | None, camera: int | None, permitted: bool) -> None:
    assert scope.permits(company, site_id=site, camera_id=camera) is permitted


def test_the_whole_installation_has_no_limits() -> None:
    assert Scope.installation().is_installation
    assert not Scope.company(1).is_installation
    with pytest.raises(ValueError, match="no limits"):
        Scope(company_id=None, limits=LIMITED)


@pytest.mark.parametrize(
    ("limits", "wider", "within"),
    [
        (LIMITED, None, True),
        (LIMITED, LIMITED, True),
        (Limits.of(cameras=[7]), LIMITED, True),
        (Limits.of(), LIMITED, True),
        (Limits.of(sites=[10, 11]), LIMITED, False),
        (Limits.of(cameras=[8]), LIMITED, False),
    ],
)
def test_limits_within_others(limits: Limits, wider: Limits | None, within: bool) -> None:
    assert limits.within(wider) is within
