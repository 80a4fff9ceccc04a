import logging
import threading
from collections.abc import Callable

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from backend.workers import process_loop


class Script:
    """A scripted step: one result a call, and then asks to stop."""

    def __init__(self, *happenings: bool | Exception) -> None:
        self.stop = threading.Event()
        self.calls = 0
        self._happenings = list(happenings)

    def __call__(self) -> bool:
        self.calls += 1
        if not self._happenings:
            self.stop.set()
            return False
        happening = self._happenings.pop(0)
        if isinstance(happening, Exception):
            raise happening
        return happening


def run(script: Callable[[], bool], stop: threading.Event) -> None:
    process_loop.run(script, stop, idle_seconds=0.01)


def test_it_steps_until_it_is_asked_to_stop() -> None:
    script = Script(True, False, True)
    run(script, script.stop)
    assert script.calls == 4


def test_a_missing_redis_is_waited_for_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(True, RedisConnectionError("gone"), RedisConnectionError("gone"), True, True)
    with caplog.at_level(logging.WARNING):
        run(script, script.stop)
    assert script.calls == 6
    assert [message.split(" (")[0] for message in caplog.messages] == ["Redis is away", "Redis is back"]


def test_anything_else_is_logged_and_ends_the_process_with_code_1(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(True, ZeroDivisionError("a bug"))
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit) as ended:
        run(script, script.stop)
    assert ended.value.code == 1
    assert caplog.records[-1].exc_info is not None
