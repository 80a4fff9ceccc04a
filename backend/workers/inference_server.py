"""The inference server: runs the models of all tasks on the newest requests of each camera, scheduled fairly.

Another model is loaded beside the one that serves, and takes over between two requests. A call that does not return
ends the process; its supervisor starts it again.
"""

from __future__ import annotations

import logging
import sys
import time

from backend import settings as settings_module
from backend.adapters.inference.frame_store import FrameReader, directory
from backend.adapters.inference.queue import InferenceQueue
from backend.adapters.inference.registry import default_registry
from backend.adapters.inference.task_model import ModelSource
from backend.adapters.logging import setup as logs
from backend.adapters.machine.place import place_of
from backend.adapters.models.manifest import ModelEntry
from backend.adapters.models.store import ModelStore
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.redis.connection import connect
from backend.core.errors import ModelError
from backend.core.inference.batching import Batching
from backend.settings import Settings
from backend.workers import process_loop
from backend.workers.inference.announcer import Announcer
from backend.workers.inference.scheduling import RequestScheduler
from backend.workers.inference.task_models import TaskModels
from backend.workers.watchdog import Watchdog

log = logging.getLogger(__name__)
MODEL_UNUSABLE = 3
"""Exit code when no PPE model can be used; the supervisor does not restart it at once."""
CALL_SECONDS = 20.0
"""How long one call of a model may take. Shorter ends a healthy server on a machine that swaps; longer leaves all
cameras unassessed for longer."""
LOADING_SECONDS = 900.0
"""How long everything may stand still while another model is loaded: some engines are built for minutes."""


def main() -> None:
    """Run until asked to stop.

    1. Load the models, engines chosen by measuring. 2. Watch their calls from then on. 3. Announce and serve. 4. Follow
    the record of which models are to run. A PPE model that cannot be used, with none to fall back to, ends the process
    with code 3, which the supervisor does not restart at once.
    """
    settings = settings_module.load()
    logs.set_up("inference", settings.log_level, file=settings.log_file)
    stop = process_loop.stop_on_signals()
    watchdog = Watchdog()
    try:
        models = _load_models(settings, watchdog)
    except ModelError as error:
        log.error("%s", error)
        sys.exit(MODEL_UNUSABLE)
    installation = settings_module.installation_id(settings.data_dir)
    place = place_of(settings.data_dir)
    redis = connect(settings.redis_url, installation, place)
    heartbeat = Heartbeat(redis, "inference")
    announcer = Announcer(redis, pinned=bool(settings.model))
    scheduler = RequestScheduler(
        models.registry,
        models.serving,
        InferenceQueue(redis, FrameReader(directory(settings.data_dir, installation))),
        batching=Batching(size=settings.inference_batch, wait_seconds=settings.inference_batch_wait_ms / 1000),
    )
    watchdog.expect("a call of the model", lambda: scheduler.call_seconds(time.monotonic()), CALL_SECONDS)
    watchdog.start()

    def step() -> bool:
        scheduler.serve(models.step())
        announcer.publish(models, scheduler.load, scheduler.task_load, scheduler.resting)
        heartbeat.beat()
        scheduler.step()
        return True  # it has waited already

    process_loop.run(step, stop, idle_seconds=0.0)
    heartbeat.end()


def _load_models(settings: Settings, watchdog: Watchdog) -> TaskModels:
    def source(entry: ModelEntry | None) -> ModelSource:
        return ModelSource(
            entry=entry,
            engine=settings.engine,
            threads=settings.inference_threads,
            face_model=settings.face_model_path,
        )

    store = ModelStore(settings.model_dir, settings.own_models_dir)
    return TaskModels(
        default_registry(), store, source, settings.model, loading=lambda: watchdog.allow(LOADING_SECONDS)
    )


if __name__ == "__main__":
    main()
