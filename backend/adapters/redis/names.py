"""The names of everything that an installation keeps in Redis, each with the installation's id.

Published messages reach every database number of a server, so a number alone separates nothing. `mandor:*` and `rq:*`
are all the names there are, for an ACL.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "mandor:"
EVENTS_GROUP = "backend"
"""Consumer group of the streams of events; a group belongs to its stream, whose name carries the id."""


def owner_pattern() -> str:
    """The marks of all installations in a database (see `ownership`)."""
    return f"{PREFIX}*:owner"


@dataclass(frozen=True, slots=True)
class RedisNames:
    """The names of the installation with this id."""

    installation: str

    def __post_init__(self) -> None:
        if not self.installation.isalnum():
            raise ValueError(f"{self.installation!r} is no id of an installation")

    def of(self, name: str) -> str:
        """The key or channel `name` of this installation. Others write it by one of the methods below."""
        return f"{PREFIX}{self.installation}:{name}"

    @property
    def owner(self) -> str:
        """JSON of where the installation runs (see `ownership`); expires."""
        return self.of("owner")

    @property
    def events(self) -> str:
        """Stream of durable events."""
        return self.of("events")

    @property
    def events_keyed(self) -> str:
        """Stream of keyed values."""
        return self.of("events:keyed")

    @property
    def events_sampled(self) -> str:
        """Stream of batches of sampled events."""
        return self.of("events:sampled")

    @property
    def sampled_received(self) -> str:
        """Hash: up to which number the sampled events of a camera and kind were received (see `sampled_progress`)."""
        return self.of("events:sampled:received")

    @property
    def control(self) -> str:
        """Channel of changes, for the orchestrator."""
        return self.of("control")

    @property
    def fleet(self) -> str:
        """Hash of `Restarts` as JSON, by camera id."""
        return self.of("fleet")

    @property
    def inference_pending(self) -> str:
        """Hash of the newest request of each lane (see `Lane.key`), as JSON."""
        return self.of("inference:pending")

    @property
    def inference_wake(self) -> str:
        """List that wakes the inference server."""
        return self.of("inference:wake")

    @property
    def inference_info(self) -> str:
        """JSON of what the inference server publishes about itself; expires."""
        return self.of("inference:info")

    @property
    def inference_in_progress(self) -> str:
        """The lanes that the inference server is serving, separated by commas."""
        return self.of("inference:looking")

    @property
    def inference_deaths(self) -> str:
        """Hash of when the server died while it served each lane, as JSON."""
        return self.of("inference:deaths")

    @property
    def crowd_videos(self) -> str:
        """Hash of `VideoJob` as JSON, by video id."""
        return self.of("crowd:videos")

    @property
    def retention_ran(self) -> str:
        """When retention ran last."""
        return self.of("retention:ran")

    @property
    def processes(self) -> str:
        """Hash: every process that announced itself, and how often it started."""
        return self.of("processes")

    @property
    def process_starts(self) -> str:
        """Sorted set: `<process> <time>` of the starts of the last hour, by time."""
        return self.of("processes:starts")

    @property
    def trial(self) -> str:
        """Written to see whether Redis takes anything; it is never read."""
        return self.of("trial")

    @property
    def jobs_queue(self) -> str:
        """Queue of background jobs, in rq's own names."""
        return f"mandor-{self.installation}"

    @property
    def jobs_queue_later(self) -> str:
        """Queue of jobs that are done when there is no other."""
        return f"{self.jobs_queue}-later"

    def camera_config(self, camera_id: int) -> str:
        """JSON of the camera's `CameraConfig`."""
        return self.of(f"camera:{camera_id}:config")

    def camera_config_pattern(self) -> str:
        """Every camera's configuration."""
        return self.of("camera:*:config")

    def camera_of(self, key: bytes) -> int | None:
        """The camera whose key this is; None when it is no camera's."""
        prefix = self.of("camera:").encode()
        number = key.removeprefix(prefix).partition(b":")[0] if key.startswith(prefix) else b""
        return int(number) if number.isdigit() else None

    def keyed_acknowledgements(self, camera_id: int) -> str:
        """Hash: id of the newest stored value, by key, until the camera's worker has read it. Expires."""
        return self.of(f"events:keyed:acknowledged:{camera_id}")

    def camera_episodes_pattern(self) -> str:
        """Every camera's open violations."""
        return self.of("camera:*:episodes")

    def camera_state(self, camera_id: int) -> str:
        """JSON of the camera's `CameraStatus`; expires when the worker falls silent."""
        return self.of(f"camera:{camera_id}:state")

    def camera_retry(self, camera_id: int) -> str:
        """JSON of refused logins and the next attempt (see `adapters.cameras.retry`); outlives the worker."""
        return self.of(f"camera:{camera_id}:retry")

    def camera_episodes(self, camera_id: int) -> str:
        """Hash of open violations, by violation id."""
        return self.of(f"camera:{camera_id}:episodes")

    def watch_spans(self, camera_id: int) -> str:
        """Hash of the coverage reports of the camera's workers, by span id (see `watch_spans`)."""
        return self.of(f"camera:{camera_id}:watched")

    def live_channel(self, camera_id: int) -> str:
        """Channel of live messages (see `live_frames`) while a viewer watches."""
        return self.of(f"live:{camera_id}")

    def watch(self, camera_id: int) -> str:
        """Exists while a viewer watches the camera in pictures."""
        return self.of(f"watch:{camera_id}")

    def video_channel(self, camera_id: int) -> str:
        """Channel of encoded video (see `live_video`) while a viewer who can play it watches."""
        return self.of(f"video:{camera_id}")

    def watch_video(self, camera_id: int) -> str:
        """Exists while a viewer watches the camera who can play its video."""
        return self.of(f"watch:video:{camera_id}")

    def camera_control(self, camera_id: int) -> str:
        """Channel that asks one camera's worker to act at once: `config`, `watch`, `video` or `retry`."""
        return self.of(f"control:{camera_id}")

    def process(self, name: str) -> str:
        """JSON of what the process says about itself; expires when reports stop."""
        return self.of(f"process:{name}")

    def inference_reply(self, camera_id: int, nonce: str) -> str:
        """List on which the inference server answers one worker process."""
        return self.of(f"inference:reply:{camera_id}:{nonce}")

    def inference_pixels(self, kind: str, camera_id: int, nonce: str) -> str:
        """The pixels of one worker process's request: a `frame`, when shared memory cannot be had, or `crops`."""
        return self.of(f"inference:{kind}:{camera_id}:{nonce}")

    def job_due(self, name: str) -> str:
        """Exists while the job of this name is not due again."""
        return self.of(f"job:{name}:due")

    def job(self, name: str) -> str:
        """The id of the job of this name, among those of all who use rq in this Redis."""
        return f"{self.jobs_queue}-{name}"

    def job_name(self, job_id: str) -> str:
        """The inverse of `job`."""
        return job_id.removeprefix(f"{self.jobs_queue}-")
