"""Pictures that callers send without a connection, and the interface's statistics."""

from __future__ import annotations

import base64

from flask import Blueprint, request
from werkzeug.exceptions import RequestEntityTooLarge

from backend.adapters.pictures.annotation import annotated_jpeg
from backend.core.accounts.roles import Permission
from backend.core.crowd.configuration import MOST_FRAME_BYTES
from backend.core.errors import InvalidInput
from backend.routes.crowd.schemas import (
    CrowdPictureAnswer,
    CrowdQuery,
    CrowdStatisticsAnswer,
    CrowdStatsAnswer,
)
from backend.routes.operation import FILE, backend, caller, now, operation

blueprint = Blueprint("crowd", __name__)
ACCESS = Permission.USE_CROWD
IMAGE = "/api/crowd/image"
FORM_BYTES = 10_000
"""What a form needs around its picture."""


@operation(
    blueprint,
    "POST",
    IMAGE,
    access=ACCESS,
    query=CrowdQuery,
    uploads=FILE,
    answers=(CrowdPictureAnswer,),
)
def analyse_image(query: CrowdQuery) -> CrowdPictureAnswer:
    """Count faces and bodies in a picture: the body itself, or the field `image` of a form."""
    data, who = _picture(), caller()
    options = query.applied(backend().crowd.configuration.options)
    found = backend().crowd.analyse_now(who, data, options)
    picture = found.picture
    drawn = annotated_jpeg(data, picture) if query.annotated else None
    return CrowdPictureAnswer.model_validate(
        {
            "faces": picture.faces,
            "faces_available": picture.faces_available,
            "bodies": picture.bodies,
            "crowd_analysis": picture.analysis,
            "alerts": picture.alerts,
            "processing_time": found.seconds,
            "timestamp": now(),
            "frame_info": {"width": picture.width, "height": picture.height, "replaced": 0},
            "annotated_image": "data:image/jpeg;base64," + base64.b64encode(drawn).decode() if drawn else None,
        }
    )


@operation(blueprint, "GET", "/api/stats", access=ACCESS, answers=(CrowdStatsAnswer,))
def crowd_stats() -> CrowdStatsAnswer:
    """Tell how the company uses the crowd interface."""
    return CrowdStatsAnswer.model_validate(backend().crowd.stats(caller().company_id))


@operation(blueprint, "POST", "/api/stats/reset", access=ACCESS, answers=(CrowdStatisticsAnswer,))
def reset_crowd_stats() -> CrowdStatisticsAnswer:
    """Begin the company's statistics anew; the answer is what they were."""
    return CrowdStatisticsAnswer.model_validate(backend().crowd.reset(caller().company_id))


def _picture() -> bytes:
    request.max_content_length = MOST_FRAME_BYTES + FORM_BYTES
    request.max_form_memory_size = FORM_BYTES
    try:
        if request.mimetype != "multipart/form-data":
            return request.get_data(cache=False)
        sent = request.files.get("image") or request.files.get("frame") or request.files.get("file")
    except RequestEntityTooLarge as error:
        raise InvalidInput(
            f"The picture has more than {MOST_FRAME_BYTES} bytes.", code="frame_too_large", hint="Send a smaller one."
        ) from error
    if sent is None:
        raise InvalidInput("The form has no field `image`.", code="invalid_message")
    data: bytes = sent.read()
    return data
