"""Units of work that change the zones and rules of one camera.

The camera's row is locked, so that limits and versions hold when two users change at once; after the commit
orchestrator and worker are notified.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras as stored_cameras
from backend.adapters.database.repositories.rules import rules as stored_rules
from backend.adapters.database.repositories.rules import zones as stored_zones
from backend.adapters.database.tables import Camera, StoredRule, StoredZone
from backend.core.accounts.scope import Scope
from backend.core.errors import Conflict, NotFound
from backend.core.rules.faults import MOST_RULES
from backend.services.cameras.cameras import Cameras


class CameraEditing:
    """Begins such units of work. NotFound means "does not exist", "deleted" and "outside the scope" alike."""

    def __init__(self, database: Database, cameras: Cameras) -> None:
        self._database = database
        self._cameras = cameras

    @contextmanager
    def of_camera(self, scope: Scope, camera_id: int) -> Iterator[tuple[Session, Camera]]:
        """Change what is of this camera."""
        with _conflicts(), self._database.writing(scope) as session:
            camera = _locked(session, scope, camera_id)
            yield session, camera
        self._cameras.announce(camera)

    @contextmanager
    def of_zone(
        self, scope: Scope, zone_id: int, *, deleted_too: bool = False
    ) -> Iterator[tuple[Session, Camera, StoredZone]]:
        """Change this zone."""
        with _conflicts(), self._database.writing(scope) as session:
            camera = _locked(session, scope, found_zone(session, zone_id, deleted_too=deleted_too).camera_id)
            yield session, camera, found_zone(session, zone_id, deleted_too=deleted_too)
        self._cameras.announce(camera)

    @contextmanager
    def of_rule(
        self, scope: Scope, rule_id: int, *, deleted_too: bool = False
    ) -> Iterator[tuple[Session, Camera, StoredRule]]:
        """Change this rule."""
        with _conflicts(), self._database.writing(scope) as session:
            camera = _locked(session, scope, found_rule(session, rule_id, deleted_too=deleted_too).camera_id)
            yield session, camera, found_rule(session, rule_id, deleted_too=deleted_too)
        self._cameras.announce(camera)


def found_camera(session: Session, scope: Scope, camera_id: int) -> Camera:
    """The live camera."""
    camera = stored_cameras.find(session, scope.owner_id, camera_id)
    if camera is None:
        raise NotFound("There is no such camera.", hint="Load the list of cameras again.")
    return camera


def found_zone(session: Session, zone_id: int, *, deleted_too: bool = False) -> StoredZone:
    """The zone."""
    zone = stored_zones.find(session, zone_id, deleted_too=deleted_too)
    if zone is None:
        raise NotFound("There is no such zone.", hint="Load the camera's zones again.")
    return zone


def found_rule(session: Session, rule_id: int, *, deleted_too: bool = False) -> StoredRule:
    """The rule."""
    rule = stored_rules.find(session, rule_id, deleted_too=deleted_too)
    if rule is None:
        raise NotFound("There is no such rule.", hint="Load the camera's rules again.")
    return rule


def require_version(stored: int, read: int) -> None:
    """Conflict (`changed_meanwhile`) when another version is stored than was read."""
    if stored != read:
        raise Conflict("It was changed meanwhile.", code="changed_meanwhile", hint="Load it again, then change it.")


def require_rule_room(session: Session, camera: Camera, more: int) -> None:
    """Conflict (`rule_limit`) when the camera would have more rules than it may have."""
    if len(stored_rules.of_cameras(session, [camera.id])) + more > MOST_RULES:
        raise Conflict(
            f"A camera has at most {MOST_RULES} rules.", code="rule_limit", hint="Delete rules that are not needed."
        )


def _locked(session: Session, scope: Scope, camera_id: int) -> Camera:
    found_camera(session, scope, camera_id)
    camera = stored_cameras.locked(session, scope.owner_id, camera_id)
    if camera is None:
        raise NotFound("There is no such camera.", hint="Load the list of cameras again.")
    camera.config_version += 1
    return camera


@contextmanager
def _conflicts() -> Iterator[None]:
    """The unique indexes' errors as Conflict: the camera has a zone or rule of that name."""
    try:
        yield
    except IntegrityError as error:
        if "name" in str(error.orig):
            raise Conflict(
                "This camera has one of that name already.", code="name_in_use", hint="Choose another name."
            ) from error
        raise Conflict(
            "What it refers to was deleted meanwhile.", code="changed_meanwhile", hint="Load the page again."
        ) from error
