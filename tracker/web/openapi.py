"""The description of the API (OpenAPI 3.1), made from the table of its routes."""

from collections.abc import Iterable
from typing import Any

from tracker import __version__
from tracker.web.parameters import LONGEST, MOST_ROWS, USUAL_ROWS, Parameter, Sort
from tracker.web.routes import Route

Object = dict[str, Any]

SORTS: dict[str, Object] = {
    "": {"type": ["string", "null"]},
    "number": {"type": ["integer", "null"]},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "objects": {"type": "array", "items": {"type": "object"}},
}
ERRORS = {
    "400": "The question cannot be read; the sentence says how to write it.",
    "404": "Nothing goes by that name.",
    "503": "The ledger cannot be read at the moment, or took too long.",
}
ERROR = {"$ref": "#/components/schemas/Error"}


def document(routes: Iterable[Route]) -> Object:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tracker",
            "version": __version__,
            "summary": "A ledger of dated, sourced events about agreements between countries",
            "description": "Read-only. The answers are those of the commands with --json; fields "
            "are added, never changed.",
        },
        "servers": [{"url": "/"}],
        "paths": {route.path: {"get": _operation(route)} for route in routes},
        "components": {"schemas": {"Error": _error()}},
    }


def _operation(route: Route) -> Object:
    answers: Object = {
        "200": {
            "description": "The answer",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": _content(_answer(route)),
        },
        "304": {"description": "Nothing has changed since the ETag of If-None-Match."},
    }
    answers |= {
        code: {"description": about, "content": _content(ERROR)} for code, about in ERRORS.items()
    }
    return {
        "operationId": route.name,
        "summary": route.about,
        "parameters": [_parameter(each) for each in route.parameters],
        "responses": answers,
    }


def _parameter(parameter: Parameter) -> Object:
    return {
        "name": parameter.name,
        "in": "path" if parameter.is_in_path else "query",
        "required": parameter.is_needed,
        "description": parameter.about,
        "schema": _schema(parameter),
    }


def _schema(parameter: Parameter) -> Object:
    schema: Object = {"type": "string", "maxLength": LONGEST}
    if parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.sort is Sort.FLAG:
        schema = {"type": "boolean", "default": False}
    elif parameter.sort is Sort.NUMBER:
        schema = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_ROWS}
    return {"type": "array", "items": schema} if parameter.is_many else schema


def _answer(route: Route) -> Object:
    fields = (each.partition(":") for each in route.fields.split())
    row = {
        "type": "object",
        "properties": {name: SORTS[sort] for name, _, sort in fields},
    }
    return {
        "type": "object",
        "required": ["schema", "rows"],
        "properties": {
            "schema": {"enum": [f"tracker.{each}" for each in route.schemas]},
            "rows": {"type": "array", "items": row},
            "notes": {"type": "array", "items": {"type": "string"}},
            "next": {"type": "string", "description": "What to ask the next page with, as after."},
        },
    }


def _error() -> Object:
    return {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string", "description": "One sentence."}},
    }


def _content(schema: Object) -> Object:
    return {"application/json": {"schema": schema}}
