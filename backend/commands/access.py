"""Writes the table of roles and routes, `docs/access.md`: `python -m backend.commands.access > docs/access.md`."""

from __future__ import annotations

import sys

from backend.commands.openapi import application
from backend.core.accounts.roles import COMPANY_WIDE, PERMISSIONS, PLATFORM, Permission, Role
from backend.routes.openapi import operations
from backend.routes.operation import Access, Operation

HEAD = """# Who may do what

Generated from the routes by `python -m backend.commands.access`; a test compares.

A user has one role in one company: company administrator (`admin`), safety officer (`officer`), `supervisor` or
`viewer`. A platform administrator has the column **platform** in addition to the role in their own company.

- Everything is within the user's scope: the own company and, for users that are limited, their sites and cameras. What
  is outside it is answered like what does not exist: 404.
- What the role does not permit is refused before anything is read: 403 `not_allowed`.
- **whole company**: not for users that are limited to sites or cameras, whatever their role.

"""
COLUMNS = (*(role.value for role in Role), "platform", "whole company")


def table() -> str:
    """The document."""
    lines = [
        f"| route | permission | {' | '.join(COLUMNS)} |",
        f"|---|---|{'---|' * len(COLUMNS)}",
        *(_line(path, found) for path, found in operations(application())),
    ]
    return HEAD + "\n".join(lines) + "\n"


def _line(path: str, found: Operation) -> str:
    cells = " | ".join(_cells(found.access))
    required = f"{found.access}".replace("_", " ")
    return f"| `{found.method} {path}` | {required} | {cells} |"


def _cells(access: Access) -> list[str]:
    if not isinstance(access, Permission):
        return ["" for _ in COLUMNS]
    given = [*(access in PERMISSIONS[role] for role in Role), access in PLATFORM, access in COMPANY_WIDE]
    return ["yes" if one else "" for one in given]


def main() -> None:
    """Write the document to the standard output."""
    sys.stdout.write(table())


if __name__ == "__main__":
    main()
