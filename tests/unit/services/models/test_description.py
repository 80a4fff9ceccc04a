from typing import Any

import pytest

from backend.adapters.models.onnx_header import OnnxHeader
from backend.adapters.models.onnx_inspection import Size, TensorInfo
from backend.core.errors import ModelError
from backend.core.models.layouts import END_TO_END, OURS, YOLO_V5, YOLO_V8
from backend.services.models.description import (
    LARGEST,
    SMALLEST,
    STEP,
    USUAL_SIZES,
    Description,
    Overrides,
    describe,
    describe_engine,
    input_size,
    possible_sizes,
)
from backend.services.models.intake import rows_for_wide_pictures

NAMES = "{0: 'Hardhat', 1: 'Vest', 2: 'Person'}"
OPEN: tuple[Size, ...] = ("batch", 3, "height", "width")


def header(shape: tuple[Size, ...] = (1, 3, 640, 640), kind: int = 1, **metadata: str) -> OnnxHeader:
    outputs = (TensorInfo("out", 1, (1, 7, 8400)),)
    return OnnxHeader(17, "pytorch", (TensorInfo("images", kind, shape),), outputs, {"names": NAMES, **metadata})


@pytest.mark.parametrize(
    ("given", "wish", "size"),
    [
        (header(), "", 640),
        (header((1, 3, 416, 416)), "", 416),
        (header((1, 3, 416, 416)), "416", 416),
        (header(OPEN, imgsz="[512, 512]"), "", 512),
        (header(OPEN, imgsz="[384, 640]"), "", 640),
        (header(OPEN, size="416"), "", 416),
        (header(OPEN), "", 640),
        (header(OPEN), "960", 960),
        (header(("batch", 3, 640, "width")), "", 640),
        (header((-1, 3, -1, -1)), "", 640),  # as some exporters write "any"
        (header((1, 3, 600, 600)), "", 600),
        (header(kind=10), "", 640),
    ],
)
def test_the_input_size_is_the_persons_the_files_or_the_usual_one(given: OnnxHeader, wish: str, size: int) -> None:
    assert input_size(given, Overrides(size=wish)) == size


@pytest.mark.parametrize(
    ("given", "wish", "message"),
    [
        (header((1, 640, 640, 3)), "", "no picture"),
        (header((1, 1, 640, 640)), "", "no picture"),
        (header((640, 640)), "", "no picture"),
        (header((16, 3, 640, 640)), "", "16 pictures at once"),
        (header((1, 3, 384, 640)), "", "no square"),
        (header(kind=2), "", "neither float32 nor float16"),
        (header(), "416", "not 416"),
        (header(OPEN), "600", "600 pixels cannot be used"),
        (header(OPEN), "64", "64 pixels cannot be used"),
        (header(OPEN), "9999", "9999 pixels cannot be used"),
        (header(OPEN), "large", "no number of pixels"),
        (OnnxHeader(17, "", (), (), {}), "", "0 inputs"),
        (OnnxHeader(17, "", header().inputs * 2, header().outputs, {}), "", "2 inputs"),
    ],
)
def test_an_input_that_takes_no_picture_of_ours_is_refused(given: OnnxHeader, wish: str, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        input_size(given, Overrides(size=wish))
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("given", "wish", "sizes"),
    [
        (header(), "", (640,)),
        (header(("batch", 3, 416, "width")), "", (416,)),
        (header(OPEN), "960", (960,)),
        (header(OPEN), "", USUAL_SIZES),
        (header((-1, 3, -1, -1)), "", USUAL_SIZES),
        (header(OPEN, imgsz="[416, 416]"), "", (416, 640, 320, *USUAL_SIZES[3:])),
        (header(OPEN, imgsz="[352, 352]"), "", (352, *USUAL_SIZES)),
    ],
)
def test_the_usual_sizes_are_tried_where_the_file_leaves_its_size_open(
    given: OnnxHeader, wish: str, sizes: tuple[int, ...]
) -> None:
    assert possible_sizes(given, Overrides(size=wish)) == sizes
    assert all(SMALLEST <= size <= LARGEST and size % STEP == 0 for size in sizes)


def described(shape: tuple[int, ...], given: OnnxHeader | None = None, **overrides: Any) -> Description:
    return describe(given or header(), 640, shape, Overrides(**overrides))


@pytest.mark.parametrize(
    ("shape", "layout", "pixels"),
    [
        ((1, 7, 8400), YOLO_V8, "rgb-1"),
        ((1, 8400, 7), OURS, "bgr-255"),
        ((1, 25200, 8), YOLO_V5, "rgb-1"),
        ((1, 300, 6), END_TO_END, "rgb-1"),
    ],
)
def test_the_layout_and_its_usual_pixels_follow_from_the_shape(
    shape: tuple[int, ...], layout: str, pixels: str
) -> None:
    found = described(shape)
    assert (found.layout, found.pixels, found.names) == (layout, pixels, ("Hardhat", "Vest", "Person"))


def test_a_person_may_know_better() -> None:
    found = described((1, 8400, 7), pixels="rgb-1", layout=OURS, names="a,b,c")
    assert (found.layout, found.pixels, found.names) == (OURS, "rgb-1", ("a", "b", "c"))
    for wish, message in (({"names": "a,b"}, "no detection of 2 classes"), ({"layout": "x"}, "no detection")):
        with pytest.raises(ModelError, match=message):
            described((1, 7, 8400), **wish)
    with pytest.raises(ModelError, match="no kind of pixels"):
        described((1, 7, 8400), pixels="cmyk")


def test_only_a_model_of_open_size_serves_wide_pictures_with_fewer_rows() -> None:
    assert described((1, 7, 8400), header(OPEN)).any_rows is True
    assert described((1, 7, 8400)).any_rows is False
    assert [rows_for_wide_pictures(size) for size in (640, 416, 512, 320)] == [384, 256, 288, 192]


def test_an_engine_is_described_by_its_note() -> None:
    found = describe_engine({"names": NAMES, "imgsz": "[640, 640]", "license": "AGPL"}, Overrides())
    assert (found.input_size, found.names, found.licence) == (640, ("Hardhat", "Vest", "Person"), "AGPL")
    with pytest.raises(ModelError, match="input size"):
        describe_engine({"names": NAMES}, Overrides())
    with pytest.raises(ModelError, match="classes are called"):
        describe_engine({"imgsz": "640"}, Overrides())
