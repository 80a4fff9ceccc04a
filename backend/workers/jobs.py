"""The jobs process: an rq worker that also enqueues what is due.

rq's worker forks for each job, so a job that crashes, hangs or grows takes only itself away; this process imports no
database and no model, so that there is little to fork. Schedule and retries need no process beside it: rq's maintenance
step, which runs between jobs and every few seconds while there are none, does both.
"""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from redis.exceptions import RedisError
from rq import Worker

from backend import settings as settings_module
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.logging import setup as logs
from backend.adapters.machine.place import place_of
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import RedisClient, connect
from backend.jobs.schedule import DUTIES, MAKE_ROOM
from backend.services.system.disk_monitor import DiskMonitor, WatchedFolder
from backend.workers.full_disk import FullDisk

BEAT_SECONDS = 5
"""How often it is looked what is due. Shorter: more questions to Redis. Longer: a retry waits longer than its pause."""
SIGN_OF_LIFE_SECONDS = 5
"""How often a running job's is renewed; rq waits a minute more before it takes a silent job for abandoned."""
_TTL_LESS_DEQUEUE_SECONDS = 15


class JobsWorker(Worker):  # type: ignore[misc]
    """rq's worker with a schedule."""

    max_connection_wait_time = 5.0

    def __init__(self, redis: RedisClient, full_disk: FullDisk) -> None:
        super().__init__(
            [redis.names.jobs_queue, redis.names.jobs_queue_later],
            name=f"{redis.names.jobs_queue}-{secrets.token_hex(8)}",
            connection=redis,
            worker_ttl=BEAT_SECONDS + _TTL_LESS_DEQUEUE_SECONDS,
            maintenance_interval=BEAT_SECONDS - 1,
            job_monitoring_interval=SIGN_OF_LIFE_SECONDS,
        )
        self._jobs = JobQueue(redis)
        self._full_disk = full_disk
        self._heartbeat = Heartbeat(redis, "jobs")

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Also called while Redis is away, and a full disk may be why it is."""
        if not self.is_horse:
            self._full_disk.make_room()
            self._heartbeat.beat()
        super().heartbeat(timeout, pipeline)

    def work(self, *arguments: Any, **options: Any) -> bool:
        """Until asked to stop; then the process withdraws its announcement."""
        worked = bool(super().work(*arguments, **options))
        self._heartbeat.end()
        return worked

    def run_maintenance_tasks(self) -> None:
        """1. What a killed process left is given back. 2. Retries whose pause is over and 3. what is due: enqueued."""
        super().run_maintenance_tasks()
        self._jobs.enqueue_retries(every_seconds=BEAT_SECONDS - 1)
        duties = (*DUTIES, MAKE_ROOM) if self._full_disk.is_low() else DUTIES
        for duty in duties:
            self._jobs.enqueue_when_due(
                duty.name, duty.function, every_seconds=duty.every_seconds, timeout_seconds=duty.timeout_seconds
            )


def main() -> None:
    """Work until asked to stop. It also ends when Redis refuses, and its supervisor starts it again."""
    settings = settings_module.load()
    logs.set_up("jobs", settings.log_level, file=settings.log_file)
    logging.getLogger("rq").setLevel(logging.WARNING)
    full_disk = FullDisk(DiskMonitor((WatchedFolder("evidence", settings.evidence_dir, settings.reserve),)))
    full_disk.make_room()
    installation = settings_module.installation_id(settings.data_dir)
    redis = connect(settings.redis_url, installation, place_of(settings.data_dir))
    try:
        JobsWorker(redis, full_disk).work(logging_level="WARNING")
    except RedisError as error:
        sys.exit(f"Redis is away ({type(error).__name__}).")


if __name__ == "__main__":
    main()
