"""Cameras: listing, changing and testing them."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.cameras.schemas import (
    CameraAnswer,
    CameraChange,
    CameraList,
    CamerasAnswer,
    NewCamera,
    ReasonAnswer,
    SourceFailed,
    SourceSeen,
    SourceToTest,
    StreamTokenAnswer,
)
from backend.routes.cameras.settings_schemas import changes_of
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.schedules.schemas import ModeChosen
from backend.services.cameras.cameras import CameraEdit
from backend.services.cameras.view import reason_view

blueprint = Blueprint("cameras", __name__)
ONE = "/api/cameras/<int(max=2147483647):camera_id>"


@operation(blueprint, "GET", "/api/cameras", access=Permission.VIEW_CAMERAS, query=CameraList, answers=(CamerasAnswer,))
def list_cameras(query: CameraList) -> CamerasAnswer:
    """List the cameras, oldest first."""
    page = backend().cameras.listed(account().scope, cursor=query.cursor, limit=query.limit, at=now())
    return CamerasAnswer.model_validate(page)


@operation(
    blueprint,
    "POST",
    "/api/cameras",
    access=Permission.MANAGE_CAMERAS,
    body=NewCamera,
    answers=(CameraAnswer,),
    status=201,
)
def create_camera(body: NewCamera) -> CameraAnswer:
    """Add a camera."""
    view = backend().cameras.create(
        account().scope,
        name=body.name,
        source=body.source,
        mode=body.mode,
        enabled=body.enabled,
        site_id=body.site_id,
        schedule_id=body.schedule_id,
        settings=changes_of(body.settings, is_named="settings" in body.model_fields_set),
        by=actor(),
        at=now(),
    )
    return CameraAnswer.model_validate(view)


@operation(blueprint, "GET", ONE, access=Permission.VIEW_CAMERAS, answers=(CameraAnswer,))
def get_camera(camera_id: int) -> CameraAnswer:
    """Show one camera."""
    return CameraAnswer.model_validate(backend().cameras.detail(account().scope, camera_id, at=now()))


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_CAMERAS, body=CameraChange, answers=(CameraAnswer,))
def change_camera(camera_id: int, body: CameraChange) -> CameraAnswer:
    """Change a camera.

    What is absent stays, and `***` in the source keeps the stored password.
    """
    edit = CameraEdit(
        name=body.name,
        source=body.source,
        mode=body.mode,
        enabled=body.enabled,
        site_id=body.site_id,
        schedule_id=body.schedule_id,
        without_schedule="schedule_id" in body.model_fields_set and body.schedule_id is None,
        settings=changes_of(body.settings, is_named="settings" in body.model_fields_set),
    )
    view = backend().cameras.update(account().scope, camera_id, edit, by=actor(), at=now())
    return CameraAnswer.model_validate(view)


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_CAMERAS, status=204)
def delete_camera(camera_id: int) -> None:
    """Remove a camera. Its violations stay, and it can be restored."""
    backend().cameras.remove(account().scope, camera_id, by=actor(), at=now())


@operation(blueprint, "POST", f"{ONE}/restore", access=Permission.MANAGE_CAMERAS, answers=(CameraAnswer,))
def restore_camera(camera_id: int) -> CameraAnswer:
    """Restore a removed camera."""
    return CameraAnswer.model_validate(backend().cameras.restore(account().scope, camera_id, by=actor(), at=now()))


@operation(blueprint, "POST", f"{ONE}/retry", access=Permission.OPERATE_CAMERAS, answers=(CameraAnswer,))
def retry_camera(camera_id: int) -> CameraAnswer:
    """Open a camera's source now instead of at `next_attempt_at`; a wrong password costs one login more."""
    return CameraAnswer.model_validate(backend().cameras.retry(account().scope, camera_id, at=now()))


@operation(blueprint, "PUT", f"{ONE}/mode", access=Permission.OPERATE_CAMERAS, body=ModeChosen, answers=(CameraAnswer,))
def override_mode(camera_id: int, body: ModeChosen) -> CameraAnswer:
    """Override a camera's mode, until a time or until further notice.

    It overrides any schedule.
    """
    view = backend().mode_overrides.choose(
        account().scope, camera_id, mode=body.mode, until=body.until, by=actor(), at=now()
    )
    return CameraAnswer.model_validate(view)


@operation(blueprint, "DELETE", f"{ONE}/mode", access=Permission.OPERATE_CAMERAS, answers=(CameraAnswer,))
def end_mode_override(camera_id: int) -> CameraAnswer:
    """End the override: the schedule, or the camera's own mode, applies again."""
    return CameraAnswer.model_validate(backend().mode_overrides.end(account().scope, camera_id, by=actor(), at=now()))


@operation(
    blueprint,
    "POST",
    "/api/cameras/test",
    access=Permission.MANAGE_CAMERAS,
    body=SourceToTest,
    answers=(SourceSeen, SourceFailed),
)
def test_source(body: SourceToTest) -> SourceSeen | SourceFailed:
    """Test a source: connect and show its picture."""
    seen = backend().cameras.test(account().scope, body.source, body.camera_id)
    if not seen["ok"]:
        reason = reason_view(seen["code"], message=seen["message"], hint=seen["hint"])
        return SourceFailed(reason=ReasonAnswer.model_validate(reason))
    return SourceSeen(
        width=seen["width"],
        height=seen["height"],
        fps=seen["fps"] or None,  # HTTP names no rate
        codec=seen["codec"],
        snapshot="data:image/jpeg;base64," + seen["snapshot"],
    )


@operation(blueprint, "POST", f"{ONE}/stream-token", access=Permission.VIEW_LIVE, answers=(StreamTokenAnswer,))
def stream_token(camera_id: int) -> StreamTokenAnswer:
    """Get a token for a camera's live picture, good for five minutes."""
    return StreamTokenAnswer.model_validate(backend().live_pictures.token(account(), camera_id, at=now()))
