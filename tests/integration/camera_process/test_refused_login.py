"""A wrong password is not sent again by a worker that was restarted, but at once when somebody asks for it."""

import time
from dataclasses import replace

from backend.adapters.cameras import control
from backend.core.cameras.camera import CameraConfig
from backend.services.camera_process.runtime import CameraFolders, CameraRuntime
from tests.support.installations.processes import ROOT
from tests.support.video.oddcam import odd_camera


def wait_until(holds, seconds=10.0):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_refusals_outlive_the_worker_and_people_may_try_at_once(redis, tmp_path):
    folders = CameraFolders(journal=tmp_path / "journal", frames=tmp_path / "frames", demo=ROOT / "demo")
    login = ("--auth", "digest", "--user", "admin", "--password", "right", "--verbose")
    with odd_camera(*login, log=tmp_path / "camera.log") as camera:
        config = CameraConfig(
            camera_id=7, company_id=1, site_id=2, name="gate", source=camera.url(login="admin:wrong"), mode="stream"
        )

        def worker(config):
            return CameraRuntime(folders, redis, config)

        def has_refusals(runtime, count):
            return lambda: runtime.loop.input.status().retry.logins_refused == count

        first = worker(config)
        wait_until(has_refusals(first, 1))
        first.reporter.report()
        status = first.status()
        assert (status.state, status.reason) == ("failed", "login_refused")
        assert status.retry_at is not None
        first.stop()
        assert camera.logins() == 1

        second = worker(config)
        time.sleep(1.0)
        second.reporter.report()
        assert has_refusals(second, 1)()
        assert second.status().reason == "login_refused"
        assert abs(second.status().retry_at - status.retry_at).total_seconds() < 0.01
        assert camera.logins() == 1, "the restarted worker has not sent it"
        second.reporter.on_message(control.RETRY)
        wait_until(has_refusals(second, 2))
        second.reporter.report()
        waits_until, logins = second.loop.input.status().retry_at, camera.logins()
        moved = replace(config, time_zone="Europe/Berlin", version=2)
        second.loop.give_config(moved)
        second.loop.step()
        time.sleep(0.5)
        assert second.loop.input.status().retry_at == waits_until, "the site's time zone is no edit of the camera"
        second.stop()
        second = worker(moved)
        time.sleep(0.5)
        assert abs(second.loop.input.status().retry_at - waits_until).total_seconds() < 0.01
        assert camera.logins() == logins, "nor for the next worker"
        second.loop.give_config(replace(config, name="dock", time_zone="Europe/Berlin", version=3))
        second.loop.step()
        wait_until(has_refusals(second, 3))
        second.reporter.report()
        assert (second.status().retry_at - status.retry_at).total_seconds() > 600
        second.loop.give_config(replace(config, source=camera.url(login="admin:right"), version=4))
        second.loop.step()
        wait_until(lambda: second.status().state == "live")
        second.stop()
