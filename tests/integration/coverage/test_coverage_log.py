"""The coverage log on both databases: nothing invented and little lost, through kills, restarts and late reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.adapters.cameras import state as camera_state
from backend.adapters.coverage import spans as coverage_spans
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import camera_changes
from backend.adapters.database.repositories import cameras as camera_rows
from backend.adapters.database.tables import StoredCoverageSpan as Row
from backend.adapters.machine.clock import new_id
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.accounts.scope import Scope
from backend.core.cameras.camera import CameraStatus
from backend.core.coverage.intervals import MOST_AN_HOUR
from backend.core.coverage.record import CoverageSpan
from backend.core.errors import InvalidInput, NotFound
from backend.services.cameras.cameras import CameraEdit, Cameras
from backend.services.cameras.setting_names import SETTING_NAMES
from backend.services.coverage.coverage import CameraCoverage, CoverageReports, Window
from backend.services.coverage.log import CoverageLog
from backend.services.coverage.upkeep import CoverageUpkeep
from tests.builders import CompanyOfWorld, build_company, camera_changed
from tests.fakes.source_probe import FakeSourceProbe
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer

BEGIN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MINUTES = 60
DAY = 86_400


class Plant:
    """A company's camera, its worker's reports and the backend's log, with a clock of their own."""

    def __init__(self, database: Database, redis: RedisClient) -> None:
        self.database, self.redis = database, redis
        self.company: CompanyOfWorld = build_company(database, "ours")
        self.camera_id = self.company.camera_id
        with database.writing(Scope.installation()) as session:
            row = camera_rows.find(session, self.company.company_id, self.camera_id)
            assert row is not None
            row.created_at = row.enabled_changed_at = BEGIN - timedelta(days=50)
        self.cameras = Cameras(database, redis, FakeSourceProbe(), SETTING_NAMES)
        self.reports = CoverageReports(database)
        self.log = self.restarted()

    def restarted(self) -> CoverageLog:
        return CoverageLog(self.database, self.redis, self.cameras, new_id)

    def reports_span(
        self, since: float, until: float, reason: str = "", *, closed: bool = False, span_id: str = ""
    ) -> str:
        """The worker reports this; returns the span's id."""
        known = span_id or new_id(at(since))
        span = CoverageSpan(id=known, since=at(since), until=at(until), reason=reason, closed=closed)
        coverage_spans.write(self.redis, self.camera_id, [span])
        return known

    def alive(self, **changes: Any) -> None:
        status = CameraStatus(state="live", mode="detect", since=BEGIN)
        camera_state.write(self.redis, self.camera_id, replace(status, **changes))

    def dead(self) -> None:
        self.redis.delete(self.redis.names.camera_state(self.camera_id))

    def records(self, *seconds: float) -> None:
        for second in seconds:
            self.log.step(at=at(second))

    def coverage(self, since: float, until: float, *, now: float | None = None) -> CameraCoverage:
        moment = at(until) + timedelta(minutes=5) if now is None else at(now)
        window = Window(at(since), at(until))
        return self.reports.of_camera(self.company.scope, self.camera_id, window, at=moment)

    def intervals(self, since: float, until: float) -> list[tuple[float, float, str | None]]:
        return [
            ((s.since - BEGIN).total_seconds(), (s.until - BEGIN).total_seconds(), s.reason)
            for s in self.coverage(since, until).intervals
        ]

    def rows(self) -> int:
        with self.database.reading(Scope.installation()) as session:
            return session.scalar(select(func.count()).select_from(Row)) or 0

    def waiting(self) -> int:
        return len(coverage_spans.read(self.redis, [self.camera_id]).get(self.camera_id, {}))


def at(seconds: float) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


@pytest.fixture
def plant(database: Database, redis: RedisClient) -> Plant:
    return Plant(database, redis)


def test_a_span_grows_in_one_row_and_an_older_report_of_it_changes_nothing(plant: Plant) -> None:
    plant.alive()
    span_id = plant.reports_span(0, 10)
    plant.records(10)
    plant.reports_span(0, 600, span_id=span_id)
    plant.records(20, 20, 30)
    plant.reports_span(0, 300, span_id=span_id)  # late
    plant.records(40)
    assert plant.intervals(0, 700) == [(0, 600, None), (600, 700, "unknown")]
    assert plant.rows() == 1


def test_reports_in_any_order_and_twice_give_the_same(plant: Plant) -> None:
    plant.alive()
    third = plant.reports_span(200, 300)
    plant.records(310)
    second = plant.reports_span(100, 200, "unreachable", closed=True)
    first = plant.reports_span(0, 100, closed=True)
    plant.records(320)
    for span_id, since, reason in ((first, 0, ""), (second, 100, "unreachable"), (third, 200, "")):
        plant.reports_span(since, since + 100, reason, closed=True, span_id=span_id)
    plant.records(330)
    assert plant.intervals(0, 300) == [(0, 100, None), (100, 200, "unreachable"), (200, 300, None)]
    assert (plant.rows(), plant.waiting()) == (3, 0)


def test_a_backend_that_was_away_learns_what_was_observed_meanwhile(plant: Plant) -> None:
    plant.alive()
    judged = plant.reports_span(0, 20)
    plant.records(10, 20)
    plant.reports_span(0, 3000, span_id=judged, closed=True)  # the backend is away; the worker goes on
    plant.reports_span(3000, 3100, "stream_broken", closed=True)
    plant.reports_span(3100, 7200)
    plant.log = plant.restarted()
    plant.records(7200, 7210)
    assert plant.intervals(0, 7200) == [(0, 3000, None), (3000, 3100, "stream_broken"), (3100, 7200, None)]
    assert plant.coverage(0, 7200).watched_seconds == 7100


def test_a_killed_worker_claims_nothing_after_its_last_report(plant: Plant) -> None:
    plant.alive()
    plant.reports_span(0, 100)
    plant.records(*range(10, 101, 10))
    plant.dead()
    plant.records(*range(110, 201, 10))
    assert plant.intervals(0, 200) == [(0, 100, None), (100, 200, "worker_down")]
    plant.alive()
    plant.reports_span(205, 300)
    plant.records(210, 300)
    assert plant.intervals(200, 300) == [(200, 205, "unknown"), (205, 300, None)]
    assert plant.waiting() == 2
    plant.records(100 + 3700)
    assert plant.waiting() == 1  # the killed one's last report is stored and removed


def test_time_in_which_nothing_of_mandor_ran_is_blind(plant: Plant) -> None:
    plant.alive()
    plant.reports_span(0, 100)
    plant.records(100)
    plant.dead()
    plant.log = plant.restarted()
    plant.records(5000)
    assert plant.intervals(0, 5000) == [(0, 100, None), (100, 5000, "mandor_off")]
    coverage = plant.coverage(0, 5000)
    assert (coverage.watched_seconds, coverage.blind_seconds, coverage.planned_seconds) == (100, 4900, 0)


def test_a_camera_that_a_user_switched_off_is_blind_by_plan_even_while_the_backend_is_away(plant: Plant) -> None:
    plant.alive()
    plant.reports_span(0, 100, closed=True)
    plant.records(100)
    plant.cameras.update(plant.company.scope, plant.camera_id, CameraEdit(enabled=False), at=at(100))
    plant.records(110)
    plant.log = plant.restarted()
    plant.records(3700)
    assert plant.intervals(0, 3700) == [(0, 100, None), (100, 3700, "disabled")]
    assert plant.coverage(0, 3700).planned_seconds == 3600
    assert plant.coverage(0, 3700).intervals[1].planned


def test_live_pictures_only_do_not_count_as_observed(plant: Plant) -> None:
    plant.alive(mode="stream")
    plant.reports_span(0, 600, "stream_only")
    plant.records(600)
    coverage = plant.coverage(0, 600)
    assert (coverage.watched_seconds, coverage.planned_seconds) == (0, 600)
    assert [(r.reason, r.planned, r.seconds) for r in coverage.by_reason] == [("stream_only", True, 600)]


def test_a_removed_camera_ends_its_time_and_a_restored_one_names_the_hole(plant: Plant) -> None:
    plant.alive()
    plant.reports_span(0, 100, closed=True)
    plant.records(90)
    plant.cameras.remove(plant.company.scope, plant.camera_id, at=at(100))
    plant.records(*range(100, 1000, 10))
    assert plant.intervals(0, 900) == [(0, 100, None)]
    company = plant.reports.of_company(plant.company.scope, Window(at(0), at(900)), at=at(1000))
    assert [(c.camera_id, c.watched_seconds) for c in company.cameras] == [(plant.camera_id, 100)]
    plant.cameras.restore(plant.company.scope, plant.camera_id, at=at(1000))
    plant.reports_span(1000, 1100)
    plant.records(1000, 1100)
    assert plant.intervals(0, 1100) == [(0, 100, None), (100, 1000, "removed"), (1000, 1100, None)]


def test_redis_being_away_is_blind_until_the_worker_reports_otherwise(
    database: Database, mortal_redis: RedisServer
) -> None:
    client = connect(mortal_redis.url, INSTALLATION, timeout_seconds=0.5)
    plant = Plant(database, client)
    plant.alive()
    plant.reports_span(0, 100, closed=True)
    plant.records(100)
    mortal_redis.kill()
    plant.log.step(at=at(110))
    plant.records(120, 130)
    assert plant.intervals(0, 130) == [(0, 100, None), (100, 130, "redis_away")]
    mortal_redis.start()
    plant.reports_span(100, 130, "inference_away")
    plant.records(140)
    assert plant.intervals(0, 130) == [(0, 100, None), (100, 130, "inference_away")]
    client.close()


def test_a_full_redis_is_no_evidence_against_a_worker_that_cannot_report(
    database: Database, mortal_redis: RedisServer
) -> None:
    client = connect(mortal_redis.url, INSTALLATION, timeout_seconds=0.5)
    plant = Plant(database, client)

    def state_at(seconds: float) -> tuple[str, str]:
        view = plant.cameras.detail(plant.company.scope, plant.camera_id, at=at(seconds))
        return view.state, view.reason.code if view.reason is not None else ""

    plant.alive()
    client.config_set("maxmemory", 1)
    assert state_at(100) == ("live", "")  # what it reported last still holds
    plant.dead()
    assert state_at(110) == ("unknown", "redis_away")
    plant.records(110, 120)
    assert plant.intervals(110, 120) == [(110, 120, "redis_away")]
    client.config_set("maxmemory", 0)
    assert state_at(122) == ("unknown", "redis_away")  # it is about to report again
    assert state_at(130) == ("down", "worker_down")
    client.close()


def test_a_clock_that_is_set_back_adds_no_row_for_every_step(plant: Plant) -> None:
    plant.dead()
    plant.records(1000, 1010, 1020)
    plant.records(*range(500, 600, 10))
    assert plant.rows() == 2
    assert plant.intervals(500, 590) == [(500, 590, "worker_down")]


def test_what_cannot_be_read_is_dropped_and_the_rest_goes_on(plant: Plant, redis: RedisClient) -> None:
    plant.alive()
    redis.hset(redis.names.watch_spans(plant.camera_id), "broken", "{}")
    plant.reports_span(0, 100)
    plant.records(100)
    assert plant.intervals(0, 100) == [(0, 100, None)]
    assert plant.waiting() == 1


def test_the_newest_moments_are_not_reported_and_a_cameras_time_begins_with_it(plant: Plant) -> None:
    plant.alive()
    plant.reports_span(0, 95)
    plant.records(100)
    coverage = plant.coverage(0, 100, now=100)
    assert (coverage.until, coverage.blind_seconds) == (at(70), 0)
    future = plant.coverage(500, 600, now=100)
    assert (future.since, future.until, future.intervals) == (at(500), at(500), [])
    with plant.database.writing(Scope.installation()) as session:
        row = camera_rows.find(session, plant.company.company_id, plant.camera_id)
        assert row is not None
        row.created_at = at(30)
    assert plant.coverage(0, 70).since == at(30)
    assert plant.coverage(0, 70).watched_seconds == 40


def test_without_a_window_it_is_today_at_the_site(plant: Plant) -> None:
    plant.alive()
    today = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # midnight in Jakarta is 17:00 UTC
    now = today + timedelta(hours=2)
    found = plant.reports.of_camera(plant.company.scope, plant.camera_id, Window(), at=now)
    assert (found.since, found.until) == (today, now - timedelta(seconds=30))
    assert found.by_reason[0].reason == "unknown"


def test_another_company_learns_nothing(plant: Plant) -> None:
    theirs = build_company(plant.database, "theirs")
    plant.alive()
    plant.reports_span(0, 100)
    plant.records(100)
    window = Window(at(0), at(100))
    with pytest.raises(NotFound):
        plant.reports.of_camera(theirs.scope, plant.camera_id, window, at=at(500))
    with pytest.raises(NotFound):
        plant.reports.of_company(theirs.scope, window, camera_id=plant.camera_id, at=at(500))
    assert plant.reports.of_company(theirs.scope, window, at=at(500)).cameras == []


@pytest.mark.parametrize(
    "window", [Window(at(10), at(10)), Window(at(20), at(10)), Window(at(0), at(0) + timedelta(days=31, seconds=1))]
)
def test_windows_that_make_no_sense_are_refused(plant: Plant, window: Window) -> None:
    with pytest.raises(InvalidInput):
        plant.reports.of_camera(plant.company.scope, plant.camera_id, window, at=at(500))


def test_old_hours_shrink_without_changing_their_totals(plant: Plant) -> None:
    plant.alive()
    hours = 3
    for n in range(hours * 60):
        plant.reports_span(n * 60, n * 60 + 50, closed=True)
        plant.reports_span(n * 60 + 50, n * 60 + 60, "stale", closed=True)
    plant.records(hours * 3600)
    before = [plant.coverage(h * 3600, (h + 1) * 3600).watched_seconds for h in range(hours)]
    upkeep = CoverageUpkeep(plant.database, new_id)
    upkeep.step(at=at(hours * 3600) + timedelta(days=1))
    assert plant.rows() == hours * 120  # not old enough
    for _ in range(2):
        upkeep.step(at=at(hours * 3600) + timedelta(days=2))
        assert plant.rows() <= hours * MOST_AN_HOUR
        assert (
            [plant.coverage(h * 3600, (h + 1) * 3600).watched_seconds for h in range(hours)] == before == [3000.0] * 3
        )
    upkeep.step(at=at(hours * 3600) + timedelta(days=401))
    assert plant.rows() == 0


def test_changes_of_a_camera_are_kept_as_long_as_its_coverage(plant: Plant) -> None:
    events = [camera_changed(plant.company, "live", at=at(n * DAY)) for n in range(3)]
    with plant.database.writing(Scope.installation()) as session:
        for event in events:
            camera_changes.add(session, event)
    CoverageUpkeep(plant.database, new_id).step(at=at(1.5 * DAY) + timedelta(days=400))
    with plant.database.reading(Scope.installation()) as session:
        left = camera_changes.of_camera(session, plant.company.company_id, plant.camera_id)
    assert [row.id for row in left] == [events[2].id]


@pytest.fixture
def company_routes(client: Any, world: Any, backend: Any) -> Iterator[tuple[Any, Any]]:
    now = datetime.now(UTC).replace(microsecond=0)
    camera_state.write(backend.redis, world.ours.camera_id, CameraStatus(state="live", mode="detect", since=now))
    span = CoverageSpan(id=new_id(now), since=now - timedelta(minutes=30), until=now - timedelta(minutes=10))
    coverage_spans.write(backend.redis, world.ours.camera_id, [span])
    backend.coverage_log.step(at=now)
    yield client, world


def test_coverage_is_answered_over_http(company_routes: tuple[Any, Any]) -> None:
    client, world = company_routes
    since = (datetime.now(UTC) - timedelta(minutes=40)).isoformat().replace("+00:00", "Z")
    path = f"/api/cameras/{world.ours.camera_id}/coverage?since={since}"
    answer = client.get(path, headers=world.ours.headers("viewer")).get_json()
    assert answer["camera_name"] == "gate of ours"
    assert [i["reason"] for i in answer["intervals"]] == ["unknown", None, "unknown"]
    assert answer["watched_seconds"] == 20 * MINUTES
    assert answer["by_reason"][0]["message"] == "No record for this time."
    company = client.get(f"/api/stats/coverage?since={since}", headers=world.ours.headers("viewer")).get_json()
    assert company["watched_seconds"] == 20 * MINUTES
    assert "intervals" not in company["cameras"][0]
    for demo, seconds in (("false", 20 * MINUTES), ("true", 0)):
        path = f"/api/stats/coverage?since={since}&demo={demo}"
        assert client.get(path, headers=world.ours.headers("viewer")).get_json()["watched_seconds"] == seconds
    one = client.get(f"/api/stats/coverage?camera_id={world.ours.camera_id}", headers=world.theirs.headers())
    assert one.status_code == 404
    refused = client.get("/api/stats/coverage?since=2026-01-01T00:00:00Z", headers=world.ours.headers())
    assert (refused.status_code, refused.get_json()["code"]) == (400, "invalid_input")
