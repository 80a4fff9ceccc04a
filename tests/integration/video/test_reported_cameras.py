"""Cameras as they were reported from the field, each through the way that the product opens them."""

import time
from datetime import UTC, datetime
from itertools import islice

import pytest

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.adapters.video.packet_tap import PacketTap
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from tests.support.video.oddcam import cases, odd_camera

OPTIONS = CaptureOptions(open_timeout_seconds=5.0, read_timeout_seconds=5.0)


def opened(url, *, decode_every=True, options=OPTIONS, **how):
    tap = PacketTap()
    tap.decode_every = decode_every
    return VideoCapture(
        parse(url),
        demo_dir=cases(),
        clock=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        options=options,
        tap=tap,
        **how,
    )


def pictures(url, count=3, *, seconds=15.0, **how):
    """So many pictures of the source, as soon as they come."""
    capture = opened(url, **how)
    found, until = [], time.monotonic() + seconds
    for frame in capture.frames():
        if frame is not None:
            found.append(frame)
        if len(found) == count or time.monotonic() > until:
            break
    capture.close()
    return found


def refusal(url, **how):
    with pytest.raises(SourceError) as refused:
        for _ in islice(opened(url, **how).frames(), 200):
            pass
    assert refused.value.__context__ is None
    return refused.value


@pytest.mark.parametrize("auth", ["digest", "basic", "sha256", "both"])
def test_every_kind_of_login_is_answered(auth):
    with odd_camera("--auth", auth, "--user", "admin", "--password", "secret 12") as camera:
        assert len(pictures(camera.url(login="admin:secret%2012"))) == 3
        wrong = refusal(camera.url(login="admin:wrong"))
        assert wrong.code == "login_refused"
        assert "wrong" not in str(wrong)
        assert refusal(camera.url()).code == "login_refused"


@pytest.mark.parametrize("auth", ["digest", "sha256", "both"])
def test_a_wrong_password_is_sent_once_for_each_attempt(auth, tmp_path):
    log = tmp_path / "camera.log"
    with odd_camera("--auth", auth, "--user", "a", "--password", "b", "--verbose", log=log) as camera:
        refusal(camera.url(login="a:c"))
        assert camera.logins() <= 1


def test_udp_is_tried_where_tcp_is_refused():
    with odd_camera("--udp-only") as camera:
        assert len(pictures(camera.url())) == 3


def test_tcp_that_was_asked_for_is_not_left_by_itself():
    with odd_camera("--udp-only") as camera:
        refused = refusal(camera.url(options="?transport=tcp"))
        assert refused.code == "transport_refused"
        assert "?transport=udp" in refused.hint


def test_a_login_with_sha_256_over_udp():
    with odd_camera("--udp-only", "--auth", "sha256", "--user", "a", "--password", "b") as camera:
        assert len(pictures(camera.url(login="a:b"))) == 3


@pytest.mark.parametrize(
    ("habits", "code"),
    [
        (["--status", "404 Stream Not Found"], "stream_not_found"),
        (["--status", "403 Forbidden"], "login_refused"),
        (["--status", "453 Not Enough Bandwidth"], "camera_busy"),
        (["--status", "503 Service Unavailable"], "camera_busy"),
        (["--status", "400 Bad Request"], "request_refused"),
        (["--status", "505 RTSP Version Not Supported"], "protocol_unsupported"),
        (["--status", "500 Internal Server Error"], "camera_error"),
        (["--redirect", "rtsp://127.0.0.1:9/elsewhere"], "address_moved"),
    ],
)
def test_each_status_has_its_own_reason(habits, code):
    with odd_camera(*habits) as camera:
        refused = refusal(camera.url())
    assert refused.code == code
    assert "elsewhere" in refused.hint or code != "address_moved"


def test_a_full_camera_is_busy():
    with odd_camera("--max-sessions", "1") as camera:
        first = opened(camera.url())
        frames = first.frames()
        next(frames)
        assert refusal(camera.url()).code == "camera_busy"
        first.close()


def test_rtsps_at_a_camera_without_encryption_is_reported_and_names_the_choice():
    with odd_camera() as camera:
        refused = refusal(camera.url(scheme="rtsps"))
    assert refused.code == "tls_failed"
    assert "rtsp://" in refused.hint


@pytest.mark.parametrize("decode_every", [True, False])
def test_a_stream_without_key_frames_is_watched_in_both_modes(decode_every):
    clip = cases() / "no-idr-picture-only" / "intra-refresh.mp4"
    with odd_camera("--no-idr", file=clip) as camera:
        assert len(pictures(camera.url(), decode_every=decode_every)) == 3


@pytest.mark.parametrize(
    "habits", [["--start-nonkey", "--shared"], ["--add-ps"], ["--no-ps", "--add-ps"], ["--strip-ps"]]
)
@pytest.mark.parametrize("decode_every", [True, False])
def test_key_frames_and_parameter_sets_come_as_they_like(habits, decode_every):
    with odd_camera(*habits) as camera:
        assert len(pictures(camera.url(), 2, decode_every=decode_every)) == 2
