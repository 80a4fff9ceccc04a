"""`make doctor`, of what is seen through Redis: Redis itself, its clock, the jobs process and the detector."""

from __future__ import annotations

from datetime import UTC, datetime

from redis.exceptions import RedisError

from backend.adapters.inference import announcement
from backend.adapters.machine.place import place_of
from backend.adapters.processes import heartbeat as process_heartbeat
from backend.adapters.processes import pm2
from backend.adapters.redis import figures as redis_numbers
from backend.adapters.redis import ownership
from backend.adapters.redis.connection import TAKEN_HINT, RedisClient, connect
from backend.commands import screen
from backend.core.system.health import MOST_CLOCK_OFFSET_SECONDS
from backend.settings import Settings, installation_id


def redis(settings: Settings) -> bool:
    """Redis answers, keeps what it is given, and goes by the same clock."""
    if settings.redis_embedded and not pm2.is_up(settings.pm2_home):
        return True
    try:
        client = connect(settings.redis_url, installation_id(settings.data_dir))
        persistence, memory = client.info("persistence"), client.info("memory")
        offset = redis_numbers.read_server(client, at=datetime.now(UTC)).clock_offset_seconds
    except RedisError as error:
        screen.fail(
            f"Redis does not answer ({type(error).__name__})", "Is it running? `make run` starts the embedded one."
        )
        return False
    if not persistence.get("aof_enabled"):
        screen.warn("Redis does not write to disk: events that wait are lost when it stops (appendonly yes)")
    if memory.get("maxmemory") and memory.get("maxmemory_policy") != "noeviction":
        screen.warn("Redis drops what waits when its memory is full: set maxmemory-policy noeviction")
    screen.good("Redis")
    return users(client, settings) and same_clock(offset)


def users(client: RedisClient, settings: Settings) -> bool:
    """This installation is not used from another place too; other installations in the same Redis are named.

    Raises RedisError.
    """
    here = place_of(settings.data_dir).id
    found = ownership.marks(client)
    for mark in found:
        if mark.installation != client.names.installation:
            screen.good(f"Redis also serves another installation, kept apart by its names: {mark}")
    copies = [m for m in found if m.installation == client.names.installation and m.place != here]
    for mark in copies:
        screen.fail(f"this installation is used from {mark} as well: Redis serves that one only", TAKEN_HINT)
    return not copies


def same_clock(offset_seconds: float) -> bool:
    """By how much Redis's clock is ahead of this machine's is bearable."""
    if abs(offset_seconds) <= MOST_CLOCK_OFFSET_SECONDS:
        return True
    where = "ahead of" if offset_seconds > 0 else "behind"
    screen.fail(f"Redis's clock is {abs(offset_seconds):.0f} s {where} this machine's", "Set both clocks (NTP).")
    return False


def jobs(settings: Settings) -> bool:
    """The jobs process lives: without it no old picture goes."""
    if not pm2.is_up(settings.pm2_home):
        return True
    try:
        lives = jobs_live(connect(settings.redis_url, installation_id(settings.data_dir)))
    except RedisError:
        return False  # `redis` above prints the remedy
    if not lives:
        screen.fail("the jobs process is silent: retention does not run", f"See {settings.log_dir / 'jobs.log'}.")
        return False
    screen.good("jobs")
    return True


def jobs_live(client: RedisClient) -> bool:
    """Whether the jobs process was heard of within 15 s. Raises RedisError."""
    report = process_heartbeat.read(client, at=datetime.now(UTC)).get("jobs")
    return report is not None and report.announcement is not None


def detector(settings: Settings) -> bool:
    """The inference server runs."""
    if not pm2.is_up(settings.pm2_home):
        return True
    try:
        info = announcement.read_info(connect(settings.redis_url, installation_id(settings.data_dir)))
    except RedisError:
        return False
    if info is None:
        screen.fail("no detector is running: PPE is not checked", f"See {settings.log_dir / 'inference.log'}.")
        return False
    if info.switch is not None and info.switch.state == "failed":
        screen.fail(f"the model {info.switch.name} could not be loaded; {info.name} goes on: {info.switch.reason}")
        screen.plain(f"  → {info.switch.hint or '`make model` lists the others.'}")
        return False
    screen.good(f"detector: {info.label} with {info.engine}, {info.milliseconds} ms")
    return True
