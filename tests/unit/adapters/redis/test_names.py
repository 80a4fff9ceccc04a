"""Every name carries the installation's id, and no other module writes one."""

from __future__ import annotations

import inspect
import re

import pytest

from backend.adapters.redis.names import RedisNames
from tests.support.installations.processes import ROOT

OURS, THEIRS = RedisNames("aaaa"), RedisNames("bbbb")


def all_names(names: RedisNames) -> dict[str, str]:
    found = {}
    for name, member in inspect.getmembers(RedisNames):
        if isinstance(member, property):
            found[name] = getattr(names, name)
        elif inspect.isfunction(member) and not name.startswith("_") and name not in ("of", "camera_of", "job_name"):
            arguments = list(inspect.signature(member).parameters.values())[1:]
            found[name] = member(names, *(7 if "int" in str(one.annotation) else "x" for one in arguments))
    return found


def test_two_installations_share_no_name() -> None:
    ours, theirs = all_names(OURS), all_names(THEIRS)
    assert len(ours) > 30
    assert not set(ours.values()) & set(theirs.values())
    assert all(value.startswith(("mandor:aaaa:", "mandor-aaaa")) for value in ours.values())


def test_a_camera_is_known_by_its_own_keys_only() -> None:
    assert OURS.camera_of(OURS.camera_config(12).encode()) == 12
    assert OURS.camera_of(THEIRS.camera_config(12).encode()) is None
    assert OURS.camera_of(b"mandor:camera:12:config") is None, "of a version without ids"
    assert OURS.camera_of(b"mandor:aaaa:camera:x:config") is None


@pytest.mark.parametrize("installation", ["", "*", "a:b", "a b"])
def test_an_id_that_would_match_others_is_refused(installation: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        RedisNames(installation)


def test_a_job_is_found_by_its_name() -> None:
    assert OURS.job_name(OURS.job("evidence_sweep")) == "evidence_sweep"


def test_no_other_module_writes_a_name() -> None:
    literal = re.compile(r"""["']f?(mandor|rq):""")
    allowed = {"adapters/redis/names.py", "adapters/redis/takeover.py"}
    found = {
        path.relative_to(ROOT / "backend").as_posix()
        for path in (ROOT / "backend").rglob("*.py")
        if literal.search(path.read_text())
    }
    assert found <= allowed
