"""Pictures are laid as their stream says before anything looks at them."""

import gc
import os
import shutil
import struct
import subprocess
import time
from datetime import UTC, datetime
from itertools import islice

import numpy as np
import pytest
from av.video.frame import VideoFrame as Picture

from backend.adapters.video.capture import VideoCapture
from backend.adapters.video.packet_tap import PacketTap
from backend.adapters.video.picture_display import PictureDisplay
from backend.core.cameras.source import parse
from backend.core.video.presentation import PLAIN, Presentation, Turn
from tests.support.video.oddcam import cases

pytestmark = pytest.mark.skipif(
    shutil.which("ffmpeg") is None and os.environ.get("MANDOR_REQUIRE_ALL") != "1",
    reason="no ffmpeg program to make the clips with",
)
RED, GREEN, BLUE, WHITE = (40, 40, 200), (40, 200, 40), (200, 40, 40), (230, 230, 230)


def quarters(width=320, height=192):
    """A picture whose four corners tell how it lies: red, green, blue, white, row by row."""
    picture = np.zeros((height, width, 3), np.uint8)
    for n, colour in enumerate((RED, GREEN, BLUE, WHITE)):
        y, x = divmod(n, 2)
        picture[y * height // 2 : (y + 1) * height // 2, x * width // 2 : (x + 1) * width // 2] = colour
    return picture


def corners(picture):
    """The names of the colours in the four corners, row by row."""
    height, width = picture.shape[:2]
    found = ""
    for y, x in ((0.2, 0.2), (0.2, 0.8), (0.8, 0.2), (0.8, 0.8)):
        pixel = picture[int(y * height), int(x * width)].astype(int)
        colours = dict(zip("rgbw", (RED, GREEN, BLUE, WHITE), strict=True))
        found += min(colours, key=lambda name: abs(pixel - colours[name]).sum())
    return found


def opened(path, *, decode_every=True):
    tap = PacketTap()
    tap.decode_every = decode_every
    tap.want_video(not decode_every)
    capture = VideoCapture(
        parse(f"file:{path}"), demo_dir=path.parent, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, tap=tap
    )
    return capture, tap


def shown(path, **how):
    capture, _ = opened(path, **how)
    frame = next(frame for frame in capture.frames() if frame is not None)
    capture.close()
    assert frame.to_bgr().shape[:2] == (frame.height, frame.width) == (capture.info.height, capture.info.width)
    return frame


@pytest.mark.parametrize(
    ("turn", "size", "lies"),
    [
        (Turn(), (320, 192), "rgbw"),
        (Turn(mirrored=True), (320, 192), "grwb"),
        (Turn(flipped=True), (320, 192), "bwrg"),
        (Turn(mirrored=True, flipped=True), (320, 192), "wbgr"),
        (Turn(transposed=True), (192, 320), "rbgw"),
        (Turn(transposed=True, mirrored=True), (192, 320), "brwg"),
        (Turn(transposed=True, flipped=True), (192, 320), "gwrb"),
        (Turn(transposed=True, mirrored=True, flipped=True), (192, 320), "wgbr"),
    ],
)
def test_each_of_the_eight_rotations(turn, size, lies):
    picture = Picture.from_ndarray(quarters(), "bgr24").reformat(format="yuv420p")
    found = PictureDisplay().shown(picture, Presentation(turn=turn))
    assert ((found.width, found.height), corners(found.to_ndarray(format="bgr24"))) == (size, lies)


def encode(path, *arguments, codec=("libx264",), width=320, height=192, seconds=2):
    """Half a second's worth of `quarters` by the ffmpeg program, with these arguments."""
    raw = quarters(width, height).tobytes() * (10 * seconds)
    size = ("-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{width}x{height}", "-r", "10", "-i", "-")
    command = ["ffmpeg", "-v", "error", "-y", *size, "-c:v", *codec, "-pix_fmt", "yuv420p", "-g", "5", *arguments]
    subprocess.run([*command, str(path)], input=raw, check=True)
    return path


def test_a_phones_clip_stands_upright():
    frame = shown(cases() / "rotated-file" / "rotated.mp4")
    assert (frame.width, frame.height) == (640, 360)


@pytest.mark.parametrize("decode_every", [True, False])
def test_a_turned_clip_is_turned_in_every_mode(tmp_path, decode_every):
    plain = encode(tmp_path / "plain.mp4")
    turned = tmp_path / "turned.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", plain, "-c", "copy", "-metadata:s:v", "rotate=90", turned], check=True
    )
    frame = shown(turned, decode_every=decode_every)
    assert ((frame.width, frame.height), corners(frame.to_bgr())) == ((192, 320), "gwrb")
    assert corners(frame.to_bgr(width=96)) == "gwrb"
    grey = frame.to_gray(96, 160)
    assert grey[20, 90] > grey[20, 20], "white is brighter than green"


def test_video_that_browsers_would_show_lying_is_given_out_as_pictures(tmp_path):
    capture, tap = opened(cases() / "rotated-file" / "rotated.mp4", decode_every=False)
    list(islice(capture.frames(), 12))
    kinds = [piece.kind for piece in tap.take(0)]
    capture.close()
    assert kinds[-1] == "none"
    assert kinds.count("none") == 1


def test_pixels_become_square(tmp_path):
    frame = shown(encode(tmp_path / "wide.mp4", "-aspect", "20/6"))  # 320 x 192 is 10:6
    assert (frame.width, frame.height) == (640, 192)
    assert corners(frame.to_bgr()) == "rgbw"


def test_cropped_columns_are_cut_off_exactly(tmp_path):
    cropped = encode(
        tmp_path / "cropped.mp4", "-bsf:v", "h264_metadata=crop_left=22:crop_right=10:crop_top=6:crop_bottom=2"
    )
    frame = shown(cropped)
    assert (frame.width, frame.height) == (288, 184)
    picture = frame.to_bgr()
    border = [x for x in range(287) if abs(picture[20, x].astype(int) - picture[20, x + 1]).sum() > 60]
    assert border
    assert all(abs(x - (160 - 22)) <= 3 for x in border), "the middle of the whole picture"


def with_clean_aperture(path, *values):
    """The MP4 file with a `clap` box in its video's sample entry; its index lies behind its pictures."""
    data, at = bytearray(path.read_bytes()), 0
    box = struct.pack(">I4s8I", 40, b"clap", *values)
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1"):
        at = data.index(name, at)
        size = int.from_bytes(data[at - 4 : at], "big")
        data[at - 4 : at] = (size + len(box)).to_bytes(4, "big")
    data[at - 4 + size : at - 4 + size] = box
    path.write_bytes(data)
    return path


def test_what_a_container_cuts_off_is_not_shown(tmp_path):
    """The right half: green above white."""
    clip = with_clean_aperture(encode(tmp_path / "half.mp4"), 160, 1, 192, 1, 80, 1, 0, 1)
    frame = shown(clip)
    assert ((frame.width, frame.height), corners(frame.to_bgr())) == ((160, 192), "ggww")


def test_interlacing_leaves_no_comb(tmp_path):
    """A bar that moves by 16 pixels between the two fields of each picture."""
    height, width = 192, 320
    pictures = []
    for n in range(10):
        picture = np.full((height, width, 3), 40, np.uint8)
        for field in (0, 1):
            left = (32 * n + 16 * field) % (width - 40)
            picture[field::2, left : left + 40] = 220
        pictures.append(picture)
    path = tmp_path / "interlaced.mp4"
    size = ("-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{width}x{height}", "-r", "10", "-i", "-")
    coded = ("-c:v", "libx264", "-crf", "10", "-pix_fmt", "yuv420p", "-x264-params", "interlaced=1:tff=1")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", *size, *coded, str(path)],
        input=b"".join(p.tobytes() for p in pictures),
        check=True,
    )
    frame = shown(path)
    grey = frame.to_gray().astype(int)
    comb = np.abs(grey[1:-1] - (grey[:-2] + grey[2:]) / 2).mean()
    assert frame.presentation.interlaced
    assert (frame.width, frame.height) == (320, 192)
    assert comb < 2


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_full_and_limited_range_give_the_same_picture(tmp_path, codec):
    means = []
    for name in ("pc", "tv"):
        filters = ("-vf", f"scale=out_range={name}", "-color_range", name)
        quiet = ("-x265-params", f"log-level=none:range={'full' if name == 'pc' else 'limited'}")
        path = encode(tmp_path / f"{name}.mp4", *filters, *(quiet if codec == "libx265" else ()), codec=(codec,))
        means.append(shown(path).to_bgr().reshape(-1, 3).mean(axis=0))
    assert means[0] == pytest.approx(means[1], abs=3)
    assert means[0] == pytest.approx(quarters().reshape(-1, 3).mean(axis=0), abs=6)


def test_a_plain_picture_is_not_touched():
    picture = Picture.from_ndarray(quarters(), "bgr24")
    assert PictureDisplay().shown(picture, PLAIN) is picture


def pictures_in_memory():
    return sum(isinstance(found, Picture) for found in gc.get_objects())


def test_a_picture_is_freed_as_soon_as_it_is_let_go():
    capture, _ = opened(cases() / "rotated-file" / "rotated.mp4")
    frames = (frame for frame in capture.frames() if frame is not None)
    next(frames)
    gc.collect()
    gc.disable()
    before = pictures_in_memory()
    try:
        for frame in islice(frames, 20):
            frame.to_gray(160, 90)
        held = pictures_in_memory() - before
    finally:
        gc.enable()
        capture.close()
    assert held <= 4
