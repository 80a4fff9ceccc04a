"""HTTP cameras of cheap firmware, and snapshots that are asked for one by one."""

import time
from datetime import UTC, datetime
from itertools import islice, pairwise

import pytest

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.adapters.video.packet_tap import PacketTap
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from tests.fakes.http_camera import STREAMS, http_camera
from tests.fakes.network_camera import network_camera, silent
from tests.support.video.clips import jpeg
from tests.support.video.rtsp import ROOT

COLOURS = [(40, 40, 200), (40, 200, 40), (200, 40, 40)]
PICTURES = [jpeg(colour) for colour in COLOURS]
OPTIONS = CaptureOptions(open_timeout_seconds=3.0, read_timeout_seconds=3.0, snapshot_seconds=0.05)


def opened(url, *, decode_every=True, options=OPTIONS):
    tap = PacketTap()
    tap.decode_every = decode_every
    return VideoCapture(
        parse(url),
        demo_dir=ROOT,
        clock=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        options=options,
        tap=tap,
    )


def frames(url, count, **how):
    capture = opened(url, **how)
    found = list(islice((frame for frame in capture.frames() if frame is not None), count))
    capture.close()
    return found


def colours(found):
    return {min(range(3), key=lambda n: abs(f.to_bgr().mean(axis=(0, 1)) - COLOURS[n]).sum()) for f in found}


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_plays_whatever_is_around_its_pictures(name):
    with http_camera(PICTURES) as camera:
        assert colours(frames(camera.url(name), 6)) == {0, 1, 2}


@pytest.mark.parametrize("end", [b"", b"\xff"])
def test_pictures_without_an_end_marker_are_shown(end):
    with http_camera([picture[:-2] + end for picture in PICTURES]) as camera:
        assert colours(frames(camera.url("proper"), 6)) == {0, 1, 2}


def test_a_snapshot_is_asked_for_at_the_wanted_rate_over_one_connection():
    with http_camera(PICTURES) as camera:
        began = time.monotonic()
        found = frames(camera.url("snap.jpg?channel=1"), 7, options=CaptureOptions(snapshot_seconds=0.2))
        took = time.monotonic() - began
    assert colours(found) == {0, 1, 2}
    assert 1.1 < took < 6
    assert [path for path, _, _ in camera.requests] == ["/snap.jpg?channel=1"] * 7
    assert len({port for _, _, port in camera.requests}) == 1
    assert all(a.at < b.at for a, b in pairwise(found))


def test_a_camera_that_closes_after_each_snapshot_is_asked_again():
    with http_camera(PICTURES, keep=False) as camera:
        assert len(frames(camera.url("snap.jpg"), 4)) == 4


def test_a_snapshot_is_requested_once_a_second_where_that_is_enough():
    with http_camera(PICTURES) as camera:
        began = time.monotonic()
        assert len(frames(camera.url("snap.jpg"), 3, decode_every=False)) == 3
        assert time.monotonic() - began > 1.9


@pytest.mark.parametrize("algorithm", ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"])
@pytest.mark.parametrize("path", ["snap.jpg", "proper"])
def test_digest_of_every_kind(algorithm, path):
    with http_camera(PICTURES, password="s3 cret", algorithm=algorithm) as camera:
        assert len(frames(camera.url(path, login="admin:s3%20cret"), 3)) == 3
        assert camera.requests[0][1] == ""
        with pytest.raises(SourceError) as refused:
            frames(camera.url(path, login="admin:wrong"), 1)
        assert refused.value.code == "login_refused"
        assert sum("wrong" in header for _, header, _ in camera.requests) == 0


def test_a_wrong_password_is_sent_once():
    with http_camera(PICTURES, password="right") as camera:
        with pytest.raises(SourceError):
            frames(camera.url("snap.jpg", login="admin:wrong"), 1)
        assert len([header for _, header, _ in camera.requests if header]) == 1


def test_closing_ends_a_read_at_once():
    with http_camera(PICTURES[:1], interval=30) as camera:
        with pytest.raises(SourceError) as ended:
            frames(camera.url("proper"), 1, options=CaptureOptions(open_timeout_seconds=1, read_timeout_seconds=1))
        assert ended.value.code == "timeout"


def test_an_answer_that_comes_byte_by_byte_is_given_up():
    def slow(connection, over):
        connection.recv(4096)
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000:
            connection.sendall(bytes([byte]))
            if over.wait(0.2):
                return

    with network_camera(slow) as camera:
        began = time.monotonic()
        with pytest.raises(SourceError) as refused:
            opened(camera.url(), options=CaptureOptions(open_timeout_seconds=1, read_timeout_seconds=1))
        assert refused.value.code == "timeout"
        assert time.monotonic() - began < 6


def test_a_redirect_is_followed_and_the_login_goes_to_the_same_host_only():
    seen = []

    def elsewhere(connection, over):
        seen.append(connection.recv(4096).decode())
        connection.sendall(b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')
        silent(connection, over)

    with network_camera(elsewhere) as other:

        def moved(connection, over):
            connection.recv(4096)
            head = f"HTTP/1.1 302 Found\r\nLocation: http://localhost:{other.port}/x\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(head.encode())

        with network_camera(moved) as camera, pytest.raises(SourceError) as refused:
            opened(camera.url(login="admin:s3cret"))
    assert refused.value.code == "login_refused"
    assert all("Authorization" not in request for request in seen)
