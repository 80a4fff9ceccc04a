"""`./mandor user add|list|disable|enable|role|reset`: users, from the machine that Mandor runs on.

No password is asked for: only the owner of the machine can run it. Changes are in the audit, by `command`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from backend import settings as settings_module
from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import companies, users
from backend.adapters.database.tables import Company, User
from backend.commands import screen
from backend.core.accounts.email_address import checked
from backend.core.accounts.roles import Role
from backend.core.accounts.scope import Scope
from backend.core.audit.actor import Actor
from backend.core.errors import InvalidInput, MandorError, NotFound
from backend.services.accounts.invitations import Invited, MadeLink, invite, reset
from backend.services.accounts.users import UserAdministration, UserEdit
from backend.settings import SettingsError

FAILED = 1
COMMAND = Actor(None, "command", "")


def run(database: Database, words: Sequence[str], *, at: datetime) -> None:
    """Do what the words say. MandorError when it cannot be done; SystemExit (2) for words that are no command."""
    asked = _parser().parse_args(words)
    if asked.what == "list":
        _list(database)
    elif asked.what == "add":
        invited = Invited(email=_email(asked.email), name=asked.name or asked.email, role=Role(asked.role))
        company_id = asked.company or _first_company(database)
        _show(invite(database, company_id, invited, invited_by=None, by=COMMAND, at=at))
    elif asked.what == "reset":
        with database.writing(Scope.installation()) as session:
            made = reset(
                session, _user(users.by_email(session, asked.email), asked.email), invited_by=None, by=COMMAND, at=at
            )
        _show(made)
    else:
        with database.reading(Scope.installation()) as session:
            user = _user(users.by_email(session, asked.email), asked.email)
        edit = UserEdit(role=Role(asked.role)) if asked.what == "role" else UserEdit(disabled=asked.what == "disable")
        changed = UserAdministration(database).update(
            user.company_id, user.id, edit, giver_id=None, version=None, by=COMMAND, at=at
        )
        screen.good(f"{changed.email}: {changed.role.value}, {'disabled' if changed.disabled_at else 'enabled'}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./mandor user", description="Users of this installation.")
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("list", help="all users of all companies")
    add = what.add_parser("add", help="a link with which somebody joins")
    add.add_argument("email")
    add.add_argument("--name", help="by default the e-mail address")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.VIEWER.value)
    add.add_argument("--company", type=int, help="its number; by default the first company")
    for name, text in (
        ("disable", "end all log-ins"),
        ("enable", "permit log-ins again"),
        ("reset", "a link with which they set another password"),
    ):
        what.add_parser(name, help=text).add_argument("email")
    role = what.add_parser("role", help="give another role")
    role.add_argument("email")
    role.add_argument("role", choices=[role.value for role in Role])
    return parser


def _list(database: Database) -> None:
    with database.reading(Scope.installation()) as session:
        owners = {one.id: one.name for one in session.scalars(select(Company))}
        found = session.scalars(select(User).where(User.deleted_at.is_(None)).order_by(User.company_id, User.email))
        for user in found:
            marks = [user.role, *(["platform"] if user.is_platform else []), *(["limited"] if user.is_limited else [])]
            marks += ["disabled"] if user.disabled_at is not None else []
            screen.plain(f"{user.email}  {', '.join(marks)}  {owners[user.company_id]} ({user.company_id})")


def _show(made: MadeLink) -> None:
    until = made.invitation.expires_at.astimezone().strftime("%Y-%m-%d %H:%M")
    screen.good(f"a link for {made.invitation.email}, to be used once until {until}, shown once:")
    screen.plain(f"  <address of the dashboard>{made.link}")


def _email(text: str) -> str:
    try:
        return checked(text)
    except ValueError as error:
        raise InvalidInput(f"{text!r} cannot be used: {error}.") from error


def _user(found: User | None, email: str) -> User:
    if found is None:
        raise NotFound(f"No user has the e-mail address {email}.", hint="See ./mandor user list.")
    return found


def _first_company(database: Database) -> int:
    with database.reading(Scope.installation()) as session:
        company = companies.first(session)
    if company is None:
        raise NotFound("There is no company yet.", hint="Start Mandor once: make run.")
    return company.id


def main() -> None:
    """Do it. Exit code 1: it cannot be done; 2: no such command."""
    try:
        database = Database(settings_module.load().database_url)
        run(database, sys.argv[1:], at=datetime.now(UTC))
        database.close()
    except (SettingsError, MandorError) as error:
        screen.fail(str(error))
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
