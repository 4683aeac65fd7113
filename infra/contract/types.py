"""The front end's types: the API's bodies, and the event's document in Firestore.

A generator of our own: the types come from two places, the OpenAPI document and the models of what
is stored, and use a small part of JSON Schema. openapi-typescript knows only the first, and wants a
second TypeScript beside ours.
"""

import json
import textwrap
from typing import Any

from infra.contract import openapi
from infra.contract.tables import HEAD
from shared.edge.problems import Problem
from shared.event.model import Change, Event

Json = dict[str, Any]

_LONGEST_UNION = 30
"""Only the currencies' enumeration is longer; to TypeScript it is `string`."""


def text() -> str:
    """The API's bodies with times as text, and the event's document with times as `Date`."""
    api = openapi.document()["components"]["schemas"]
    document = Event.model_json_schema()
    del document["properties"]["event_id"]  # the document's name
    # Fields with a default may be missing: an earlier release did not write them.
    stored = {name: each for name, each in document["$defs"].items() if name not in api}
    names = " | ".join(json.dumps(name) for name in Problem.registry)
    parts = [
        *(_declared(name, schema, "string") for name, schema in api.items()),
        f"export type ProblemName = {names};",
        *(_declared(name, schema, "Date") for name, schema in stored.items()),
        _declared("EventDocument", document, "Date"),
        _declared("ChangeDocument", Change.model_json_schema(), "Date"),
    ]
    return "\n\n".join([HEAD, *parts]) + "\n"


def _declared(name: str, schema: Json, time: str) -> str:
    return f"{_comment(schema)}export type {name} = {_type(schema, time)};"


def _type(schema: Json, time: str) -> str:
    match schema:
        case {"$ref": reference}:
            name = str(reference).rpartition("/")[2]
        case {"anyOf": choices} | {"oneOf": choices}:
            name = " | ".join(_type(choice, time) for choice in choices)
        case {"const": value}:
            name = json.dumps(value)
        case {"enum": values} if len(values) <= _LONGEST_UNION:
            name = " | ".join(json.dumps(value) for value in values)
        case {"type": "object", "additionalProperties": True}:
            name = "Record<string, unknown>"
        case {"type": "object", "additionalProperties": {"type": _} as each}:
            name = f"Record<string, {_type(each, time)}>"
        case {"type": "object"}:
            name = _object(schema, time)
        case {"type": "array"}:
            name = f"Array<{_type(schema['items'], time)}>"
        case {"type": "string", "format": "date-time"}:
            name = time
        case _:
            name = _PRIMITIVES[schema["type"]]
    return name


_PRIMITIVES = {
    "string": "string",
    "integer": "number",
    "boolean": "boolean",
    "null": "null",
}


def _object(schema: Json, time: str) -> str:
    lines = "".join(
        f"{_comment(each)}{name}{'' if name in schema.get('required', ()) else '?'}: "
        f"{_type(each, time)};\n"
        for name, each in schema["properties"].items()
    )
    return "{\n" + textwrap.indent(lines, "  ") + "}"


def _comment(schema: Json) -> str:
    text = schema.get("description", "")
    return f"/** {text} */\n" if text else ""
