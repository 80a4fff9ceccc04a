"""`make stop`: ends every process of this installation, and the PM2 that kept them."""

from __future__ import annotations

import sys
from contextlib import suppress

from redis.exceptions import RedisError

from backend import settings as settings_module
from backend.adapters.machine.place import place_of
from backend.adapters.processes import pm2, pm2_orphans
from backend.adapters.redis import ownership
from backend.adapters.redis.connection import connect
from backend.commands import screen
from backend.commands.start import CannotStart, answers, ecosystem, orphans
from backend.core.errors import MandorError
from backend.settings import Settings, SettingsError, installation_id

OTHER = "Was Mandor started with another PM2_HOME? Then end it there: PM2_HOME=… pm2 kill"


def main() -> None:
    """Stop, and print the result."""
    try:
        output = stop(settings_module.load())
    except (SettingsError, MandorError) as error:
        screen.fail(str(error))
        sys.exit(1)
    except CannotStart as error:
        screen.fail(str(error), error.remedy)
        sys.exit(1)
    screen.good(output)


def give_up_redis(settings: Settings) -> None:
    """Another machine need not wait for the mark to expire."""
    with suppress(RedisError, OSError), connect(settings.redis_url, installation_id(settings.data_dir)) as redis:
        here = place_of(settings.data_dir).id
        ours = [mark for mark in ownership.marks(redis) if mark.installation == redis.names.installation]
        if any(mark.place == here for mark in ours):
            ownership.give_up(redis, redis.names)


def end_before_redis(settings: Settings) -> None:
    """End what PM2 runs but Redis; the orchestrator first, which would start workers again.

    When PM2 does not do that, `kill` ends them all the same; their next start is then counted as a restart.
    """
    supervisor = pm2.Pm2(settings.root / "node_modules" / ".bin" / "pm2", settings.pm2_home)
    with suppress(pm2.SupervisorError):
        names = [name for name in supervisor.processes() if name != "redis"]
        supervisor.delete(sorted(names, key=lambda name: name != "orchestrator"))


def stop(settings: Settings) -> str:
    """End everything; says what was done.

    1. What goes on without its PM2, but Redis: its orchestrator would start another PM2. 2. What PM2 runs, but Redis,
    so that each can report its end there. 3. PM2 with Redis. 4. Redis, if that has no PM2 either.
    """
    left = orphans(settings)
    if not left and not pm2.is_up(settings.pm2_home):
        if answers(f"http://127.0.0.1:{settings.backend_port}/health"):
            raise CannotStart(f"This PM2 runs nothing, but something answers at port {settings.backend_port}.", OTHER)
        return "nothing was running"
    screen.step("stopping")
    if left:
        screen.warn(f"PM2 was gone; these went on without it: {', '.join(pm2_orphans.names(left))}")
        pm2_orphans.end([orphan for orphan in left if orphan.name != "redis"])
    if pm2.is_up(settings.pm2_home):
        end_before_redis(settings)
        ecosystem(settings, "kill")
    pm2_orphans.end(orphans(settings))
    if not settings.redis_embedded:
        give_up_redis(settings)
    return "stopped; the data stays"


if __name__ == "__main__":
    main()
