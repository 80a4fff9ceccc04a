"""One installation and one RTSP server for all system tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.video.clips import there_and_back
from tests.support.video.rtsp import RtspCamera, rtsp_camera
from tests.system.installation import ROOT, Installation, installed

CLIPS = ROOT.parent / "shared" / "data" / "clips"
VIKAS = CLIPS / "construction_vikas.mp4"


@pytest.fixture(scope="session")
def rtsp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtspCamera]:
    """The rendered clip as `day` and `night`, and a real clip as `site` where there is one, there and back again."""
    clips: dict[str, Path] = {"day": ROOT / "demo/warehouse.mp4", "night": ROOT / "demo/warehouse_night.mp4"}
    if VIKAS.exists():
        clips["site"] = there_and_back(tmp_path_factory.mktemp("clips") / "site.mp4", VIKAS)
    with rtsp_camera(**clips) as camera:
        yield camera


@pytest.fixture(scope="session")
def mandor() -> Iterator[Installation]:
    """A running Mandor without demonstration cameras."""
    with installed(DEMO="0") as installation:
        yield installation


@pytest.fixture
def no_cameras(mandor: Installation) -> Iterator[Installation]:
    """The same, and no camera is left after the test."""
    yield mandor
    for camera in mandor.json("GET", "/api/cameras")["items"]:
        mandor.call("DELETE", f"/api/cameras/{camera['id']}")
