"""What the OpenAPI document says about queries is what the server takes: empty values, and ways to write a time."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.builders import World

EMPTY = {"type": "string", "maxLength": 0}


def queries(client: FlaskClient, world: World) -> dict[str, list[dict[str, Any]]]:
    """The documented query parameters of each path that is read, by path."""
    paths = client.get("/api/openapi.json", headers=world.ours.headers()).get_json()["paths"]
    found = {
        path: [parameter for parameter in methods["get"]["parameters"] if parameter["in"] == "query"]
        for path, methods in paths.items()
        if "get" in methods and path.startswith("/api/")
    }
    return {path: parameters for path, parameters in found.items() if parameters}


def test_an_empty_value_counts_as_absent_and_the_document_allows_it(client: FlaskClient, world: World) -> None:
    documented = queries(client, world)
    assert {"/api/violations", "/api/stats/coverage"} <= documented.keys()
    for path, parameters in documented.items():
        address = re.sub(r"{\w+}", str(world.ours.camera_id), path)
        for parameter in parameters:
            assert parameter["allowEmptyValue"] is True
            assert EMPTY in parameter["schema"]["anyOf"], f"{path} {parameter['name']}"
            assert {"type": "null"} not in parameter["schema"]["anyOf"], "a query has no null"
        absent = client.get(address, headers=world.ours.headers())
        empty = client.get(f"{address}?{parameters[0]['name']}=", headers=world.ours.headers())
        assert empty.status_code == absent.status_code, path


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("2026-11-21T02:19:03.123Z", True),
        ("2026-11-21T09:19:03+07:00", True),
        ("2026-11-21T02:19Z", True),
        ("2026-11-21 02:19:03+0000", True),
        ("2026-11-21t02:19:03z", True),
        ("2026-11-21T02:19:03", False),
        ("2026-11-21", False),
        ("1795227543", False),
        ("1999-11-21T02:19:03Z", False),
        ("2201-11-21T02:19:03Z", False),
        ("2026-13-21T02:19:03Z", False),
        ("2026-11-21T24:00:00Z", False),
        ("2026-11-21T02:19:03Z\n", False),
    ],
)
def test_a_time_is_taken_as_it_is_documented(client: FlaskClient, world: World, text: str, taken: bool) -> None:
    (since,) = (one for one in queries(client, world)["/api/violations"] if one["name"] == "since")
    pattern = since["schema"]["anyOf"][0]["pattern"]
    answer = client.get(f"/api/violations?since={quote(text)}", headers=world.ours.headers())
    assert (re.fullmatch(pattern, text) is not None, answer.status_code) == (taken, 200 if taken else 400)
