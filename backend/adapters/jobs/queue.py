"""The queue of background jobs (rq), in the same Redis: jobs are named by their function and never passed as code.

rq has a prefix of its own for all who use it in a Redis; its queues, jobs and workers are named with the installation's
id.
"""

from __future__ import annotations

import logging

from rq import Queue, Retry, Worker
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.scheduler import RQScheduler

from backend.adapters.redis.connection import RedisClient, errors_as_unavailable

OLD_QUEUE = "mandor"
"""The name of the queue in versions without ids."""
RETRY_SECONDS = (10, 30, 60, 120, 300)
"""Between attempts. Shorter: a database that is being restored is asked in vain. Longer: work waits after an outage."""
KEEP_FAILED_SECONDS = 7 * 24 * 3600
KEEP_ENDED_SECONDS = 3600
"""Of jobs that are done once: who asked for one sees how it ended."""
_UNDER_WAY = (JobStatus.QUEUED, JobStatus.STARTED, JobStatus.SCHEDULED, JobStatus.DEFERRED)


class JobQueue:
    """What the rest of Mandor knows of rq."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._queue = redis.names.jobs_queue

    def enqueue_when_due(self, name: str, function: str, *, every_seconds: int, timeout_seconds: int) -> bool:
        """Enqueue it if it is due and not under way. Of several processes that ask at once, one enqueues it.

        Says whether it was enqueued. A job that failed is tried again after growing pauses.
        """
        with errors_as_unavailable():
            if not self._redis.set(self._redis.names.job_due(name), b"1", nx=True, ex=every_seconds):
                return False
            if self._status(name) in _UNDER_WAY:
                return False
            self._enqueue(name, function, timeout_seconds)
            return True

    def enqueue_once(self, name: str, function: str, argument: str, *, timeout_seconds: int) -> None:
        """Enqueue a job of one argument, which is not tried again. It runs when no other job waits."""
        with errors_as_unavailable():
            Queue(self._redis.names.jobs_queue_later, connection=self._redis).enqueue(
                function,
                argument,
                job_id=self._redis.names.job(name),
                job_timeout=timeout_seconds,
                result_ttl=KEEP_ENDED_SECONDS,
                failure_ttl=KEEP_ENDED_SECONDS,
            )

    def enqueue_retries(self, *, every_seconds: int) -> None:
        """Enqueue the jobs whose pause after a failure is over. Of several processes that ask at once, one does it.

        rq's own lock for this outlives a killed process by a minute, in which nothing would be tried again.
        """
        with errors_as_unavailable():
            if self._redis.set(self._redis.names.job_due("retries"), b"1", nx=True, ex=every_seconds):
                scheduler = RQScheduler([self._queue], connection=self._redis, logging_level=logging.WARNING)
                scheduler.prepare_registries([self._queue])
                scheduler.enqueue_scheduled_jobs()

    def failed(self) -> list[str]:
        """Jobs that are given up until they are due again. Why is in the log of `jobs`."""
        with errors_as_unavailable():
            ids = Queue(self._queue, connection=self._redis).failed_job_registry.get_job_ids(cleanup=False)
            jobs = [job for job in Job.fetch_many(ids, connection=self._redis) if job is not None]
            return [self._redis.names.job_name(job.id) for job in jobs if job.get_status(refresh=False) == "failed"]

    def workers(self) -> int:
        """How many processes take jobs. One that was killed counts for a minute and a half more."""
        with errors_as_unavailable():
            return len(Worker.all(queue=Queue(self._queue, connection=self._redis)))

    def _status(self, name: str) -> JobStatus | None:
        try:
            status: JobStatus | None = Job.fetch(self._redis.names.job(name), connection=self._redis).get_status(
                refresh=False
            )
        except NoSuchJobError:
            return None
        return status

    def _enqueue(self, name: str, function: str, timeout_seconds: int) -> None:
        queue = Queue(self._queue, connection=self._redis)
        job_id = self._redis.names.job(name)
        queue.failed_job_registry.remove(job_id, delete_job=False)
        queue.finished_job_registry.remove(job_id, delete_job=False)
        queue.enqueue(
            function,
            job_id=job_id,
            job_timeout=timeout_seconds,
            result_ttl=KEEP_FAILED_SECONDS,
            failure_ttl=KEEP_FAILED_SECONDS,
            retry=Retry(max=len(RETRY_SECONDS), interval=list(RETRY_SECONDS)),
        )


def remove_unnamed(redis: RedisClient) -> None:
    """Remove the queue of versions without ids in its names. What is due is enqueued anew. Raises RedisError."""
    queue = Queue(OLD_QUEUE, connection=redis)
    queue.delete(delete_jobs=True)
    registries = (queue.finished_job_registry, queue.failed_job_registry, queue.scheduled_job_registry)
    redis.delete(*(registry.key for registry in registries))
