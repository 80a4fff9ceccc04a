"""The OpenAPI document, `/api/openapi.json`, and `/api/docs`, a page without foreign scripts."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend import __version__
from backend.core.accounts.api_keys import BY_KEY
from backend.core.accounts.roles import Permission
from backend.routes.fields import MAX_ID
from backend.routes.operation import Operation, operation, operation_of
from backend.routes.system.schemas import Problem

blueprint = Blueprint("openapi", __name__)
_PARAMETER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
NUMBERS = ("camera_id", "company_id", "invitation_id", "key_id", "letter_id", "schedule_id", "site_id", "user_id")
_FILE = {"schema": {"type": "string", "format": "binary"}}
_REFERENCE = "#/components/schemas/{model}"
_SECURITY: dict[str, list[dict[str, list[str]]]] = {"public": [], "metrics_token": [{}, {"metrics_token": []}]}
_BY_KEY: list[dict[str, list[str]]] = [{"login": []}, {"api_key": []}]
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}code{font-size:.95em}"
)


@operation(blueprint, "GET", "/api/openapi.json", access=Permission.OWN_ACCOUNT)
def openapi() -> Response:
    """Tell this interface as OpenAPI 3.1."""
    return jsonify(document(current_app))


@operation(blueprint, "GET", "/api/docs", access=Permission.OWN_ACCOUNT, media_type="text/html")
def docs() -> Response:
    """Show this interface as a page."""
    rows = "".join(
        f"<tr><th><code>{found.method}</code></th><td><code>{escape(path)}</code></td>"
        f"<td>{escape(found.summary)}</td><td>{found.access.replace('_', ' ')}</td></tr>"
        for path, found in operations(current_app)
    )
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Mandor: interface</title><style>{_STYLE}</style>'
        f"<h1>Mandor {__version__}: interface</h1><p>All details: <a href='openapi.json'>openapi.json</a>.</p>"
        f"<table><tr><th>Method</th><th>Path</th><th>What it does</th><th>Who may</th></tr>{rows}</table></html>"
    )
    return Response(page, mimetype="text/html")


def operations(app: Flask) -> list[tuple[str, Operation]]:
    """Every route with its path as OpenAPI writes it, by path."""
    found = []
    for rule in app.url_map.iter_rules():
        noted = operation_of(app.view_functions[rule.endpoint])
        if noted is not None:
            found.append((_PARAMETER.sub(r"{\2}", rule.rule), noted))
    return sorted(found, key=lambda pair: (pair[0], pair[1].method))


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of the application's routes."""
    listed = operations(app)
    models: set[tuple[type[BaseModel], JsonSchemaMode]] = {(Problem, "serialization")}
    for _, one in listed:
        models.update((answer, "serialization") for answer in one.answers)
        if one.body is not None:
            models.add((one.body, "validation"))  # a field with a default may be left out of a request
    ordered = sorted(models, key=lambda pair: pair[0].__name__)
    _, schemas = models_json_schema(ordered, ref_template=_REFERENCE)
    paths: dict[str, Any] = {}
    for path, one in listed:
        paths.setdefault(path, {})[one.method.lower()] = _described(path, one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mandor", "version": __version__},
        "servers": [{"url": ".."}],  # as seen from this document: also below a path that a proxy takes off
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "login": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "metrics_token": {"type": "http", "scheme": "bearer"},
                "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
    }


def _described(path: str, one: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": one.summary,
        "parameters": [*_path_parameters(path), *_query_parameters(one.query)],
        "responses": {
            str(one.status): _answer(one),
            "default": _content("An error", "application/problem+json", Problem),
        },
        "security": _SECURITY.get(one.access, _BY_KEY if one.access in BY_KEY else [{"login": []}]),
    }
    if one.body is not None:
        described["requestBody"] = {"required": True, **_content("", "application/json", one.body)}
        del described["requestBody"]["description"]
    if one.uploads:
        described["requestBody"] = {"required": True, "content": dict.fromkeys(one.uploads, _FILE)}
    return described


def _answer(one: Operation) -> dict[str, Any]:
    if one.status == 204:
        return {"description": "Done"}
    return _content("Success", one.media_type, *one.answers)


def _content(description: str, media_type: str, *models: type[BaseModel]) -> dict[str, Any]:
    references = [{"$ref": _REFERENCE.format(model=model.__name__)} for model in models]
    schema: dict[str, Any] = references[0] if len(references) == 1 else {"oneOf": references} if references else {}
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 0, "maximum": MAX_ID}
            if name in NUMBERS
            else {"type": "string", "format": "uuid"},
        }
        for name in re.findall(r"{(\w+)}", path)
    ]


def _query_parameters(query: type[BaseModel] | None) -> list[dict[str, Any]]:
    if query is None:
        return []
    properties: dict[str, dict[str, Any]] = query.model_json_schema()["properties"]
    return [
        {"name": name, "in": "query", "required": False, "allowEmptyValue": True, "schema": _or_empty(schema)}
        for name, schema in properties.items()
    ]


def _or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null, and an empty value counts as absent: see `operation`."""
    notes: dict[str, Any] = {name: schema.pop(name) for name in ("title", "description", "default") if name in schema}
    values = [one for one in schema.pop("anyOf", [schema]) if one != {"type": "null"}]
    shown = {name: note for name, note in notes.items() if note is not None}
    return {**shown, "anyOf": [*values, {"type": "string", "maxLength": 0}]}
