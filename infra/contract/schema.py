"""The draft's JSON Schema, which the front end validates with."""

import json

from shared.event.draft import EventDraft


def text() -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **EventDraft.model_json_schema(),
    }
    location = schema["properties"]["location"]
    # Pydantic sorts keys, but lists the kinds in order when it refuses another one.
    kinds = {ref: kind for kind, ref in location["discriminator"]["mapping"].items()}
    refs = [choice["$ref"] for choice in location["oneOf"]]
    location["discriminator"]["mapping"] = {kinds[ref]: ref for ref in refs}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
