import pytest

from backend.adapters.video.opening.source_options import CaptureOptions, opening_of
from backend.core.cameras.source import parse
from backend.core.errors import SourceError

OPTIONS = CaptureOptions(read_timeout_seconds=7)


def opening(text, tmp_path):
    return opening_of(parse(text), demo_dir=tmp_path, options=OPTIONS)


@pytest.mark.parametrize(
    ("text", "url", "transport"),
    [
        ("rtsp://cam/1", "rtsp://cam/1", "tcp"),
        ("rtsp://cam/1?transport=udp", "rtsp://cam/1", "udp"),
        ("rtsp://cam/1?channel=1&transport=udp", "rtsp://cam/1?channel=1", "udp"),
        ("rtsp://cam/1?transport=udp&channel=1", "rtsp://cam/1?channel=1", "udp"),
        ("rtsp://cam/1?a=1&transport=TCP&b=2", "rtsp://cam/1?a=1&b=2", "tcp"),
        ("rtsp://cam/1?transport=pigeon", "rtsp://cam/1?transport=pigeon", "tcp"),  # the camera's own parameter
    ],
)
def test_rtsp_goes_over_tcp_unless_udp_is_asked_for(text, url, transport, tmp_path):
    found = opening(text, tmp_path)
    assert (found.url, found.options["rtsp_transport"]) == (url, transport)


@pytest.mark.parametrize("text", ["rtsp://cam/1", "http://cam/1", "file:/a.mp4"])
def test_each_kind_may_use_only_the_protocols_it_needs(text, tmp_path):
    file = tmp_path / "a.mp4"
    file.touch()
    allowed = set(opening(text.replace("/a.mp4", str(file)), tmp_path).options["protocol_whitelist"].split(","))
    assert not allowed & {"concat", "subfile", "pipe", "data", "crypto", "ftp", "unix"}
    assert ("file" in allowed) == text.startswith("file")


def test_no_playlist_is_among_the_formats(tmp_path):
    (tmp_path / "gate.mp4").touch()
    for text in ("http://cam/1", "demo:gate"):
        assert not set(opening(text, tmp_path).options["format_whitelist"].split(",")) & {
            "hls",
            "dash",
            "concat",
            "sdp",
        }


def test_time_limits_are_microseconds(tmp_path):
    assert opening("rtsp://cam/1", tmp_path).options["timeout"] == "7000000"


def test_the_address_stays_out_of_the_repr(tmp_path):
    assert "geheim" not in repr(opening("rtsp://u:geheim@cam/1", tmp_path))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("demo:absent", "file_missing"),
        ("file:/absent/gate.mp4", "file_missing"),
        ("device:63", "device_missing"),
    ],
)
def test_a_missing_file_or_device_is_reported_without_opening_libav(text, code, tmp_path):
    with pytest.raises(SourceError) as refused:
        opening(text, tmp_path)
    assert refused.value.code == code


def test_a_directory_is_no_file(tmp_path):
    (tmp_path / "gate.mp4").mkdir()
    with pytest.raises(SourceError):
        opening("demo:gate", tmp_path)
