"""`./mandor user`, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.connection import Database
from backend.commands.user import run
from backend.core.errors import Conflict, InvalidInput, NotFound
from backend.services.accounts.accepted_links import AcceptedLinks
from backend.services.accounts.accounts import Accounts
from tests.builders import SECRET_KEY, build_world

NOW = datetime.now(UTC)


def test_users_from_the_machine(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    build_world(database)

    def output_of(*words: str) -> str:
        run(database, words, at=NOW)
        return capsys.readouterr().out

    token = output_of("add", "Sari@plant.example", "--role", "officer").rpartition("/welcome#")[2].strip()
    links = AcceptedLinks(database, Accounts(database, Tokens(SECRET_KEY), lifetime=timedelta(hours=1)))
    links.accept(token, name="Sari", password="four words that differ", address="", at=NOW)
    assert "sari@plant.example  officer  ours" in output_of("list")
    assert "supervisor" in output_of("role", "sari@plant.example", "supervisor")
    assert "disabled" in output_of("disable", "sari@plant.example")
    with pytest.raises(Conflict, match="disabled"):
        output_of("reset", "sari@plant.example")
    assert "enabled" in output_of("enable", "sari@plant.example")
    assert "/welcome#" in output_of("reset", "sari@plant.example")
    with pytest.raises(Conflict, match="last administrator"):
        output_of("disable", "admin@theirs.example")
    with pytest.raises(NotFound, match="No user has"):
        output_of("role", "nobody@plant.example", "viewer")
    with pytest.raises(InvalidInput, match="e-mail address"):
        output_of("add", "nobody")
