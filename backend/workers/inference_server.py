"""The inference server: loads the model once and looks at the newest frame of each camera, in fair turns.

Another model is loaded beside the one that serves, and takes over between two frames. A call that does not return ends
the process; its supervisor starts it again.
"""

from __future__ import annotations

import logging
import sys
import time

from backend import settings as settings_module
from backend.adapters.engines import selection as engines
from backend.adapters.engines.detection_model import Choice
from backend.adapters.inference.frame_store import FrameReader, directory
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.logging import setup as logs
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import connect
from backend.core.errors import ModelError
from backend.workers import process_loop
from backend.workers.inference.announcer import Announcer
from backend.workers.inference.follower import ModelFollower
from backend.workers.inference.turns import InferenceTurns, Served
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
MODEL_UNUSABLE = 3
CALL_SECONDS = 20.0
"""How long one call of the model may take. Shorter ends a healthy server on a machine that swaps; longer leaves all
cameras unjudged for longer."""
LOADING_SECONDS = 900.0
"""How long everything may stand still while another model is loaded: some engines are built for minutes."""


def main() -> None:
    """Run until asked to stop.

    1. Load the model, its engine chosen by measuring. 2. Watch its calls from then on. 3. Announce and serve. 4. Follow
    the record of which model is to run. A model that cannot be used, with none to fall back to, ends the process with
    code 3, which the supervisor does not restart at once.
    """
    settings = settings_module.load()
    logs.set_up("inference", settings.log_level)
    stop = process_loop.stop_on_signals()
    watchdog = Watchdog()

    def load(entry: ModelEntry) -> Choice:
        with watchdog.allow(LOADING_SECONDS):
            return engines.load(entry, settings.engine, settings.inference_threads)

    try:
        follower = ModelFollower(ModelStore(settings.model_dir, settings.own_models_dir), load, settings.model)
    except ModelError as error:
        log.error("%s", error)
        sys.exit(MODEL_UNUSABLE)
    redis = connect(settings.redis_url)
    heartbeat = Heartbeat(redis, "inference")
    announcer = Announcer(redis, pinned=bool(settings.model))
    frames = FrameReader(directory(settings.data_dir))
    turns = InferenceTurns(Served.of(follower.serving.choice), InferenceQueue(redis, frames))
    watchdog.expect("a call of the model", lambda: turns.call_seconds(time.monotonic()), CALL_SECONDS)
    watchdog.start()

    def step() -> bool:
        loaded = follower.step()
        if loaded is not None:
            turns.serve(Served.of(loaded.choice))
        announcer.say(follower, turns.load, turns.resting())
        heartbeat.beat()
        turns.step()
        return True  # it has waited already

    process_loop.run(step, stop, idle_seconds=0.0)
    heartbeat.end()


if __name__ == "__main__":
    main()
