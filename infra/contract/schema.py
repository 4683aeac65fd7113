"""The draft's JSON Schema, which the front end validates with."""

import json

from shared.event.draft import EventDraft


def text() -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **EventDraft.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
