"""Rules of cameras."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.operation import account, actor, backend, now, operation
from backend.routes.rules.rule_schemas import (
    BypassAsked,
    NewRule,
    RuleAnswer,
    RuleChange,
    RulesAnswer,
    RuleVersionAnswer,
    RuleVersionsAnswer,
)
from backend.routes.rules.zone_schemas import UnreadableAnswer

blueprint = Blueprint("rules", __name__)
OF_CAMERA = "/api/cameras/<int(max=2147483647):camera_id>/rules"
ONE = "/api/rules/<int(max=2147483647):rule_id>"


@operation(blueprint, "GET", OF_CAMERA, access=Permission.VIEW_CAMERAS, answers=(RulesAnswer,))
def list_rules(camera_id: int) -> RulesAnswer:
    """List a camera's rules, oldest first, and whether each applies now."""
    found = backend().rules.listed(account().scope, camera_id, at=now())
    unreadable = [UnreadableAnswer.model_validate(one) for one in found.unreadable]
    return RulesAnswer(items=[RuleAnswer.of(view) for view in found.items], unreadable=unreadable)


@operation(
    blueprint, "POST", OF_CAMERA, access=Permission.MANAGE_RULES, body=NewRule, answers=(RuleAnswer,), status=201
)
def create_rule(camera_id: int, body: NewRule) -> RuleAnswer:
    """Add a rule."""
    return RuleAnswer.of(backend().rules.create(account().scope, camera_id, body.draft(), by=actor(), at=now()))


@operation(blueprint, "GET", ONE, access=Permission.VIEW_CAMERAS, answers=(RuleAnswer,))
def get_rule(rule_id: int) -> RuleAnswer:
    """Show one rule."""
    return RuleAnswer.of(backend().rules.detail(account().scope, rule_id, at=now()))


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_RULES, body=RuleChange, answers=(RuleAnswer,))
def change_rule(rule_id: int, body: RuleChange) -> RuleAnswer:
    """Change a rule, which is a new version of it; what is absent stays."""
    scope, rules = account().scope, backend().rules
    draft = body.applied_to(rules.draft(scope, rule_id))
    return RuleAnswer.of(rules.update(scope, rule_id, draft, version=body.version, by=actor(), at=now()))


@operation(blueprint, "DELETE", ONE, access=Permission.MANAGE_RULES, status=204)
def delete_rule(rule_id: int) -> None:
    """Delete a rule. Its versions stay, and it can be restored."""
    backend().rules.remove(account().scope, rule_id, by=actor(), at=now())


@operation(blueprint, "POST", f"{ONE}/restore", access=Permission.MANAGE_RULES, answers=(RuleAnswer,))
def restore_rule(rule_id: int) -> RuleAnswer:
    """Restore a deleted rule."""
    return RuleAnswer.of(backend().rules.restore(account().scope, rule_id, by=actor(), at=now()))


@operation(blueprint, "PUT", f"{ONE}/bypass", access=Permission.MANAGE_RULES, body=BypassAsked, answers=(RuleAnswer,))
def bypass_rule(rule_id: int, body: BypassAsked) -> RuleAnswer:
    """Suspend a rule until a time, with a reason; it applies again by itself."""
    view = backend().rules.bypass(account().scope, rule_id, until=body.until, reason=body.reason, by=actor(), at=now())
    return RuleAnswer.of(view)


@operation(blueprint, "DELETE", f"{ONE}/bypass", access=Permission.MANAGE_RULES, answers=(RuleAnswer,))
def end_bypass(rule_id: int) -> RuleAnswer:
    """End a rule's bypass now."""
    return RuleAnswer.of(backend().rules.end_bypass(account().scope, rule_id, by=actor(), at=now()))


@operation(blueprint, "GET", f"{ONE}/versions", access=Permission.VIEW_CAMERAS, answers=(RuleVersionsAnswer,))
def list_rule_versions(rule_id: int) -> RuleVersionsAnswer:
    """List every version of a rule, newest first, also of a deleted one."""
    views = backend().rules.versions(account().scope, rule_id)
    return RuleVersionsAnswer(items=[RuleVersionAnswer.of(view) for view in views])


@operation(
    blueprint,
    "GET",
    f"{ONE}/versions/<int(max=2147483647):rule_version>",
    access=Permission.VIEW_CAMERAS,
    answers=(RuleVersionAnswer,),
)
def get_rule_version(rule_id: int, rule_version: int) -> RuleVersionAnswer:
    """Show a rule as it was, for the violations of that time."""
    return RuleVersionAnswer.of(backend().rules.version(account().scope, rule_id, rule_version))
