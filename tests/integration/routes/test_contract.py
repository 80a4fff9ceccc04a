"""What the OpenAPI document promises is what a running backend does: schemathesis with all its checks.

`schemathesis.toml` says what is sent and which findings are no faults, and why.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.live.test_live_server import Plant
from tests.support.installations.processes import ROOT
from tests.support.installations.servers import RedisServer


@pytest.mark.timeout(400)
def test_the_interface_keeps_what_its_document_promises(
    tmp_path: Path, mortal_redis: RedisServer, sqlite_url: str
) -> None:
    plant = Plant(tmp_path, mortal_redis, sqlite_url)
    try:
        server, token = plant.server.url, plant.world.ours.tokens["admin"]
        program = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(ROOT / "schemathesis.toml")]
        run = ["run", f"{server}/api/openapi.json", "--url", server, "-H", f"Authorization: Bearer {token}"]
        done = subprocess.run([*program, *run, "--no-color"], cwd=tmp_path, capture_output=True, text=True, timeout=360)
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
        assert "Fuzzing" in done.stdout
        assert "Traceback" not in plant.server.log.read_text()
    finally:
        plant.close()
