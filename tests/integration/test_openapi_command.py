"""The OpenAPI document that is printed without a running backend is the one that the backend serves."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from backend.commands import openapi
from backend.routes.openapi import document


def test_the_printed_document_describes_every_route_of_the_backend(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    openapi.main()
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(document(app)))


def test_a_request_may_leave_out_what_has_a_default_and_an_answer_has_all_its_fields() -> None:
    schemas = document(openapi.application())["components"]["schemas"]
    assert schemas["NewCamera"]["required"] == ["name", "source"]
    assert set(schemas["SourceFailed"]["required"]) == {"ok", "reason"}
