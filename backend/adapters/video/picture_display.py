"""Decoded pictures as they are to be shown: upright, with square pixels, without the comb of interlacing.

Done once, where a picture is first converted, so that detector, evidence, live view and boxes share its coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import cast

import av
import av.error
from av.filter import Graph
from av.sidedata.sidedata import SideData, Type

from backend.core.video.container_crop import UNCROPPED
from backend.core.video.presentation import PLAIN, Presentation, Turn, turn_of


class PresentationReader:
    """Reads how the pictures of one stream ask to be presented. Not thread-safe.

    The display matrix is read when a picture's rotation changes, not from each: PyAV's side data and its picture refer
    to each other, so a picture whose side data was read keeps its memory until the garbage collector runs.
    """

    def __init__(self) -> None:
        self._rotation: int | None = None
        self._turn = PLAIN.turn

    def read(self, picture: av.VideoFrame, *, stream: Presentation) -> Presentation:
        """What is to be done to this picture of a stream that is to be presented like `stream`."""
        if picture.rotation != self._rotation:
            self._rotation, self._turn = picture.rotation, _turn(picture)
        if self._turn == PLAIN.turn and not picture.interlaced_frame:
            return stream
        return replace(stream, turn=self._turn, interlaced=bool(picture.interlaced_frame))


class PictureDisplay:
    """Turns and scales pictures of one stream; keeps the last one. Not thread-safe."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._for: tuple[object, ...] = ()
        self._last: tuple[av.VideoFrame, av.VideoFrame] | None = None

    def shown(self, picture: av.VideoFrame, presentation: Presentation) -> av.VideoFrame:
        """The picture as it is shown; the same one when nothing is to be done."""
        if presentation.is_plain:
            return picture
        if self._last is None or self._last[0] is not picture:
            self._last = picture, self._through_graph(picture, presentation)
        return self._last[1]

    def _through_graph(self, picture: av.VideoFrame, presentation: Presentation) -> av.VideoFrame:
        key = (presentation, picture.width, picture.height, picture.format.name, picture.color_range)
        graph = self._graph
        if graph is None or key != self._for:
            graph, self._for = _graph(picture, presentation), key
            self._graph = graph
        graph.vpush(picture)
        return graph.vpull()


def _turn(picture: av.VideoFrame) -> Turn:
    for data in cast("Iterable[SideData]", picture.side_data):  # the stubs make it a mapping only
        if data.type is Type.DISPLAYMATRIX:
            return turn_of(bytes(data))
    return PLAIN.turn


def _graph(picture: av.VideoFrame, presentation: Presentation) -> Graph:
    """1. The upper field alone where there are two, at full height. 2. Crop. 3. Square pixels. 4. The turn."""
    wide, high = presentation.square_size(picture.width, picture.height)
    steps: list[tuple[str, str]] = []
    size = picture.width, picture.height
    if presentation.interlaced:
        steps += [("field", "type=top"), ("scale", f"w={size[0]}:h={size[1]}:flags=bicubic")]
    crop = presentation.crop
    if crop != UNCROPPED:
        size = size[0] - crop.left - crop.right, size[1] - crop.top - crop.bottom
        steps.append(("crop", f"w={size[0]}:h={size[1]}:x={crop.left}:y={crop.top}:exact=1"))
    if (wide, high) != size:
        steps.append(("scale", f"w={wide}:h={high}:flags=bicubic"))
    turn = presentation.turn
    steps += [("transpose", "dir=cclock_flip")] if turn.transposed else []
    steps += [("hflip", "")] if turn.mirrored else []
    steps += [("vflip", "")] if turn.flipped else []
    graph = Graph()
    before = graph.add_buffer(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        time_base=picture.time_base or Fraction(1, 1000),
    )
    for name, options in [*steps, ("buffersink", "")]:
        after = graph.add(name, options or None)
        before.link_to(after)
        before = after
    graph.configure()
    return graph
