"""Live pictures outside Socket.IO: a snapshot and a motion JPEG. An old picture is never shown as live."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backend.adapters.accounts.tokens import STREAM_LIFETIME, Tokens
from backend.adapters.live.subscription import LiveSubscription, NewestFrame
from backend.core.errors import NotAuthenticated, NotFound, Unavailable
from backend.services.accounts.accounts import Account, Accounts
from backend.services.cameras.cameras import Cameras

SILENCE_SECONDS = 120.0
"""After this long without a picture the connection ends: only writing reveals that a viewer is gone."""

RECHECK_SECONDS = 30.0
SNAPSHOT_SECONDS = 3.0
"""A worker notices a viewer within a second, and shows its next picture then."""


@dataclass(frozen=True, slots=True)
class StreamToken:
    """A token for one camera's live picture, and the paths that carry it."""

    token: str
    expires_at: datetime
    mjpg: str
    snapshot: str


class LivePictures:
    """Live pictures of a company's cameras."""

    def __init__(self, subscription: LiveSubscription, cameras: Cameras, accounts: Accounts, tokens: Tokens) -> None:
        self._subscription = subscription
        self._cameras = cameras
        self._accounts = accounts
        self._tokens = tokens

    def token(self, account: Account, camera_id: int, *, at: datetime) -> StreamToken:
        """A token for a camera of the user's company."""
        self._cameras.require(account.scope, camera_id)
        token = self._tokens.stream(
            camera_id, account.id, account.fingerprint, at=at, company_id=account.claim.company_id
        )
        path = f"/stream/{camera_id}"
        return StreamToken(
            token,
            at + STREAM_LIFETIME,
            mjpg=f"{path}.mjpg?token={token}",
            snapshot=f"{path}/snapshot.jpg?token={token}",
        )

    def account_of_token(self, token: str, camera_id: int, *, at: datetime) -> Account:
        """The viewer with this token. NotAuthenticated for another camera's."""
        claim = self._tokens.read_stream(token, at=at)
        if claim.camera_id != camera_id:
            raise NotAuthenticated("The token is for another camera.", hint="Ask for a new stream token.")
        return self._accounts.of_claim(claim.user)

    def snapshot(self, account: Account, camera_id: int) -> bytes:
        """The next picture, a JPEG. Unavailable (`no_picture`) when none comes within seconds."""
        self._cameras.require(account.scope, camera_id)
        newest = NewestFrame()
        self._subscription.watch(camera_id, newest, newest)
        try:
            frame = newest.take(timeout_seconds=SNAPSHOT_SECONDS)
        finally:
            self._subscription.unwatch(camera_id, newest)
        if frame is None:
            raise Unavailable("The camera has no fresh picture.", code="no_picture", hint="Look at the camera's state.")
        return frame.jpeg

    def follow(self, account: Account, camera_id: int) -> Iterator[bytes]:
        """JPEGs as they come; the newest only, for a viewer who is slower than the camera.

        Ends after a long silence, or soon after the account is closed or the camera removed.
        """
        newest = NewestFrame()
        self._subscription.watch(camera_id, newest, newest)
        checked_at = time.monotonic()
        try:
            while (frame := newest.take(timeout_seconds=SILENCE_SECONDS)) is not None:
                yield frame.jpeg
                if time.monotonic() - checked_at > RECHECK_SECONDS:
                    checked_at = time.monotonic()
                    if not self._may_still(account, camera_id):
                        return
        finally:
            self._subscription.unwatch(camera_id, newest)

    def _may_still(self, account: Account, camera_id: int) -> bool:
        """Checks the account as it is now: its limits may have changed."""
        try:
            self._cameras.require(self._accounts.of_claim(account.claim).scope, camera_id)
        except (NotAuthenticated, NotFound):
            return False
        except Unavailable:
            return True
        return True
