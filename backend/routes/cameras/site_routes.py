"""Sites: their names, time zones and what they hold."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.schemas import SiteAnswer
from backend.routes.cameras.site_schemas import ContentsAnswer, NewSite, SiteChange, SitesAnswer
from backend.routes.operation import account, actor, backend, now, operation
from backend.services.cameras.sites import SiteEdit

blueprint = Blueprint("sites", __name__)
ONE = "/api/sites/<int(max=2147483647):site_id>"


@operation(blueprint, "GET", "/api/sites", access=Permission.VIEW_CAMERAS, answers=(SitesAnswer,))
def list_sites() -> SitesAnswer:
    """List the sites, oldest first, archived ones too."""
    return SitesAnswer(items=[SiteAnswer.model_validate(site) for site in backend().sites.listed(account().scope)])


@operation(
    blueprint,
    "POST",
    "/api/sites",
    access=Permission.MANAGE_SITES,
    body=NewSite,
    answers=(SiteAnswer,),
    status=201,
)
def create_site(body: NewSite) -> SiteAnswer:
    """Add a site."""
    site = backend().sites.create(account().scope, name=body.name, time_zone=body.time_zone, by=actor(), at=now())
    return SiteAnswer.model_validate(site)


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_SITES, body=SiteChange, answers=(SiteAnswer,))
def change_site(site_id: int, body: SiteChange) -> SiteAnswer:
    """Change a site's name or time zone, archive or restore it; what is absent stays."""
    edit = SiteEdit(name=body.name, time_zone=body.time_zone, archived=body.archived, version=body.version)
    return SiteAnswer.model_validate(backend().sites.update(account().scope, site_id, edit, by=actor(), at=now()))


@operation(blueprint, "GET", f"{ONE}/contents", access=Permission.MANAGE_SITES, answers=(ContentsAnswer,))
def get_site_contents(site_id: int) -> ContentsAnswer:
    """Tell what a site holds."""
    return ContentsAnswer.model_validate(backend().sites.contents(account().scope, site_id))


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_SITES, status=204)
def delete_site(site_id: int) -> None:
    """Delete a site that holds nothing; 409 `site_in_use` tells what another one holds."""
    backend().sites.remove(account().scope, site_id, by=actor(), at=now())
