"""Storage over HTTP: what is taken, what is left, what went; and a picture that went says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from backend.adapters.machine.reserve_file import Ballast
from backend.adapters.redis.connection import connect
from backend.app import assemble
from backend.core.evidence.retention import RetentionLimits
from backend.core.system.disk_level import Reserve
from backend.services.assembly import Backend, build
from backend.services.evidence.retention import EvidenceRetention
from backend.services.evidence.storage_report import last_ran, note_run
from backend.services.system.disk_monitor import watched_folders
from tests.builders import CROP, SECRET_KEY, START, WIDE, World, build_world, closed, opened, updated
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.tmpfs import fill, tiny_disk

DAY = timedelta(days=1)
LIMITS = RetentionLimits(days={"unreviewed": 90, "reviewed": 365}, most_bytes={"unreviewed": 10**9}, free_bytes=0)
KILOBYTES = 512


@pytest.fixture
def evidence_dir(tmp_path: Path) -> Iterator[Path]:
    """On a small disk of its own."""
    with tiny_disk(tmp_path / "disk", kilobytes=KILOBYTES) as folder:
        yield folder


@pytest.fixture
def backend(sqlite_url: str, redis_url: str, tmp_path: Path, evidence_dir: Path) -> Iterator[Backend]:
    """With limits and a disk that can be filled."""
    found = build(
        database_url=sqlite_url,
        redis_url=redis_url,
        installation=INSTALLATION,
        evidence_dir=evidence_dir,
        secret_key=SECRET_KEY,
        token_lifetime=timedelta(hours=12),
        limits=LIMITS,
        disk_places=watched_folders(
            evidence_dir=evidence_dir, data_dir=tmp_path, shared_memory=tmp_path / "none", reserve=Reserve(200_000)
        ),
    )
    yield found
    found.close()


@pytest.fixture
def client(backend: Backend) -> FlaskClient:
    return assemble(backend).test_client()


def storage(client: FlaskClient, world: World, role: str = "viewer") -> dict[str, object]:
    response = client.get("/api/system/storage", headers=world.ours.headers(role))
    assert response.status_code == 200
    answer: dict[str, object] = response.get_json()
    return answer


def expire(backend: Backend, tmp_path: Path, at: datetime) -> None:
    evidence, database = backend.violations._evidence, backend.database
    EvidenceRetention(database, evidence, Ballast(tmp_path), LIMITS).run(at=at)


def test_an_empty_installation_has_nothing_stored(client: FlaskClient, backend: Backend) -> None:
    world = build_world(backend.database)
    answer = storage(client, world)
    assert [(c["kind"], c["pictures"], c["oldest_at"]) for c in answer["evidence"]] == [  # type: ignore[attr-defined]
        ("demo", 0, None),
        ("reviewed", 0, None),
        ("unreviewed", 0, None),
    ]
    assert (answer["removed"], answer["ran_at"]) == ({"pictures": 0, "bytes": 0, "last_at": None}, None)


def test_what_is_stored_is_counted_for_the_company_only(client: FlaskClient, backend: Backend) -> None:
    world = build_world(backend.database)
    for company in (world.ours, world.theirs):
        backend.event_store.store(opened(company))
    note_run(backend.redis, at=START)
    answer = storage(client, world)
    assert answer["evidence"][2] == {  # type: ignore[index]
        "kind": "unreviewed",
        "pictures": 1,
        "bytes": len(CROP) + len(WIDE),
        "unmeasured": 0,
        "oldest_at": "2026-11-21T02:19:03.123Z",
        "most_days": 90,
        "most_bytes": 10**9,
    }
    assert answer["ran_at"] == "2026-11-21T02:19:03.123Z"


def test_a_removed_picture_answers_gone_with_the_reason(client: FlaskClient, backend: Backend, tmp_path: Path) -> None:
    world = build_world(backend.database)
    event = opened(world.ours)
    backend.event_store.store(event)
    backend.event_store.store(closed(world.ours, event.id, at=START + DAY))
    path, headers = f"/api/violations/{event.id}", world.ours.headers()
    token_path = client.get(path, headers=headers).get_json()["evidence"]["crop"]
    expire(backend, tmp_path, START + 91 * DAY)
    assert client.get(path, headers=headers).get_json()["evidence"]["removed_at"] == "2027-02-20T02:19:03.123Z"
    for asked in (token_path, f"{path}/wide.jpg"):
        response = client.get(asked, headers=headers)
        assert (response.status_code, response.get_json()["code"]) == (410, "evidence_removed")
        assert "2027-02-20" in response.get_json()["detail"]
    late = updated(world.ours, event.id, at=START + 92 * DAY)
    assert backend.event_store.store(late) is False, "a late picture does not come back"
    assert client.get(f"{path}/crop.jpg", headers=headers).status_code == 410


def test_a_disk_that_runs_full_is_reported_and_crashes_nothing(
    client: FlaskClient, backend: Backend, evidence_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.system.findings.FRESH", timedelta(0))
    world = build_world(backend.database)

    def reported() -> tuple[int, str, str]:
        health = client.get("/health")
        disk = storage(client, world)["disks"][0]  # type: ignore[index]
        for problem in (one for one in health.get_json()["problems"] if one["code"].startswith("disk_")):
            assert set(problem["values"]) == {"holds", "free_bytes", "wanted_bytes"}
        reasons = [reason for reason in health.get_json()["reasons"] if "disk" in reason]
        assert disk["holds"] == ["evidence"]
        return health.status_code, disk["level"], " ".join(reasons)

    assert reported() == (200, "ok", "")
    (evidence_dir / "filling").write_bytes(bytes(400_000))
    status, level, reason = reported()
    assert (status, level) == (200, "low")
    assert "nearly full" in reason
    fill(evidence_dir)
    status, level, reason = reported()
    assert (status, level) == (503, "full")
    assert "New violations may not be stored." in reason
    (evidence_dir / "filling").write_bytes(bytes(315_000))
    assert reported()[1] == "low", "a little more room does not end the alarm"
    (evidence_dir / "filling").unlink()
    assert reported() == (200, "ok", "")


def test_without_redis_the_last_run_of_retention_is_unknown(tmp_path: Path) -> None:
    assert last_ran(connect(f"unix://{tmp_path}/no.sock", INSTALLATION)) is None
