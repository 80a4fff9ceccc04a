"""The clients of `docs/crowd.md` work as they are written there."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.people_server import PeopleServer, picture_of
from tests.integration.crowd.conftest import CrowdPlant
from tests.support.installations.processes import ROOT

JAVASCRIPT = """
import { io } from 'socket.io-client';
const [server, key, dataUrl] = process.argv.slice(-3);
const show = (what) => { console.log(JSON.stringify(what)); process.exit(0); };
"""


def example(language: str) -> str:
    """The example in this language."""
    text = (ROOT / "docs" / "crowd.md").read_text()
    (found,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return str(found)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT / "frontend")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_python_client_counts(plant: CrowdPlant, tmp_path: Path) -> None:
    picture, program = tmp_path / "site.jpg", tmp_path / "client.py"
    picture.write_bytes(picture_of(3, kind=".jpg"))
    program.write_text(example("python"))
    with PeopleServer(plant.redis, plant.frames):
        found = run(sys.executable, str(program), plant.server.url, plant.key, str(picture))
    assert found == "3 medium 0.0391"


def test_the_browsers_client_counts_and_reads_a_refusal(plant: CrowdPlant) -> None:
    if not (ROOT / "frontend" / "node_modules" / "socket.io-client").exists():
        pytest.skip("the dashboard's packages are not installed")
    program = JAVASCRIPT + example("javascript")
    url = "data:image/png;base64," + base64.b64encode(picture_of(3)).decode()
    node = ["node", "--input-type=module", "-e", program, "--"]
    with PeopleServer(plant.redis, plant.frames):
        assert '"crowd_level":"medium"' in run(*node, plant.server.url, plant.key, url)
    assert run(*node, plant.server.url, "mk_wrong", url) == '{"code":"not_authenticated"}'
