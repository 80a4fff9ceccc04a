"""What a key's scopes give, and when a key ends."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.accounts.api_keys import (
    BY_KEY,
    PERMISSIONS,
    KeyScope,
    is_key,
    permissions_of_scopes,
    require_scopes,
    require_valid,
)
from backend.core.accounts.roles import Permission
from backend.core.errors import NotAllowed, NotAuthenticated

AT = datetime(2026, 11, 30, tzinfo=UTC)


def test_every_scope_has_its_permissions_and_none_administers() -> None:
    assert set(PERMISSIONS) == set(KeyScope)
    assert frozenset({Permission.USE_CROWD}) == BY_KEY
    assert permissions_of_scopes([KeyScope.EDGE]) == frozenset()
    assert permissions_of_scopes(list(KeyScope)) == BY_KEY


def test_metrics_are_the_platforms_to_give() -> None:
    require_scopes([KeyScope.METRICS], is_platform=True)
    require_scopes([KeyScope.CROWD, KeyScope.EDGE], is_platform=False)
    with pytest.raises(NotAllowed):
        require_scopes([KeyScope.CROWD, KeyScope.METRICS], is_platform=False)


def test_a_key_ends_at_its_moment_or_when_it_is_revoked() -> None:
    require_valid(revoked_at=None, expires_at=None, at=AT)
    require_valid(revoked_at=None, expires_at=AT + timedelta(seconds=1), at=AT)
    for revoked, expires, code in ((None, AT, "key_expired"), (AT, None, "key_revoked"), (AT, AT, "key_revoked")):
        with pytest.raises(NotAuthenticated) as refusal:
            require_valid(revoked_at=revoked, expires_at=expires, at=AT)
        assert refusal.value.code == code


def test_a_key_and_a_log_in_differ_in_their_beginning() -> None:
    assert is_key("mk_x")
    assert not is_key("eyJhbGciOi.x.y")
