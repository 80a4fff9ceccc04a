"""The names of everything that Mandor keeps in Redis."""

from __future__ import annotations

PREFIX = "mandor:"

EVENTS = PREFIX + "events"
EVENTS_KEYED = PREFIX + "events:keyed"
EVENTS_SAMPLED = PREFIX + "events:sampled"
SAMPLED_RECEIVED = PREFIX + "events:sampled:received"
"""Hash: up to which number the sampled events of a camera and kind were received (see `sampled_progress`)."""
EVENTS_GROUP = "backend"
CONTROL = PREFIX + "control"
FLEET = PREFIX + "fleet"
"""Hash of `Restarts` as JSON, by camera id."""
INFERENCE_PENDING = PREFIX + "inference:pending"
"""Hash of the newest request of each lane (see `Lane.key`), as JSON."""
INFERENCE_WAKE = PREFIX + "inference:wake"
INFERENCE_INFO = PREFIX + "inference:info"
INFERENCE_IN_PROGRESS = PREFIX + "inference:looking"
"""The lanes that the inference server is serving, separated by commas."""
INFERENCE_DEATHS = PREFIX + "inference:deaths"
"""Hash of when the server died while it served each lane, as JSON."""
RETENTION_RAN = PREFIX + "retention:ran"
PROCESSES = PREFIX + "processes"
"""Hash: every process that announced itself, and how often it started."""
PROCESS_STARTS = PREFIX + "processes:starts"
"""Sorted set: `<process> <time>` of the starts of the last hour, by time."""

TRIAL = PREFIX + "trial"
"""Written to see whether Redis takes anything; it is never read."""


def camera_config(camera_id: int) -> str:
    """JSON of the camera's `CameraConfig`."""
    return f"{PREFIX}camera:{camera_id}:config"


def camera_config_pattern() -> str:
    """Every camera's configuration."""
    return f"{PREFIX}camera:*:config"


def keyed_acknowledgements(camera_id: int) -> str:
    """Hash: id of the newest stored value, by key, until the camera's worker has read it. Expires."""
    return f"{PREFIX}events:keyed:acknowledged:{camera_id}"


def camera_episodes_pattern() -> str:
    """Every camera's open violations."""
    return f"{PREFIX}camera:*:episodes"


def camera_state(camera_id: int) -> str:
    """JSON of the camera's `CameraStatus`; expires when the worker falls silent."""
    return f"{PREFIX}camera:{camera_id}:state"


def camera_retry(camera_id: int) -> str:
    """JSON of refused logins and the next attempt (see `adapters.cameras.retry`); outlives the worker."""
    return f"{PREFIX}camera:{camera_id}:retry"


def camera_episodes(camera_id: int) -> str:
    """Hash of open violations, by violation id."""
    return f"{PREFIX}camera:{camera_id}:episodes"


def watch_spans(camera_id: int) -> str:
    """Hash of the coverage reports of the camera's workers, by span id (see `watch_spans`)."""
    return f"{PREFIX}camera:{camera_id}:watched"


def live_channel(camera_id: int) -> str:
    """Channel of live messages (see `live_frames`) while a viewer watches."""
    return f"{PREFIX}live:{camera_id}"


def watch(camera_id: int) -> str:
    """Exists while a viewer watches the camera in pictures."""
    return f"{PREFIX}watch:{camera_id}"


def video_channel(camera_id: int) -> str:
    """Channel of encoded video (see `live_video`) while a viewer who can play it watches."""
    return f"{PREFIX}video:{camera_id}"


def watch_video(camera_id: int) -> str:
    """Exists while a viewer watches the camera who can play its video."""
    return f"{PREFIX}watch:video:{camera_id}"


def camera_control(camera_id: int) -> str:
    """Channel that asks one camera's worker to act at once: `config`, `watch`, `video` or `retry`."""
    return f"{PREFIX}control:{camera_id}"


def process(name: str) -> str:
    """JSON of what the process says about itself; expires when reports stop."""
    return f"{PREFIX}process:{name}"


def inference_reply(camera_id: int, nonce: str) -> str:
    """List on which the inference server answers one worker process."""
    return f"{PREFIX}inference:reply:{camera_id}:{nonce}"


def inference_pixels(kind: str, camera_id: int, nonce: str) -> str:
    """The pixels of one worker process's request: a `frame`, when shared memory cannot be had, or `crops`."""
    return f"{PREFIX}inference:{kind}:{camera_id}:{nonce}"


def job_due(name: str) -> str:
    """Exists while the job of this name is not due again."""
    return f"{PREFIX}job:{name}:due"
