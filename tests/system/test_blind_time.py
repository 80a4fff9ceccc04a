"""The coverage log with real processes: observed time is known to the second, whichever process is killed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.system.installation import Installation, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def coverage(mandor: Installation, camera_id: int) -> dict[str, Any]:
    found: dict[str, Any] = mandor.json("GET", f"/api/cameras/{camera_id}/coverage")
    return found


def after_the_first_observation(found: dict[str, Any]) -> list[str | None]:
    reasons = [interval["reason"] for interval in found["intervals"]]
    return reasons[reasons.index(None) :] if None in reasons else []


def test_a_killed_backend_costs_no_watched_time_and_a_switched_off_camera_is_blind_by_plan(
    no_cameras: Installation,
) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("hall", "demo:warehouse")
    mandor.wait_for_state(camera_id, "live", 60)
    until(lambda: coverage(mandor, camera_id)["watched_seconds"] > 2, "watched time", 90)
    mandor.kill("backend")
    before = coverage_when_back(mandor, camera_id)["watched_seconds"]
    found = until(
        lambda: (now := coverage(mandor, camera_id))["watched_seconds"] > before + 40 and now,
        "time watched before, while and after the backend was killed",
        120,
    )
    assert not {"unknown", "mandor_off", "worker_down"} & set(after_the_first_observation(found)), found["intervals"]
    mandor.json("PATCH", f"/api/cameras/{camera_id}", {"enabled": False})
    found = until(lambda: (now := coverage(mandor, camera_id))["planned_seconds"] > 5 and now, "planned blind time", 90)
    assert found["intervals"][-1]["reason"] == "disabled"


def coverage_when_back(mandor: Installation, camera_id: int) -> dict[str, Any]:
    def asked() -> dict[str, Any] | None:
        answer = mandor.call("GET", f"/api/cameras/{camera_id}/coverage")
        found: dict[str, Any] = answer.json()
        return found if answer.ok else None

    return until(asked, "the backend", 60) or {}
