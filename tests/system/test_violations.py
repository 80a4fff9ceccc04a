"""The main job: an RTSP stream goes in, and each violation comes out once, with its picture."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import cv2
import numpy as np
import pytest

from tests.support.video.rtsp import RtspCamera
from tests.system.conftest import VIKAS
from tests.system.installation import Installation, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
LOOP_SECONDS = 40.0
STORY = [("helmet", "left"), ("helmet", "worn"), ("vest", "left")]
"""W2 never wears one, W3 puts his on, W4 leaves without a vest. Nobody else is in the wrong."""
BARE_SECONDS = 6.4
"""How long W3 is in view before he puts it on (frames 188 to 251): he may be accused at any moment of it."""


def opened(violation: dict) -> float:
    return datetime.fromisoformat(violation["opened_at"]).timestamp()


def test_the_rendered_clip_gives_exactly_its_three_violations_a_loop(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    mandor = no_cameras
    cameras = {name: mandor.add_camera(name, rtsp.url(name)) for name in ("day", "night")}

    def two_loops(camera_id: int) -> list[dict] | None:
        """The violations of two whole loops, beginning in the pause after a first W4, once all have ended."""
        found = mandor.violations(camera_id)
        starts = [opened(v) + 10 for v in found if v["item"] == "vest"]
        if not starts:
            return None
        inside = [v for v in found if starts[0] <= opened(v) < starts[0] + 2 * LOOP_SECONDS]
        over = any(opened(v) >= starts[0] + 2 * LOOP_SECONDS for v in found)
        return inside if over and all(v["closed_at"] for v in inside) else None

    for name, camera_id in cameras.items():
        found = until(lambda camera_id=camera_id: two_loops(camera_id), f"two loops of {name}", 200, pause=2)
        course = mandor.json("GET", f"/api/cameras/{camera_id}/coverage")["intervals"]
        everything = [
            (v["item"], v["opened_at"], v["closed_at"], v["close_reason"]) for v in mandor.violations(camera_id)
        ]
        assert [(v["item"], v["close_reason"]) for v in found] == STORY * 2, (name, everything, course)
        for before, after in pairwise([v for v in found if v["close_reason"] == "worn"]):
            assert opened(after) - opened(before) == pytest.approx(LOOP_SECONDS, abs=BARE_SECONDS)


def test_a_violation_has_a_crop_and_a_wide_picture_of_the_person(no_cameras: Installation, rtsp: RtspCamera) -> None:
    mandor = no_cameras
    camera_id = mandor.add_camera("day", rtsp.url("day"))
    violation = until(lambda: mandor.violations(camera_id)[:1], "a violation", 60)[0]
    pictures = {}
    for kind in ("crop", "wide"):
        answer = mandor.call("GET", violation["evidence"][kind])
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
        pictures[kind] = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
    height, width = pictures["wide"].shape[:2]
    assert (width, height) == (960, 540)
    x1, y1, x2, y2 = violation["box"]
    middle = [int((x1 + x2) / 2 * width), int((y1 + y2) / 2 * height)]
    torso = pictures["wide"][middle[1] - 12 : middle[1] + 12, middle[0] - 12 : middle[0] + 12]
    match = cv2.matchTemplate(pictures["crop"], torso, cv2.TM_CCOEFF_NORMED)
    assert match.max() > 0.8, "the crop shows what stands at the box in the wide picture"


@pytest.mark.skipif(not VIKAS.exists(), reason="the real clips are not here; the rendered clip is tested above")
def test_on_a_real_clip_the_two_men_without_a_helmet_are_reported_and_no_other_person(
    no_cameras: Installation, rtsp: RtspCamera
) -> None:
    """One walks to and fro in front, before a man with a helmet, and one bows his grey head behind him."""
    mandor = no_cameras
    camera_id = mandor.add_camera("site", rtsp.url("site"))
    until(lambda: mandor.violations(camera_id), "a violation", 60)
    began = mandor.camera(camera_id)["last_frame_at"]
    until(lambda: seconds_between(began, mandor.camera(camera_id)["last_frame_at"]) > 35, "three rounds", 70)
    found = mandor.violations(camera_id)
    reported = [(v["item"], v["opened_at"], v["closed_at"], v["close_reason"], v["box"]) for v in found]
    assert all(v["item"] == "helmet" and is_one_of_the_two(v) for v in found), reported
    # Six times they walk past one another; on a busy machine, few looks in between, one is once taken for another.
    assert 1 <= len(found) <= 3, reported


def is_one_of_the_two(violation: dict) -> bool:
    """Whether it is about one of the bareheaded men: they keep to the right of the middle, and nearer than others."""
    x1, _, x2, y2 = violation["box"]
    return 0.42 < (x1 + x2) / 2 < 0.64 and y2 > 0.55


def seconds_between(first: str, last: str) -> float:
    return datetime.fromisoformat(last).timestamp() - datetime.fromisoformat(first).timestamp()
