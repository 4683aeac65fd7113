"""A draft's mistakes: where each one is, and a sentence to show beside that field of a form."""

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.edge.problems import Mistake
from shared.event.draft import RULES

MAX_MISTAKES = 100

EMPTY = {
    "/title": "Give your event a title",
    "/starts_at": "Say when it starts",
    "/ends_at": "Say when it ends",
    "/timezone": "Choose a time zone",
    "/location": "Say where it takes place",
    "/location/name": "Give the venue a name",
    "/location/url": "Add the link to join",
    "/tickets/*/name": "Give this ticket a name",
    "/tickets/*/price": "Set a price; 0 is free",
    "/tickets/*/quantity": "Say how many there are",
    "/tickets/*/currency": "Choose a currency",
}
"""For a field that is missing or empty, by its pointer; `*` stands for any position."""

SHORT = {"/slug": "Use at least 3 characters"}
"""For text that is shorter than its field allows, though not empty, by the field's pointer."""

MISMATCHED = {
    "/location/url": "The link must start with https:// and contain no spaces",
    "/cover/upload": "This is not the name of an uploaded photo; upload it again",
    "/cover_upload": "This is not the name of an uploaded photo; upload it again",
    "/language": "This is not a language tag such as en or pt-BR",
    "/slug": "Use small letters a to z, digits, and single hyphens between them",
}
"""For text that does not match its field's pattern, by the field's pointer."""

SENTENCES = RULES | {
    "missing": "This is missing",
    "extra_forbidden": "There is no such field",
    "string_type": "This must be text",
    "string_too_short": "This must not be empty",
    "string_too_long": "At most {max_length} characters",
    "int_type": "This must be a whole number",
    "greater_than_equal": "This must be at least {ge}",
    "less_than_equal": "This must be at most {le}",
    "too_long": "At most {max_length} entries",
    "string_pattern_mismatch": "This does not have the expected form",
    "literal_error": "This must be {expected}",
    "union_tag_invalid": "The kind must be one of {expected_tags}",
    "union_tag_not_found": "Its kind is missing",
    "model_type": "This must be an object",
    "model_attributes_type": "This must be an object",
    "tuple_type": "This must be a list",
    "datetime_from_date_parsing": "There is no such time",
    "datetime_parsing": RULES["years"],  # of year 0
}
"""For every other mistake, by pydantic's error type; `{…}` are the rule's own values."""


_KINDS: dict[int | str, tuple[str, ...]] = {
    "location": ("venue", "online"),
    "cover": ("generated", "composed", "uploaded", "earlier"),
}
_BY_FIELD = {
    "missing": EMPTY,
    "string_too_short": EMPTY | SHORT,
    "string_pattern_mismatch": MISMATCHED,
}


def mistakes(error: ValidationError) -> list[Mistake]:
    """At most 100 mistakes, each with an RFC 6901 pointer to its field and what to do about it."""
    return [
        {"pointer": (where := pointer(each["loc"])), "detail": _sentence(where, each)}
        for each in error.errors(include_url=False, include_input=False)[:MAX_MISTAKES]
    ]


def pointer(location: tuple[int | str, ...]) -> str:
    """The RFC 6901 pointer to pydantic's `loc`.

    Drops the kind of location or cover that pydantic adds to the path, which is not in the JSON.
    """
    kinds = _KINDS.get(location[0], ()) if location else ()
    parts = [str(part) for i, part in enumerate(location) if not (i == 1 and part in kinds)]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _sentence(where: str, error: ErrorDetails) -> str:
    field, kind = re.sub(r"/\d+/", "/*/", where), error["type"]
    if field in (sentences := _BY_FIELD.get(kind, {})):
        return sentences[field]
    template = SENTENCES.get(kind)
    return template.format_map(error.get("ctx", {})) if template else error["msg"]
