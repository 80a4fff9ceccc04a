"""What is found is shared by all who ask while it is being looked for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from backend.core.errors import Unavailable
from backend.services.assembly import Backend
from backend.services.system.findings import Findings
from tests.support.installations.servers import wait_until

ASKERS = 6


class HangingDatabase:
    """Answers nobody, after a long while."""

    def __init__(self) -> None:
        self.checks = 0
        self.gives_up = Event()

    def of_every_company(self, *, at: datetime) -> Any:
        self.checks += 1
        assert self.gives_up.wait(30)
        raise Unavailable("The database does not answer.", code="database_unavailable")


def test_a_request_during_a_hanging_check_waits_for_that_one_only(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, findings, asked = HangingDatabase(), backend.health._findings, []

    def monotonic() -> float:
        asked.append(1)
        return time.monotonic()

    monkeypatch.setattr(findings, "_cameras", hanging)
    monkeypatch.setattr(findings, "_monotonic", monotonic)
    begun = datetime.now(UTC)

    def ask(number: int) -> Findings:
        return findings.at(begun + timedelta(seconds=number))  # a look takes longer than findings are good for

    with ThreadPoolExecutor(ASKERS) as pool:
        answers = [pool.submit(ask, number) for number in range(ASKERS)]
        wait_until(lambda: len(asked) == ASKERS, "all to have asked")
        hanging.gives_up.set()
        found = [answer.result(timeout=30) for answer in answers]
    assert hanging.checks == 1
    assert [[problem.code for problem in one.unavailable] for one in found] == [["database_unavailable"]] * ASKERS
    findings.at(begun + timedelta(seconds=ASKERS + 1))
    assert hanging.checks == 2, "a later request checks again"
