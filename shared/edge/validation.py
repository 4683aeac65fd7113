"""Broken rules of a draft, as JSON pointers and sentences that a form shows beside its fields."""

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Mistake = dict[str, str]
"""`{"pointer": "/tickets/0/price", "detail": "…"}`."""

MAX_MISTAKES = 100

EMPTY = {
    "/title": "Give your event a title",
    "/starts_at": "Say when it starts",
    "/ends_at": "Say when it ends",
    "/timezone": "Choose a time zone",
    "/location": "Say where it takes place",
    "/location/name": "Name the venue",
    "/location/url": "Add the link to join",
    "/tickets/*/name": "Name this ticket",
    "/tickets/*/price": "Set a price; 0 is free",
    "/tickets/*/quantity": "Say how many there are",
    "/tickets/*/currency": "Choose a currency",
}
"""What is said of a field that is missing or empty; `*` stands for a position."""

SENTENCES = {
    "missing": "This is missing",
    "extra_forbidden": "There is no such field",
    "string_type": "This must be text",
    "string_too_short": "This must not be empty",
    "string_too_long": "At most {max_length} characters",
    "int_type": "This must be a whole number",
    "greater_than_equal": "This must be at least {ge}",
    "less_than_equal": "This must be at most {le}",
    "too_long": "At most {max_length} entries",
    "string_pattern_mismatch": "This is not in the expected form",
    "literal_error": "This must be {expected}",
    "union_tag_invalid": "This must be of kind {expected_tags}",
    "union_tag_not_found": "Name its kind",
}
"""By pydantic's error type, for every other field and rule; `{}` holds a limit of the rule."""


def mistakes(error: ValidationError) -> list[Mistake]:
    """The first hundred broken rules: where each is broken (RFC 6901) and what to do about it."""
    return [
        {"pointer": (where := pointer(each["loc"])), "detail": _sentence(where, each)}
        for each in error.errors(include_url=False, include_input=False)[:MAX_MISTAKES]
    ]


def pointer(location: tuple[int | str, ...]) -> str:
    """RFC 6901. Pydantic puts the chosen kind of location into the path; JSON does not have it."""
    parts = [
        str(part)
        for i, part in enumerate(location)
        if not (i == 1 and location[0] == "location" and part in ("venue", "online"))
    ]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _sentence(where: str, error: ErrorDetails) -> str:
    if error["type"] in ("missing", "string_too_short"):
        field = re.sub(r"/\d+/", "/*/", where)
        if field in EMPTY:
            return EMPTY[field]
    template = SENTENCES.get(error["type"])
    words = template.format_map(error.get("ctx", {})) if template else error["msg"]
    return words[:1].upper() + words[1:]
