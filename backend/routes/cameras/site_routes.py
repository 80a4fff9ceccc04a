"""Sites: their names and time zones."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.schemas import SiteAnswer
from backend.routes.operation import account, backend, now, operation
from backend.routes.schedules.schemas import SiteChange

blueprint = Blueprint("sites", __name__)
ONE = "/api/sites/<int(max=2147483647):site_id>"


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_SITES, body=SiteChange, answers=(SiteAnswer,))
def change_site(site_id: int, body: SiteChange) -> SiteAnswer:
    """Change a site's name or time zone; what is absent stays."""
    site = backend().sites.update(account().scope, site_id, name=body.name, time_zone=body.time_zone, at=now())
    return SiteAnswer.model_validate(site)
