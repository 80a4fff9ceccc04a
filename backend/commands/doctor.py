"""`make doctor`: checks everything that Mandor needs, and prints what is wrong and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from backend import settings as settings_module
from backend.adapters.database import schema_upgrade
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.inference.frame_store import SHARED
from backend.adapters.models.store import ModelStore
from backend.adapters.processes import pm2
from backend.adapters.redis import server as redis_server
from backend.commands import screen
from backend.commands.checks.processes import health, ports, processes
from backend.commands.checks.redis import detector, jobs, redis
from backend.commands.installation.preparation import privates
from backend.core.accounts.scope import Scope
from backend.core.errors import MandorError
from backend.services.system.disk_monitor import (
    SHARED_MEMORY_RESERVE,
    DiskMonitor,
    WatchedFolder,
    describe,
    nothing_can_be_stored,
)
from backend.settings import OURS_ALONE, Settings, SettingsError

YEAR_OF_THIS_VERSION = 2026
Check = Callable[[Settings], bool]


def main() -> None:
    """Every check, whatever the result of the one before; exit code 1 when something is wrong."""
    try:
        settings = settings_module.load()
    except SettingsError as error:
        screen.fail(f"settings:\n{error}", "Correct them in .env or in the environment.")
        sys.exit(1)
    screen.good(f"settings; data in {settings.data_dir}")
    here: tuple[Check, ...] = (disk, shared_memory, clock, privacy, paths, models, processes, ports)
    checks: tuple[Check, ...] = (*here, redis, database, jobs, detector, health)
    results = []
    for check in checks:
        try:
            results.append(check(settings))
        except MandorError as error:
            screen.fail(error.message, error.hint)
            results.append(False)
        except SettingsError as error:
            screen.fail(str(error))
            results.append(False)
        except OSError as error:
            screen.fail(
                f"{error.filename} cannot be read ({error.strerror})", "Run this as the user that Mandor runs as."
            )
            results.append(False)
    if not all(results):
        sys.exit(1)
    screen.plain("All is well." if pm2.is_up(settings.pm2_home) else "Nothing is in the way of `make run`.")


def disk(settings: Settings) -> bool:
    """Room for evidence and for what is known of it, by the levels that `/health` goes by."""
    reserve = settings.reserve
    watched_folders = (
        WatchedFolder("evidence", settings.evidence_dir, reserve),
        WatchedFolder("data", settings.data_dir, reserve),
    )
    fine = True
    for state in DiskMonitor(watched_folders).read():
        what = " and ".join(state.names)
        if nothing_can_be_stored(state):
            screen.fail(describe(state), "Make room, or set DATA_DIR and EVIDENCE_DIR to a larger disk.")
            fine = False
        elif state.level == "low":
            screen.warn(f"{describe(state)} Make room, or set DATA_DIR and EVIDENCE_DIR to a larger disk.")
        elif state.disk is not None:
            screen.good(f"disk of {what}: {state.disk.free_bytes / 1e9:.0f} GB free")
    return fine


def shared_memory(settings: Settings) -> bool:
    """Room for frames."""
    where = SHARED
    if not where.is_dir():
        screen.warn("no shared memory: frames travel through Redis, which costs more CPU")
        return True
    for state in DiskMonitor((WatchedFolder("memory", where, SHARED_MEMORY_RESERVE),)).read():
        if state.level != "ok":
            screen.warn(f"{describe(state)} Frames may travel through Redis, which costs more CPU.")
        elif state.disk is not None:
            screen.good(f"shared memory: {state.disk.free_bytes / 1e6:.0f} MB free")
    return True


def clock(settings: Settings) -> bool:
    """Evidence with a wrong date is none."""
    now = datetime.now(UTC)
    if now.year < YEAR_OF_THIS_VERSION:
        screen.fail(f"the clock says {now:%Y-%m-%d}, which is before this version was made", "Set the clock (NTP).")
        return False
    screen.good(f"clock: {now:%Y-%m-%d %H:%M:%S} UTC")
    return True


def privacy(settings: Settings) -> bool:
    """Nobody else on this machine reads passwords and pictures."""
    for path in privates(settings):
        if path.stat().st_mode & OURS_ALONE:
            screen.warn(f"other users of this machine can read {path}: `chmod go= {path}`")
    return True


def paths(settings: Settings) -> bool:
    """What `make run` builds."""
    program = settings.root / "node_modules" / ".bin" / "pm2"
    dist = settings.root / "frontend" / "dist" / "index.html"
    for what, file in (("PM2", program), ("the dashboard", dist)):
        if not file.exists():
            screen.fail(f"{what} is not installed ({file} is missing)", "Run `make install`.")
            return False
    if settings.redis_embedded:
        redis_server.program()
        redis_server.arguments(settings.data_dir / "redis")
    screen.good("PM2, the dashboard and Redis are installed")
    return True


def models(settings: Settings) -> bool:
    """Every model that may run is the one promised: the one that is to run, the one before, the shipped default."""
    store = ModelStore(settings.model_dir, settings.own_models_dir)
    active = store.active()
    wanted = settings.model or active.name
    entry = store.entry(wanted)
    why = "set by MODEL" if settings.model else "chosen by `make model`" if active.name else "the shipped default"
    screen.good(f"model: {entry.label}, {why}")
    if settings.model and active.name:
        screen.warn(f"`make model` chose {active.name}, but the setting MODEL={settings.model} wins")
    for name in {active.previous or "", ""} - {wanted}:
        store.entry(name)
    return True


def database(settings: Settings) -> bool:
    """The database answers, can be written to, and is of this version."""
    revision = schema_upgrade.current_revision(settings.database_url)
    if revision is None:
        screen.warn("there is no database yet: `make run` makes one")
        return True
    if revision != schema_upgrade.head():
        screen.warn(f"the database is of an older version (revision {revision}): `make run` brings it to this one")
        return True
    store = Database(settings.database_url)
    try:
        with store.reading(Scope.installation()) as session:
            cameras = enabled_camera_configs(session)
    finally:
        store.close()
    screen.good(f"database: {len(cameras)} enabled cameras")
    return True


if __name__ == "__main__":
    main()
