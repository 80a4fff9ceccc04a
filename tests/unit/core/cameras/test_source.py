"""A source is parsed or refused with a hint, and only the camera gets its password."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.core.cameras.source import MASK, masked, parse, redact, with_password_of
from backend.core.errors import InvalidInput

UNDERSTOOD = [
    ("rtsp://192.168.1.20/stream1", "rtsp", "rtsp://192.168.1.20/stream1"),
    ("RTSP://cam.local:8554/live", "rtsp", "rtsp://cam.local:8554/live"),
    ("rtsps://user:pass@[fe80::1]:322/a", "rtsps", "rtsps://user:pass@[fe80::1]:322/a"),
    ("http://10.0.0.9/video.mjpg", "http", "http://10.0.0.9/video.mjpg"),
    ("https://cam/v?channel=1", "https", "https://cam/v?channel=1"),
    ("  /videos/gate.mp4 ", "file", "/videos/gate.mp4"),
    ("file:/videos/gate 1.mp4?once=1", "file", "/videos/gate 1.mp4"),
    ("file:///videos/why?.mp4", "file", "/videos/why?.mp4"),
    ("device:0", "device", "0"),
    ("/dev/video2", "device", "2"),
    ("demo:warehouse?start=20", "demo", "warehouse"),
]

REFUSED = [
    "",
    "   ",
    "gate.mp4",
    "ftp://host/file",
    "javascript:alert(1)",
    "rtsp:/host/path",
    "rtsp://",
    "rtsp://:554/path",
    "rtsp://host:notaport/",
    "rtsp://host:99999/",
    "rtsp://host:0/",
    "rtsp://ho st/",
    "rtsp://host/\r\nOPTIONS",
    "rtsp://host/\x00",
    "rtsp://admin:pa/ss@host/path",
    "rtsp://admin:12/34@host/path",
    "rtsp://admin:***@host/path",
    "rtsp://***",
    "rtsp://host/" + "a" * 2048,
    "file:relative.mp4",
    "file:/videos/",
    "file:/dev/zero",
    "/proc/kmsg",
    "file:/etc/passwd",
    "/usr/share/clip.mp4",
    "//etc/passwd",
    "file:/videos/../etc/passwd",
    "device:front",
    "device:-1",
    "device:99",
    "demo:",
    "demo:../../etc/passwd",
    "demo:warehouse?start=soon",
    "demo:warehouse?start=1&speed=2",
]


@pytest.mark.parametrize(("text", "kind", "location"), UNDERSTOOD)
def test_a_source_of_a_known_kind_is_understood(text: str, kind: str, location: str) -> None:
    source = parse(text)
    assert (source.kind, source.location) == (kind, location)


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(text)
    assert refused.value.code == "invalid_source"
    assert refused.value.hint


def test_options_and_credentials_are_taken_apart() -> None:
    assert parse("demo:warehouse_night?start=20").start_seconds == 20
    assert parse("file:/a.mp4?once=1&start=1.5").once is True
    camera = parse("rtsp://an%40a:p%2Fw@host:554/x")
    assert (camera.username, camera.password, camera.host) == ("an@a", "p/w", "host")
    assert "p%2Fw" not in repr(camera)
    assert "p/w" not in repr(camera)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://user:secret@host:554/path", "rtsp://user:***@host:554/path"),
        ("rtsp://user@host/path", "rtsp://user@host/path"),
        ("rtsp://u:p@ss@host/path", "rtsp://u:***@host/path"),
        ("rtsp://u:p/s@host/path", "rtsp://***"),
        ("rtsp://host/?password=p@ss", "rtsp://***"),
        ("http://host/v?user=a&pwd=b&channel=1", "http://host/v?user=a&pwd=***&channel=1"),
        ("http://host/v?Token=b", "http://host/v?Token=***"),
        ("rtsp://host/user=a_password=b_channel=1.sdp", "rtsp://host/user=a_password=***"),
        ("/videos/gate.mp4", "/videos/gate.mp4"),
        ("demo:warehouse?start=20", "demo:warehouse?start=20"),
    ],
)
def test_masking_hides_the_password_and_nothing_else(text: str, shown: str) -> None:
    assert masked(text) == shown


passwords = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs")), min_size=4, max_size=30).map(
    lambda text: "Q7" + text
)


@given(passwords)
@example("Q7a:b@c/d?e#f%2F")
def test_no_password_survives_masking(password: str) -> None:
    for written in (password, quote(password, safe="")):
        assert written not in masked(f"rtsp://user:{written}@host:554/path")
    assert quote(password, safe="") not in masked(f"http://host/v?password={quote(password, safe='')}&x=1")


@given(passwords)
def test_no_password_survives_in_a_message(password: str) -> None:
    encoded = quote(password, safe="")
    source = f"rtsp://user:{encoded}@host/path"
    for message in (
        f"cannot open {source}",
        f"user:{password} refused",
        f"bad login {encoded}",
        repr(password),
    ):
        clean = redact(message, source)
        assert password not in clean
        assert encoded not in clean


@given(passwords)
def test_sending_the_masked_text_back_keeps_the_password(password: str) -> None:
    old = f"rtsp://user:{quote(password, safe='')}@host/path"
    assert with_password_of(masked(old), old) == old
    assert with_password_of(f"rtsp://user:{MASK}@host/path2", old) == old + "2"


def test_a_stored_password_is_never_sent_to_another_host_or_user() -> None:
    old = "rtsp://user:secret@host/path?token=abc"
    for stranger in ("rtsp://user:***@evil/path", "rtsp://root:***@host/path", "http://evil/?token=***"):
        with pytest.raises(InvalidInput):
            with_password_of(stranger, old)
    assert with_password_of("rtsp://user:new@evil/path", old) == "rtsp://user:new@evil/path"
    assert with_password_of("demo:warehouse", old) == "demo:warehouse"
