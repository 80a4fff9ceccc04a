"""Videos that callers send: analysed as a job, with progress, statistics, a series by second and an annotated MP4."""

from __future__ import annotations

import gzip
import json
from typing import IO
from uuid import UUID

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from backend.core.accounts.roles import Permission
from backend.core.errors import InvalidInput
from backend.routes.crowd.video_schemas import CrowdVideoAnswer, CrowdVideoQuery
from backend.routes.operation import FILE, backend, caller, now, operation
from backend.services.crowd.videos import VideoView

blueprint = Blueprint("crowd_video", __name__)
ACCESS = Permission.USE_CROWD
ALL = "/api/crowd/video"
ONE = f"{ALL}/<uuid:video_id>"
FORM_BYTES = 10_000
COMPRESSED_FROM = 1000
"""Bytes of an answer from which it is compressed for callers that can read it."""


@operation(
    blueprint,
    "POST",
    ALL,
    access=ACCESS,
    query=CrowdVideoQuery,
    uploads=FILE,
    answers=(CrowdVideoAnswer,),
    status=202,
)
def analyse_video(query: CrowdVideoQuery) -> CrowdVideoAnswer:
    """Analyse a video as a job: the body itself, or the field `video` of a form."""
    options = query.applied(backend().crowd.configuration.options)
    who = caller()
    job = backend().crowd_videos.take(who, _video(), options, every=query.every, at=now())
    return _answer(VideoView(job, None))


@operation(blueprint, "GET", ONE, access=ACCESS, answers=(CrowdVideoAnswer,))
def crowd_video(video_id: UUID) -> Response:
    """Tell how far the analysis of a video is and, once it is done, what was found."""
    body = _answer(backend().crowd_videos.find(caller(), str(video_id), at=now())).model_dump_json().encode()
    response = Response(body, mimetype="application/json", headers={"Vary": "Accept-Encoding"})
    if len(body) >= COMPRESSED_FROM and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(body, 6))
        response.headers["Content-Encoding"] = "gzip"
    return response


@operation(blueprint, "GET", f"{ONE}/annotated.mp4", access=ACCESS, media_type="video/mp4")
def annotated_video(video_id: UUID) -> Response:
    """Give the video with its boxes drawn; the header X-Crowd-Statistics has its statistics as JSON."""
    videos, who = backend().crowd_videos, caller()
    path = videos.annotated(who, str(video_id), at=now())
    found = _answer(videos.find(who, str(video_id), at=now()))
    response = send_file(path, mimetype="video/mp4", conditional=True, max_age=0)
    if found.result is not None:
        statistics = found.result.statistics.model_dump(mode="json")
        response.headers["X-Crowd-Statistics"] = json.dumps(statistics, separators=(",", ":"))
    return response


@operation(blueprint, "DELETE", ONE, access=ACCESS, status=204)
def remove_crowd_video(video_id: UUID) -> None:
    """End the analysis of a video and delete all of it."""
    backend().crowd_videos.remove(caller(), str(video_id), at=now())


def _answer(view: VideoView) -> CrowdVideoAnswer:
    fields = {name: getattr(view.job, name) for name in CrowdVideoAnswer.model_fields if name != "result"}
    return CrowdVideoAnswer.model_validate({**fields, "result": view.result})


def _video() -> IO[bytes]:
    """The body, which is read while it comes, or the file of a form."""
    most = backend().crowd.configuration.video_bytes
    request.max_content_length = most + FORM_BYTES
    request.max_form_memory_size = FORM_BYTES
    try:
        if request.mimetype != "multipart/form-data":
            return request.stream
        sent = request.files.get("video") or request.files.get("file")
    except RequestEntityTooLarge as error:
        raise InvalidInput(
            f"The video has more than {most // 1_000_000} MB.", code="video_too_large", hint="Send a smaller one."
        ) from error
    if sent is None:
        raise InvalidInput("The form has no field `video`.", code="invalid_message")
    return sent.stream
