"""Pictures and videos over HTTP, the statistics, and what other routes state of the crowd interface."""

from __future__ import annotations

import base64
import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import requests

from backend.adapters.inference.frame_store import directory
from backend.adapters.machine.clock import utc_now
from backend.core.accounts.scope import Scope
from backend.services.crowd.people_finder import PeopleFinder
from backend.services.crowd.video_analysis import VideoAnalysis
from backend.services.crowd.video_store import VideoStore
from tests.fakes.people_server import STEP, PeopleServer, picture_of
from tests.integration.crowd.conftest import CrowdPlant
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until


def call(plant: CrowdPlant, method: str, path: str, **options: Any) -> requests.Response:
    headers = {"X-API-Key": plant.key, **options.pop("headers", {})}
    return requests.request(method, plant.server.url + path, headers=headers, timeout=30, **options)


def video_of(people: list[int], *, rate: int = 10) -> bytes:
    """An MP4 with so many people in each picture."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(rate))
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"  # type: ignore[attr-defined]
        for count in people:
            grey = np.full((240, 320, 3), count * STEP, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="bgr24")))  # type: ignore[attr-defined]
        container.mux(stream.encode())  # type: ignore[attr-defined]
    return file.getvalue()


def work(plant: CrowdPlant, video_id: str, folder: Path) -> None:
    """As the jobs process does."""
    finder = PeopleFinder(plant.redis, 100, directory(folder, INSTALLATION))
    VideoAnalysis(VideoStore(plant.redis, folder / "spool" / "crowd"), finder, 1280, utc_now).run(video_id)


def test_a_picture_is_analysed_as_body_and_as_form(plant: CrowdPlant) -> None:
    data = picture_of(6, kind=".jpg")
    with PeopleServer(plant.redis, plant.frames):
        for options in (
            {"data": data, "headers": {"Content-Type": "image/jpeg"}},
            {"files": {"image": ("x.jpg", data, "image/jpeg")}},
        ):
            found = call(plant, "POST", "/api/crowd/image", **options)
            assert found.status_code == 200, found.text
            body = found.json()
            assert (body["crowd_analysis"]["body_count"], body["crowd_analysis"]["crowd_level"]) == (6, "high")
            assert (len(body["faces"]), body["annotated_image"]) == (3, None)
        drawn = call(plant, "POST", "/api/crowd/image?annotated=true", data=data).json()["annotated_image"]
        sparse = call(plant, "POST", "/api/crowd/image?confidence_threshold=0.95", data=data).json()
    assert base64.b64decode(drawn.removeprefix("data:image/jpeg;base64,"))[:3] == b"\xff\xd8\xff"
    assert sparse["crowd_analysis"]["crowd_level"] == "empty"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unsupported_format"),
        (b"GIF89a" + bytes(50), "unsupported_format"),
        (picture_of(1)[:100], "undecodable_frame"),
        (b"\xff\xd8\xff" + bytes(4_000_000), "frame_too_large"),
    ],
)
def test_what_is_no_picture_is_refused(plant: CrowdPlant, data: bytes, code: str) -> None:
    found = call(plant, "POST", "/api/crowd/image", data=data)
    assert (found.status_code, found.json()["code"]) == (400, code)


def test_a_body_that_is_far_too_large_is_not_read(plant: CrowdPlant) -> None:
    found = call(plant, "POST", "/api/crowd/image", files={"image": ("x.jpg", bytes(5_000_000), "image/jpeg")})
    assert (found.status_code, found.json()["code"]) == (400, "frame_too_large")


def test_without_an_inference_server_a_picture_is_not_called_empty(plant: CrowdPlant) -> None:
    found = call(plant, "POST", "/api/crowd/image", data=picture_of(1))
    assert found.status_code == 503
    assert found.json()["code"] in {"inference_away", "inference_timeout"}  # by what the client finds out first


def test_statistics_are_the_companys_own_and_begin_anew(plant: CrowdPlant) -> None:
    call(plant, "POST", "/api/stats/reset")
    with PeopleServer(plant.redis, plant.frames):
        for people in (0, 4):
            call(plant, "POST", "/api/crowd/image", data=picture_of(people))
    theirs = {"Authorization": f"Bearer {plant.world.theirs.tokens['admin']}"}
    other = requests.get(plant.server.url + "/api/stats", headers=theirs, timeout=20).json()
    assert other["total_frames_processed"] == 0
    found = call(plant, "GET", "/api/stats").json()
    assert {"active_connections", "total_frames_processed", "average_processing_time", "uptime"} <= found.keys()
    assert (found["total_frames_processed"], found["statistics"]["mean_people"]) == (2, 2.0)
    assert found["statistics"]["levels"] == {"empty": 1, "low": 0, "medium": 1, "high": 0, "very_high": 0}
    assert call(plant, "POST", "/api/stats/reset").json()["frames"] == 2
    assert call(plant, "GET", "/api/stats").json()["statistics"]["frames"] == 0


def test_health_and_models_have_the_names_that_callers_know(plant: CrowdPlant) -> None:
    health = requests.get(plant.server.url + "/health", timeout=20).json()
    assert {"status", "timestamp"} <= health.keys()
    with PeopleServer(plant.redis, plant.frames, faces=False):
        call(plant, "POST", "/api/crowd/image", data=picture_of(1))  # it serves
        models = plant.get("/api/models/info").json()
    assert models["face_model"] == {"loaded": False, "path": "", "device": ""}
    assert models["body_model"] == {"loaded": True, "path": "people.onnx", "device": "cpu"}


def test_metrics_open_with_a_key_for_metrics_only(plant: CrowdPlant) -> None:
    url, forwarded = plant.server.url + "/metrics", {"X-Forwarded-For": "10.0.0.1"}
    for key, status in ((plant.made_key("metrics"), 200), (plant.key, 401)):
        found = requests.get(url, headers={**forwarded, "Authorization": f"Bearer {key}"}, timeout=20)
        assert found.status_code == status
        assert ("mandor_crowd_frames_total" in found.text) == (status == 200)


def test_a_video_is_analysed_as_a_job_and_comes_back_annotated(plant: CrowdPlant, tmp_path: Path) -> None:
    folder = plant.database_file.parent
    sent = video_of([2] * 10 + [12] * 10)
    made = call(plant, "POST", "/api/crowd/video?every=5", files={"video": ("x.mp4", sent, "video/mp4")})
    assert made.status_code == 202, made.text
    job = made.json()
    assert (job["state"], job["progress"], job["result"]) == ("queued", 0.0, None)
    one = f"/api/crowd/video/{job['id']}"
    assert call(plant, "GET", f"{one}/annotated.mp4").json()["code"] == "video_not_done"
    with PeopleServer(plant.redis, plant.frames):
        work(plant, job["id"], folder)
    done = call(plant, "GET", one).json()
    assert (done["state"], done["progress"], done["frames_done"]) == ("done", 1.0, 20)
    assert done["result"]["statistics"]["frames"] == 4  # every fifth
    first, second = done["result"]["seconds"]
    assert (first["second"], first["most_people"], first["crowd_level"]) == (0, 2, "low")
    assert (second["second"], second["most_people"], second["most_faces"], second["crowd_level"]) == (
        1,
        12,
        6,
        "very_high",
    )
    video = call(plant, "GET", f"{one}/annotated.mp4")
    assert "most_people" in video.headers["X-Crowd-Statistics"]
    with av.open(io.BytesIO(video.content)) as annotated:
        assert annotated.streams.video[0].codec_context.name == "h264"
        assert len(list(annotated.decode(video=0))) == 20
    assert not (folder / "spool" / "crowd" / job["id"] / "input").exists()
    stranger = {"Authorization": f"Bearer {plant.world.ours.tokens['admin']}", "X-API-Key": ""}
    assert requests.get(plant.server.url + one, headers=stranger, timeout=20).status_code == 404
    assert call(plant, "DELETE", one).status_code == 204
    assert call(plant, "GET", one).status_code == 404
    assert not (folder / "spool" / "crowd" / job["id"]).exists()


def test_a_video_that_cannot_be_read_fails_with_a_code(plant: CrowdPlant) -> None:
    folder = plant.database_file.parent
    refused = call(plant, "POST", "/api/crowd/video", data=b"#EXTM3U\nfile:///etc/passwd")
    assert (refused.status_code, refused.json()["code"]) == (400, "undecodable_video")
    made = call(plant, "POST", "/api/crowd/video", data=b"\0\0\0\x18ftypisom" + bytes(500)).json()
    work(plant, made["id"], folder)
    found = call(plant, "GET", f"/api/crowd/video/{made['id']}").json()
    assert (found["state"], found["code"], found["result"]) == ("failed", "undecodable_video", None)
    call(plant, "DELETE", f"/api/crowd/video/{made['id']}")


def test_three_videos_of_a_company_wait_at_most_and_old_ones_go(plant: CrowdPlant) -> None:
    sent = video_of([1] * 3)
    ids = [call(plant, "POST", "/api/crowd/video", data=sent).json()["id"] for _ in range(3)]
    refused = call(plant, "POST", "/api/crowd/video", data=sent)
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_videos")
    store = VideoStore(plant.redis, plant.database_file.parent / "spool" / "crowd")
    (store.folder_of("left-by-a-killed-process")).mkdir()
    assert store.remove_old(at=utc_now()) == 1
    for video_id in ids:
        assert call(plant, "DELETE", f"/api/crowd/video/{video_id}").status_code == 204
    assert store.every() == []
    with plant.database.reading(Scope.installation()):
        assert list((plant.database_file.parent / "spool" / "crowd").iterdir()) == []


def test_the_jobs_process_analyses_what_waits_and_deletes_what_was_sent(plant: CrowdPlant, tmp_path: Path) -> None:
    made = call(plant, "POST", "/api/crowd/video", data=video_of([3] * 5)).json()
    environ = {"DATA_DIR": str(plant.database_file.parent), "REDIS_URL": plant.redis_server.url, "DEMO": "0"}
    jobs = OwnProcess(["-m", "backend.workers.jobs"], log=tmp_path / "jobs.log", environ=environ)
    one = f"/api/crowd/video/{made['id']}"
    with PeopleServer(plant.redis, plant.frames):
        jobs.start()
        try:
            wait_until(lambda: call(plant, "GET", one).json()["state"] in ("done", "failed"), "the job to end")
        finally:
            jobs.kill()
    found = call(plant, "GET", one).json()
    assert (found["state"], found["code"], found["result"]["statistics"]["bodies"]) == ("done", "", 15)
    assert not (plant.database_file.parent / "spool" / "crowd" / made["id"] / "input").exists()
    call(plant, "DELETE", one)
