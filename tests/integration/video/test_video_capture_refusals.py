"""Files that are no video, or that would make us open something else."""

import os
import threading
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.opening.source_options import CaptureOptions
from backend.core.cameras.camera import REASONS
from backend.core.cameras.source import parse
from backend.core.errors import SourceError
from tests.fakes.network_camera import answering, network_camera
from tests.support.video.clips import clip, sound
from tests.support.video.rtsp import ROOT

DEMO = ROOT / "demo" / "warehouse.mp4"


def refusal(source, **limits):
    """The error with which the source is refused, at opening or while it is read for the first picture."""
    with pytest.raises(SourceError) as refused:
        opened = VideoCapture(
            parse(source),
            demo_dir=ROOT / "demo",
            clock=lambda: datetime.now(UTC),
            monotonic=time.monotonic,
            options=CaptureOptions(**limits),
        )
        next(opened.frames())
    assert refused.value.message == REASONS[refused.value.code]
    assert refused.value.hint
    assert refused.value.__context__ is None
    return refused.value


def with_unknown_codec(demo):
    return demo.replace(b"avc1", b"zzz1")


def with_moov_cut_off(demo):
    """What a recorder leaves that lost its power: the index is written last."""
    return demo[: demo.index(b"mdat") + 200_000].replace(b"moov", b"zzzz")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda demo: b"", "not_video"),
        (lambda demo: b"This is not a video.\n" * 100, "not_video"),
        (lambda demo: b"<!doctype html><html><body>Login</body></html>", "not_video"),
        (lambda demo: np.random.default_rng(1).bytes(300_000), "not_video"),
        (lambda demo: demo[:1000], "not_video"),  # ends inside the index
        (with_moov_cut_off, "not_video"),
        (lambda demo: b"\x89PNG\r\n\x1a\n" + bytes(1000), "not_video"),
        (with_unknown_codec, "codec_unsupported"),
    ],
)
def test_a_file_that_cannot_be_played_reports_why(content, code, tmp_path):
    path = tmp_path / "gate.mp4"
    path.write_bytes(content(DEMO.read_bytes()))
    assert refusal(f"file:{path}").code == code


def test_a_file_with_sound_only_is_no_video(tmp_path):
    assert refusal(f"file:{sound(tmp_path / 'radio.mp4')}").code == "not_video"


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:{demo}\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{demo}'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 26\n",
        "<?xml version='1.0'?><MPD><Period><BaseURL>{url}</BaseURL></Period></MPD>",
    ],
)
@pytest.mark.parametrize("name", ["list.m3u8", "list.txt", "list.mp4"])
def test_a_playlist_opens_neither_files_nor_addresses(playlist, name, tmp_path):
    with network_camera(answering("200 OK")) as trap:
        path = tmp_path / name
        path.write_text(playlist.format(demo=DEMO, url=trap.url()))
        assert refusal(f"file:{path}").code == "not_video"
        assert trap.connections == 0


def test_a_playlist_from_the_network_opens_no_file_and_no_other_address():
    with network_camera(answering("200 OK")) as trap:
        body = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:{DEMO}\n#EXTINF:9,\n{trap.url()}\n".encode()
        for kind in ("application/vnd.apple.mpegurl", "text/plain", "video/mp4"):
            with network_camera(answering("200 OK", kind=kind, body=body)) as camera:
                assert refusal(camera.url()).code == "not_video"
        assert trap.connections == 0


def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    assert refusal(f"file:{tmp_path / 'pipe.mp4'}").code == "file_missing"


def test_a_name_that_resembles_a_protocol_is_a_file_name(tmp_path):
    odd = tmp_path / "concat:a|b%20c?.mp4"
    clip(tmp_path / "plain.mp4").rename(odd)
    opened = VideoCapture(
        parse(f"file:{odd}"), demo_dir=tmp_path, clock=lambda: datetime.now(UTC), monotonic=time.monotonic
    )
    assert next(opened.frames()).width == 320
    opened.close()


def spoil_pictures(path, which):
    """Overwrite these pictures' headers."""
    data = bytearray(path.read_bytes())
    starts = [i for i in range(len(data) - 3) if data[i : i + 3] == b"\xff\xd8\xff"]
    for start in starts[which]:
        data[start : start + 700] = bytes(700)
    path.write_bytes(data)


def test_a_clip_with_spoiled_pictures_plays_the_others_and_counts(tmp_path):
    path = clip(tmp_path / "spoiled.avi", frames=20, codec="mjpeg")
    spoil_pictures(path, slice(5, 8))
    opened = VideoCapture(
        parse(f"file:{path}?once=1"), demo_dir=tmp_path, clock=lambda: datetime.now(UTC), monotonic=time.monotonic
    )
    seen = 0
    with pytest.raises(SourceError) as ended:
        for _ in opened.frames():
            seen += 1
    assert ended.value.code == "stream_ended"
    assert (seen, opened.decode_errors) == (17, 3)


def test_a_clip_of_undecodable_packets_only_is_given_up(tmp_path):
    path = clip(tmp_path / "spoiled.avi", frames=20, codec="mjpeg")
    spoil_pictures(path, slice(None))
    assert refusal(f"file:{path}").code == "not_video"
    assert refusal(f"file:{path}", undecodable_packets=5).code == "stream_broken"


def test_no_thread_of_ours_is_left_by_refusals(tmp_path):
    before = threading.active_count()
    refusal(f"file:{tmp_path / 'absent.mp4'}")
    assert threading.active_count() == before
