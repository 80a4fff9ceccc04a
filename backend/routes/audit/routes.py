"""The audit: listing and exporting entries. Nothing changes one."""

from __future__ import annotations

from flask import Blueprint, Response

from backend.core.accounts.roles import Permission
from backend.core.accounts.scope import Scope
from backend.routes.audit.schemas import AuditAnswer, AuditFilter, AuditList
from backend.routes.operation import account, actor, backend, now, operation

blueprint = Blueprint("audit", __name__)


@operation(blueprint, "GET", "/api/audit", access=Permission.VIEW_AUDIT, query=AuditList, answers=(AuditAnswer,))
def list_audit(query: AuditList) -> AuditAnswer:
    """List the company's audit entries, newest first."""
    return _page(account().scope, query)


@operation(
    blueprint,
    "GET",
    "/api/audit/export.csv",
    access=Permission.VIEW_AUDIT,
    query=AuditFilter,
    media_type="text/csv",
)
def export_audit(query: AuditFilter) -> Response:
    """Export the company's audit entries, oldest first; the export is an entry, too."""
    return _export(account().scope, query)


@operation(
    blueprint,
    "GET",
    "/api/installation/audit",
    access=Permission.MANAGE_COMPANIES,
    query=AuditList,
    answers=(AuditAnswer,),
)
def list_installation_audit(query: AuditList) -> AuditAnswer:
    """List the installation's audit entries: companies, erasures, failed log-ins of unknown users."""
    return _page(Scope.installation(), query)


def _page(scope: Scope, query: AuditList) -> AuditAnswer:
    return AuditAnswer.model_validate(
        backend().audit.listed(scope, query.wanted(), cursor=query.cursor, limit=query.limit)
    )


def _export(scope: Scope, query: AuditFilter) -> Response:
    lines = backend().audit.export(scope, query.wanted(), by=actor(), at=now())
    response = Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="mandor-audit-{now():%Y-%m-%d}.csv"'
    return response
