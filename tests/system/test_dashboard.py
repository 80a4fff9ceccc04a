"""The dashboard in Chromium against the real thing: the specs are in `frontend/e2e`."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.rtsp import RtspCamera
from tests.system.installation import EMAIL, PASSWORD, ROOT, Installation

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.timeout(420)]


def test_an_officer_logs_in_adds_a_camera_sees_it_move_and_opens_a_violation(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("MANDOR_REQUIRE_ALL") == "1":
            pytest.fail("Chromium is missing")
        pytest.skip("Chromium is missing")
    environ = {
        **os.environ,
        "BASE_URL": no_cameras.base,
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
        "RTSP_URL": rtsp.url("day"),
        "CHROMIUM": chromium,
    }
    done = subprocess.run(
        ["npm", "run", "--silent", "e2e"],
        cwd=ROOT / "frontend",
        env=environ,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
