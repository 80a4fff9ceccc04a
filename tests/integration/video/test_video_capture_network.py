"""Cameras on the network, well and ill behaved, over real sockets."""

import resource
import time
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.core.cameras.camera import REASONS
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from tests.fakes.network_camera import (
    answering,
    free_port,
    garbage,
    hang_up,
    mjpeg,
    network_camera,
    rtsp_answering,
    silent,
)
from tests.support.video.clips import jpeg
from tests.support.video.rtsp import ROOT, rtsp_camera

DEMO = ROOT / "demo" / "warehouse.mp4"
SECRET = "s3cr3t%40word"
LOGIN = f"operator:{SECRET}"
QUICK = CaptureOptions(open_timeout_seconds=1.0, read_timeout_seconds=1.0)
PATIENT = CaptureOptions()
RED, GREEN, BLUE = (40, 40, 200), (40, 200, 40), (200, 40, 40)


def opened(url, options=QUICK):
    return VideoCapture(
        parse(url), demo_dir=ROOT, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, options=options
    )


def refusal(url, *, within=4.0, options=QUICK):
    """The error with which a source ends, in the time it may take, and without the password."""
    began = time.monotonic()
    with pytest.raises(SourceError) as refused:
        for _ in opened(url, options).frames():
            pass
    assert time.monotonic() - began < within
    error = refused.value
    assert error.message == REASONS[error.code]
    for secret in (SECRET, "s3cr3t", "operator"):
        assert secret not in str(error)
    assert error.__context__ is None, "a log of the traceback would show libav's text"
    return error.code


@pytest.mark.parametrize("scheme", ["rtsp", "http"])
@pytest.mark.parametrize(
    ("behave", "code"),
    [
        (silent, "timeout"),
        (garbage, "not_video"),
        (hang_up, "hangs_up"),
    ],
)
def test_what_listens_but_is_no_camera(scheme, behave, code):
    with network_camera(behave) as camera:
        assert refusal(camera.url(scheme, login=LOGIN)) == code


@pytest.mark.parametrize("scheme", ["rtsp", "rtsps", "http", "https"])
def test_nothing_listens(scheme):
    assert refusal(f"{scheme}://{LOGIN}@127.0.0.1:{free_port()}/video") == "unreachable"


@pytest.mark.parametrize("scheme", ["rtsp", "http"])
def test_a_host_that_does_not_exist(scheme):
    assert refusal(f"{scheme}://{LOGIN}@nowhere.invalid/video", within=15) == "unreachable"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("401 Unauthorized", "login_unsupported"),  # it names no way to log in, so it never saw the password
        ("403 Forbidden", "login_refused"),
        ("404 Not Found", "stream_not_found"),
        ("400 Bad Request", "request_refused"),
        ("405 Method Not Allowed", "request_refused"),
        ("429 Too Many Requests", "camera_busy"),
        ("453 Not Enough Bandwidth", "camera_busy"),
        ("500 Internal Server Error", "camera_error"),
        ("503 Service Unavailable", "camera_busy"),
        ("505 Version Not Supported", "protocol_unsupported"),
        ("302 Moved Temporarily", "address_moved"),
    ],
)
@pytest.mark.parametrize(("scheme", "server"), [("rtsp", rtsp_answering), ("http", answering)])
def test_a_camera_that_refuses(scheme, server, status, code):
    with network_camera(server(status)) as camera:
        assert refusal(camera.url(scheme, login=LOGIN)) == code


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<html>camera login</html>"),
        ("video/mp4", DEMO.read_bytes()[:100_000]),  # a recording is no live picture
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("multipart/x-mixed-replace; boundary=x", b""),
    ],
)
def test_an_answer_that_is_no_live_video(kind, body):
    with network_camera(answering("200 OK", kind=kind, body=body)) as camera:
        assert refusal(camera.url(login=LOGIN)) == "not_video"


def test_mjpeg_pictures_arrive_as_they_were_sent():
    with network_camera(mjpeg([jpeg(RED), jpeg(GREEN), jpeg(BLUE)])) as camera:
        capture = opened(camera.url())
        frames = list(islice(capture.frames(), 3))
        capture.close()
    for frame, colour in zip(frames, (RED, GREEN, BLUE), strict=True):
        assert frame.to_bgr().mean(axis=(0, 1)) == pytest.approx(colour, abs=6)
    assert capture.info.codec == "mjpeg"
    assert all(a.at < b.at and a.pts <= b.pts for a, b in pairwise(frames))
    assert abs(frames[-1].at - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_camera_that_changes_its_picture_size_is_followed():
    with network_camera(mjpeg([jpeg(RED)] * 3 + [jpeg(GREEN, width=640, height=360)] * 3)) as camera:
        capture = opened(camera.url())
        sizes = [(capture.info.width, f.width, f.to_bgr().shape[1]) for f in islice(capture.frames(), 6)]
        capture.close()
    assert sizes == [(320, 320, 320)] * 3 + [(640, 640, 640)] * 3


def test_a_picture_that_grows_too_large_in_the_middle_is_refused():
    with network_camera(mjpeg([jpeg(RED)] * 3 + [jpeg(RED, width=4400, height=100)])) as camera:
        assert refusal(camera.url()) == "picture_too_large"


def test_a_forged_picture_size_costs_no_memory():
    forged = bytearray(jpeg(RED))
    start_of_frame = forged.index(b"\xff\xc0")
    forged[start_of_frame + 5 : start_of_frame + 9] = b"\xff\x00\xff\x00"  # 65280 x 65280
    before = _peak_rss_mib()
    with network_camera(mjpeg([bytes(forged)] * 3)) as camera:
        assert refusal(camera.url()) in ("picture_too_large", "not_video", "timeout", "stream_broken")
    assert _peak_rss_mib() - before < 200


@pytest.mark.parametrize(
    ("then", "cut_last"),
    [
        (silent, False),  # pictures stop, the connection stays
        (silent, True),  # in the middle of a picture
        (hang_up, False),
        (hang_up, True),
    ],
)
def test_a_camera_that_stops(then, cut_last):
    with network_camera(mjpeg([jpeg(RED)] * 4, then=then, cut_last=cut_last)) as camera:
        assert refusal(camera.url(login=LOGIN)) in ("stream_broken", "stream_ended")


def test_a_camera_that_sends_only_spoiled_pictures_is_given_up():
    spoiled = b"\xff\xd8" + bytes(2000) + b"\xff\xd9"
    with network_camera(mjpeg([jpeg(RED)] * 2 + [spoiled] * 100, interval=0.002)) as camera:
        options = CaptureOptions(open_timeout_seconds=1, read_timeout_seconds=1, undecodable_packets=20)
        assert refusal(camera.url(), options=options) == "stream_broken"


def test_packets_without_a_picture_are_not_waited_for_for_ever():
    spoiled = b"\xff\xd8" + bytes(2000) + b"\xff\xd9"
    with network_camera(mjpeg([jpeg(RED)] * 2 + [spoiled] * 200, interval=0.02)) as camera:
        options = CaptureOptions(open_timeout_seconds=1, read_timeout_seconds=1, picture_timeout_seconds=0.5)
        assert refusal(camera.url(), options=options) == "stream_broken"


def test_a_redirect_leads_to_no_file():
    def to_a_file(connection, over):
        connection.recv(4096)
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: file://{DEMO}\r\nContent-Length: 0\r\n\r\n".encode())

    with network_camera(to_a_file) as camera:
        assert refusal(camera.url(login=LOGIN)) == "address_moved"


def test_rtsp_pictures_come_with_the_cameras_own_times():
    with rtsp_camera(gate=DEMO) as camera:
        capture = opened(camera.url("gate"), PATIENT)
        frames = list(islice(capture.frames(), 15))
        capture.close()
    assert (capture.info.width, capture.info.height, capture.info.codec) == (960, 540, "h264")
    assert frames[0].is_key
    assert frames[0].to_bgr(480).shape == (270, 480, 3)
    steps = [(b.at - a.at).total_seconds() for a, b in pairwise(frames)]
    assert all(step > 0 for step in steps)
    assert [b.pts - a.pts for a, b in pairwise(frames[1:])] == pytest.approx([0.1] * 13, abs=0.002)
    assert abs(frames[-1].at - datetime.now(UTC)) < timedelta(seconds=2)


def test_rtsp_over_udp_when_asked_for():
    with rtsp_camera(gate=DEMO) as camera:
        capture = opened(camera.url("gate", options="?transport=udp"), PATIENT)
        assert len(list(islice(capture.frames(), 3))) == 3
        capture.close()


def test_rtsp_with_a_login():
    with rtsp_camera(gate=DEMO, user="operator", password="s3cr3t@word") as camera:
        capture = opened(camera.url("gate", login=LOGIN), PATIENT)
        assert next(capture.frames()).width == 960
        capture.close()
        assert refusal(camera.url("gate", login="operator:s3cr3t")) == "login_refused"
        assert refusal(camera.url("gate")) == "login_refused"
        assert refusal(camera.url("cellar", login=LOGIN)) == "stream_not_found"


def test_rtsp_without_a_picture():
    with rtsp_camera(gate=DEMO) as camera:
        assert refusal(camera.url("tone")) in ("stream_not_found", "not_video")


def test_an_rtsp_camera_that_loses_its_power():
    with rtsp_camera(gate=DEMO) as camera:
        frames = opened(camera.url("gate"), PATIENT).frames()
        next(frames)
        camera.stop()
        with pytest.raises(SourceError) as ended:
            for _ in frames:
                pass
    assert ended.value.code in ("stream_ended", "stream_broken")


def test_libav_prints_nothing(capfd):
    refusal(f"rtsp://{LOGIN}@127.0.0.1:{free_port()}/video")
    with network_camera(garbage) as camera:
        refusal(camera.url(login=LOGIN))
    assert capfd.readouterr() == ("", "")


def test_a_proxy_in_the_environment_is_not_asked(monkeypatch):
    with network_camera(silent) as proxy, network_camera(mjpeg([jpeg(RED)] * 3)) as camera:
        monkeypatch.setenv("http_proxy", proxy.url())
        capture = opened(camera.url())
        assert next(capture.frames()).width == 320
        capture.close()
        assert proxy.connections == 0


def _peak_rss_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
