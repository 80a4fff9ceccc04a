"""What Prometheus reads. Labels are ids, codes and process names; never a camera's name or address.

A worker's counters come with its status and begin at 0 when it starts again, which Prometheus's `rate` and `increase`
expect of counters. What is not known is left out, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from backend import __version__
from backend.adapters.machine.host_figures import python_version
from backend.adapters.system.metrics_text import Family, Labels
from backend.core.cameras.camera import CameraStatus
from backend.core.cameras.judging import Judging
from backend.core.inference.load_window import Load
from backend.core.system.health import problems
from backend.core.system.latency import LagNumbers
from backend.services.cameras.views import CameraView
from backend.services.ingest.counters import IngestCounters
from backend.services.system.findings import Findings, RedisFindings, SystemFindings
from backend.services.system.health import CAMERA_PREFIX, WELL, facts_of, is_camera, is_live_unjudged

OF_VIOLATIONS = ("violations_decided_total", "open_violations")
"""Numbers that leave out demonstration cameras."""
AS_ASKED = (Judging.FULL, Judging.NOT_WANTED)
Value = float | LagNumbers | None
Seen = tuple[Labels, CameraStatus]

_OF_CAMERA: tuple[tuple[str, str, str, Callable[[CameraStatus], Value]], ...] = (
    ("frames_received_total", "counter", "Pictures that arrived.", lambda s: s.frames_received),
    ("frames_judged_total", "counter", "Pictures that the detector checked.", lambda s: s.frames_judged),
    ("frames_quiet_total", "counter", "Pictures in which nothing moved.", lambda s: s.frames_quiet),
    ("reconnects_total", "counter", "Attempts to open the source again.", lambda s: s.reconnects),
    ("decode_errors_total", "counter", "Pictures that could not be decoded.", lambda s: s.decode_errors),
    ("violations_decided_total", "counter", "Violations that the worker opened.", lambda s: s.violations_decided),
    ("journal_refused_total", "counter", "Events that found no room and are lost.", lambda s: s.journal_refused),
    ("journal_waiting", "gauge", "Events that wait in the worker's journal.", lambda s: s.journal_waiting),
    ("open_violations", "gauge", "Violations that are open.", lambda s: s.open_violations),
    ("decision_lag_seconds", "histogram", "From a picture to the decision on it.", lambda s: s.lag),
)


class Metrics:
    """Made anew for each scrape from what is found then."""

    def __init__(
        self,
        findings: SystemFindings,
        counters: IngestCounters,
        further: Callable[[], Iterable[Family]] = tuple,
    ) -> None:
        """`further`: what other subjects count."""
        self._findings = findings
        self._counters = counters
        self._further = further

    def families(self, *, at: datetime) -> list[Family]:
        """All that is known at `at`."""
        found = self._findings.at(at)
        families = [*_system(found), *_cameras(found), *self._stored(found.demos), *self._further()]
        if found.redis is not None:
            families += [*_redis(found.redis), *_processes(found.redis, found.views)]
        return families

    def _stored(self, demos: frozenset[int]) -> Iterator[Family]:
        opened = [
            ({"camera": camera, "company": company, "item": item}, float(count))
            for (company, camera, item), count in sorted(self._counters.opened().items())
            if camera not in demos
        ]
        yield Family(
            "mandor_violations_opened_total", "counter", "Violations stored by this backend process.", tuple(opened)
        )
        for name, help_text, counts in (
            ("stored", "Events of each kind that this backend process stored.", self._counters.stored()),
            ("left_out", "Sampled events that were thinned or lost on their way.", self._counters.left_out()),
        ):
            samples: tuple[tuple[Labels, float], ...] = tuple(
                ({"kind": kind}, float(count)) for kind, count in sorted(counts.items())
            )
            yield Family(f"mandor_events_{name}_total", "counter", help_text, samples)
        store, publish = self._counters.lags()
        yield _one("mandor_event_store_seconds", "From a worker's decision to the committed row.", store, "histogram")
        yield _one("mandor_event_tell_seconds", "From the committed row to the sent message.", publish, "histogram")


def _system(found: Findings) -> Iterator[Family]:
    build = {"version": __version__, "python": python_version()}
    yield Family("mandor_build_info", "gauge", "Always 1; what runs.", ((build, 1.0),))
    yield _one("mandor_database_up", "Whether the database answers.", float(found.cameras is not None))
    yield _one("mandor_redis_up", "Whether Redis answers.", float(found.redis is not None))
    letters = found.all_dead_letters
    dead = float(letters) if letters is not None else None
    yield _one("mandor_events_dead", "Events that could not be stored.", dead)
    wrong = sorted({problem.code for problem in problems(facts_of(found))})
    samples: tuple[tuple[Labels, float], ...] = tuple(({"code": code}, 1.0) for code in wrong)
    yield Family("mandor_health_problem", "gauge", "1 for each thing that /health complains of.", samples)
    disks = [({"disk": name}, state.disk) for state in found.disks for name in state.names if state.disk is not None]
    free = tuple((labels, float(disk.free_bytes)) for labels, disk in disks)
    yield Family("mandor_disk_free_bytes", "gauge", "Free room on the disk that something lies on.", free)
    size = tuple((labels, float(disk.total_bytes)) for labels, disk in disks)
    yield Family("mandor_disk_size_bytes", "gauge", "Size of the disk that something lies on.", size)


def _redis(redis: RedisFindings) -> Iterator[Family]:
    queue, server = redis.queue, redis.server
    yield _one("mandor_events_backlog", "Events that wait to be stored.", float(queue.backlog))
    yield _one("mandor_events_oldest_seconds", "How long the oldest of them has waited.", queue.oldest_seconds or 0.0)
    yield _one("mandor_redis_memory_bytes", "Memory that Redis uses.", float(server.memory_bytes))
    yield _one("mandor_inference_up", "Whether a detection process runs.", float(redis.inference is not None))
    load = redis.inference.load if redis.inference is not None else None
    if load is not None:
        yield from _inference(load)
    offsets: list[tuple[Labels, float]] = [({"of": "redis"}, server.clock_offset_seconds)]
    offsets += [
        ({"of": name}, report.clock_offset_seconds)
        for name, report in redis.processes.items()
        if report.clock_offset_seconds is not None and not is_camera(name)
    ]
    help_text = "By how much a clock is ahead of the backend's."
    yield Family("mandor_clock_offset_seconds", "gauge", help_text, tuple(offsets))


def _inference(load: Load) -> Iterator[Family]:
    """What the detector did in the last ten seconds."""
    name = "mandor_inference_"
    yield _one(f"{name}pictures_per_second", "First looks.", load.pictures_per_second)
    yield _one(f"{name}second_looks_per_second", "Second looks.", load.refinements_per_second)
    yield _one(f"{name}busy", "Share of the time.", load.busy)
    yield _one(f"{name}queue", "Cameras that waited at a turn.", load.queue)
    yield _one(f"{name}cameras", "Cameras that were served.", float(load.cameras))
    yield _one(f"{name}picture_seconds", "Mean time for a picture.", _seconds(load.milliseconds_mean))
    yield _one(f"{name}waiting_seconds", "Mean time until a camera's turn.", _seconds(load.waiting_ms_mean))
    yield _one(f"{name}stale_total", "Requests that came too late.", float(load.stale), "counter")


def _seconds(milliseconds: float | None) -> float | None:
    return milliseconds / 1000 if milliseconds is not None else None


def _processes(redis: RedisFindings, views: Iterable[CameraView]) -> Iterator[Family]:
    reports = [report for name, report in redis.processes.items() if not is_camera(name)]
    up = tuple(({"process": r.name}, float(r.announcement is not None)) for r in reports)
    yield Family("mandor_process_up", "gauge", "Whether a process that should run does.", up)
    restarts = tuple(({"process": r.name}, float(r.restarts)) for r in reports)
    yield Family("mandor_process_restarts_total", "counter", "Starts after a crash.", restarts)
    announced = [(r.name, r.announcement) for r in reports if r.announcement is not None]
    memory = tuple(({"process": name}, float(one.memory_bytes)) for name, one in announced)
    yield Family("mandor_process_memory_bytes", "gauge", "Resident memory.", memory)
    cpu = tuple(({"process": name}, one.cpu_share) for name, one in announced)
    yield Family("mandor_process_cpu_share", "gauge", "Share of one core, over some seconds.", cpu)


def _cameras(found: Findings) -> Iterator[Family]:
    if found.cameras is None:
        return
    views = [(_labels(company, view.id), view) for company, some in found.cameras.items() for view in some]
    on = [(labels, view) for labels, view in views if view.state not in ("off", "unknown")]
    up = tuple((labels, float(view.state == "live" and view.judging in AS_ASKED)) for labels, view in on)
    yield Family("mandor_camera_up", "gauge", "Whether an enabled camera is seen and checked as configured.", up)
    blind: tuple[tuple[Labels, float], ...] = tuple(
        ({**labels, "reason": view.reason.code if view.reason else view.state}, 1.0)
        for labels, view in on
        if _is_blind(view)
    )
    yield Family("mandor_camera_blind", "gauge", "1 for each enabled camera that is not watched, by why.", blind)
    warned: tuple[tuple[Labels, float], ...] = tuple(
        ({**labels, "reason": view.reason.code}, 1.0)
        for labels, view in on
        if view.state == "live" and view.reason is not None and not _is_blind(view)
    )
    yield Family("mandor_camera_warning", "gauge", "1 for each watched camera that is not as it should be.", warned)
    if found.redis is None:
        return
    statuses, reports = found.redis.statuses, found.redis.processes
    seen = [(labels, statuses[view.id]) for labels, view in on if view.id in statuses]
    for name, kind, help_text, value_of in _OF_CAMERA:
        counted = (one for one in seen if name not in OF_VIOLATIONS or one[0]["camera"] not in found.demos)
        samples = ((labels, value_of(status)) for labels, status in counted)
        known = tuple((labels, value) for labels, value in samples if value is not None)
        yield Family(f"mandor_camera_{name}", kind, help_text, known)
    dropped = tuple(
        ({**labels, "reason": reason}, float(count))
        for labels, status in seen
        for reason, count in asdict(status.drops).items()
    )
    yield Family("mandor_camera_frames_dropped_total", "counter", "Pictures that were due and not checked.", dropped)
    restarts = tuple(
        (labels, float(reports[f"{CAMERA_PREFIX}{view.id}"].restarts))
        for labels, view in on
        if f"{CAMERA_PREFIX}{view.id}" in reports
    )
    yield Family("mandor_camera_restarts_total", "counter", "Starts of the camera's worker after a crash.", restarts)


def _is_blind(view: CameraView) -> bool:
    """Not watched as asked. One that is only starting is not called blind yet."""
    return view.state not in WELL or is_live_unjudged(view)


def _labels(company: int, camera: int) -> Labels:
    return {"camera": camera, "company": company}


def _one(name: str, help_text: str, value: Value, kind: str = "gauge") -> Family:
    return Family(name, kind, help_text, (({}, value),) if value is not None else ())
