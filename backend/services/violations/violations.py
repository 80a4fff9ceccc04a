"""Violations as people see them, with paths to their pictures."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from backend.adapters.accounts.tokens import Tokens, UserClaim
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.violations import NamedViolation, ViolationQuery
from backend.adapters.database.tables import Violation
from backend.adapters.evidence.store import EvidenceStore
from backend.core.accounts.scope import Scope
from backend.core.errors import InvalidInput, NotAuthenticated, NotFound, Removed
from backend.services.paging import Page
from backend.services.violations.views import EvidenceView, ViolationView

Picture = Literal["crop", "wide"]


@dataclass(frozen=True, slots=True)
class EvidenceJpeg:
    """A stored picture."""

    jpeg: bytes
    sha256: str


class Violations:
    """The violations of companies. NotFound stands for "not there" and "outside the scope" alike."""

    def __init__(self, database: Database, evidence: EvidenceStore, tokens: Tokens) -> None:
        self._database = database
        self._evidence = evidence
        self._tokens = tokens

    def listed(
        self, scope: Scope, query: ViolationQuery, *, cursor: str | None, holder: UserClaim, at: datetime
    ) -> Page[ViolationView]:
        """A page of violations, newest first. Pages neither repeat nor skip what was there."""
        before = _read_cursor(cursor) if cursor is not None else None
        asked = replace(query, before=before, limit=query.limit + 1)
        with self._database.reading(scope) as session:
            found = violations.listed(session, scope.owner_id, asked)
        shown = found[: query.limit]
        more = len(found) > query.limit
        return Page([self.view(one, holder=holder, at=at) for one in shown], _cursor(shown[-1]) if more else None)

    def detail(self, scope: Scope, violation_id: str, *, holder: UserClaim, at: datetime) -> ViolationView:
        """One violation. The paths of its pictures are for `holder` alone."""
        return self.view(self.find(scope, violation_id), holder=holder, at=at)

    def picture(self, scope: Scope, violation_id: str, which: Picture) -> EvidenceJpeg:
        """A picture of a violation. Removed (`evidence_removed`) when retention took it away."""
        row = self.find(scope, violation_id).row
        if row.pictures_removed_at is not None:
            raise Removed(
                f"Retention removed this picture on {row.pictures_removed_at:%Y-%m-%d}.",
                code="evidence_removed",
                hint="The violation itself stays. How long pictures are kept is set on the Mandor machine.",
            )
        key, sha256 = (row.crop_key, row.crop_sha256) if which == "crop" else (row.wide_key, row.wide_sha256)
        return EvidenceJpeg(self._evidence.read(key), sha256)

    def holder_of(self, token: str, violation_id: str, *, at: datetime) -> UserClaim:
        """Whose token it is for this violation's pictures. NotAuthenticated for any other token."""
        claim = self._tokens.read_evidence(token, at=at)
        if claim.violation_id != violation_id:
            raise NotAuthenticated("The token is for another picture.", hint="Load the violation again.")
        return claim.user

    def find(self, scope: Scope, violation_id: str) -> NamedViolation:
        """The violation, for `view`."""
        with self._database.reading(scope) as session:
            found = violations.named(session, scope.owner_id, violation_id)
        if found is None:
            raise NotFound("There is no such violation.", hint="Load the list of violations again.")
        return found

    def view(self, found: NamedViolation, *, holder: UserClaim, at: datetime) -> ViolationView:
        """What `holder` is shown of it."""
        row = found.row
        token = self._tokens.evidence(
            row.id,
            holder.user_id,
            holder.fingerprint,
            at=at,
            company_id=holder.company_id,
            latest=holder.expires_at if holder.company_id is not None else None,
        )
        path = f"/api/violations/{row.id}"
        return ViolationView(
            id=row.id,
            camera_id=row.camera_id,
            camera_name=found.camera_name or row.camera_name or "",
            site_id=row.site_id,
            site_name=row.site_name,
            track_id=row.track_id,
            item=row.item,
            items=row.items,
            rule_kind=row.rule_kind,
            rule_id=row.rule_id,
            rule_version=row.rule_version,
            rule_name=row.rule_name,
            zone_id=row.zone_id,
            zone_name=row.zone_name,
            severity=row.severity,
            opened_at=row.opened_at,
            decided_at=row.decided_at,
            delay_seconds=_delay(row),
            closed_at=row.closed_at,
            close_reason=row.close_reason,
            confidence=round(row.confidence, 4),
            box=row.box,
            model=row.model,
            demo=row.demo,
            evidence=EvidenceView(
                crop=f"{path}/crop.jpg?v={row.crop_sha256[:12]}&token={token}",
                wide=f"{path}/wide.jpg?v={row.wide_sha256[:12]}&token={token}",
                removed_at=row.pictures_removed_at,
            ),
        )


def _delay(row: Violation) -> float | None:
    if row.decided_at is None:
        return None
    return round(max((row.decided_at - row.opened_at).total_seconds(), 0.0), 3)


def _cursor(last: NamedViolation) -> str:
    text = f"{last.row.opened_at.isoformat()} {last.row.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at_text, violation_id = text.split(" ")
        at = datetime.fromisoformat(at_text).astimezone(UTC)
        if "\x00" in violation_id:
            raise ValueError(at_text)
    except (ValueError, OverflowError) as error:
        raise InvalidInput("The cursor is none that was given out.", hint="Begin without a cursor.") from error
    return at, violation_id
