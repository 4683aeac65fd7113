"""Every problem that the API answers with: RFC 9457, one registry, one mapper."""

import json
from http import HTTPStatus
from typing import Any, ClassVar

from flask import Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails


class Problem(Exception):
    """Root of all refusals. A subclass is a row of the registry; its docstring is the title."""

    status: ClassVar[HTTPStatus]
    name: ClassVar[str]
    headers: ClassVar[dict[str, str]] = {}
    registry: ClassVar[dict[str, type["Problem"]]] = {}

    def __init__(self, detail: str = "", *, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.detail, self.errors = detail, errors
        self.extra_headers: dict[str, str] = {}

    def __init_subclass__(cls, *, status: int, headers: dict[str, str] | None = None) -> None:
        words = "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__)
        cls.status, cls.name = HTTPStatus(status), words.strip("-")
        cls.headers = headers or {}
        Problem.registry[cls.name] = cls

    def body(self) -> dict[str, Any]:
        members = {
            "type": f"urn:publish-event:problem:{self.name}",
            "title": (self.__doc__ or "").strip(),
            "status": int(self.status),
            "detail": self.detail,
            "errors": self.errors,
        }
        return {key: value for key, value in members.items() if value not in ("", None)}

    def response(self) -> Response:
        return Response(
            json.dumps(self.body(), ensure_ascii=False),
            self.status,
            self.headers | self.extra_headers,
            content_type="application/problem+json",
        )


class MalformedRequest(Problem, status=400):
    """The request cannot be read"""


class InvalidEvent(Problem, status=400):
    """The event breaks one or more rules"""

    @classmethod
    def of(cls, error: ValidationError) -> "InvalidEvent":
        """Every broken rule, each with the JSON pointer (RFC 6901) of the value that breaks it."""
        errors = [
            {"pointer": pointer(found["loc"]), "detail": _sentence(found)}
            for found in error.errors(include_url=False, include_input=False)
        ]
        return cls("Mend every mistake and publish again.", errors=errors)


class InvalidImage(Problem, status=400):
    """The photo cannot be used"""


class Unauthenticated(Problem, status=401, headers={"WWW-Authenticate": "Bearer"}):
    """A valid Firebase ID token is needed"""


class AppCheckFailed(Problem, status=403):
    """A valid App Check token is needed"""


class Forbidden(Problem, status=403):
    """That is not yours to use"""


class NotFound(Problem, status=404):
    """There is nothing here"""


class MethodNotAllowed(Problem, status=405):
    """This method is not served here"""

    def __init__(self, *allowed: str) -> None:
        super().__init__(f"Allowed: {', '.join(allowed)}.")
        self.extra_headers = {"Allow": ", ".join(allowed)}


class KeyInUse(Problem, status=409):
    """The idempotency key is in use"""


class TooLarge(Problem, status=413):
    """The body is too large"""


class UnsupportedMediaType(Problem, status=415):
    """This content type is not understood"""


class KeyReused(Problem, status=422):
    """The idempotency key was used for another draft"""


class Internal(Problem, status=500):
    """Something went wrong on our side"""


class Unavailable(Problem, status=503, headers={"Retry-After": "2"}):
    """Temporarily unavailable"""


class PublishingPaused(Problem, status=503, headers={"Retry-After": "300"}):
    """Publishing is paused"""


def pointer(location: tuple[int | str, ...]) -> str:
    """RFC 6901. Pydantic names the chosen kind of location inside the path; JSON does not."""
    parts = [
        str(part)
        for i, part in enumerate(location)
        if not (i == 1 and location[0] == "location" and part in ("venue", "online"))
    ]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


# Pydantic's words are a programmer's; these are what a form shows beside its field.
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "too_long": "must have at most {max_length} entries",
    "string_pattern_mismatch": "is not written as it must be",
    "literal_error": "must be {expected}",
    "union_tag_invalid": "must be of kind {expected_tags}",
    "union_tag_not_found": "must name its kind",
}


def _sentence(found: ErrorDetails) -> str:
    template = _WORDS.get(found["type"])
    words = template.format_map(found.get("ctx", {})) if template else found["msg"]
    return words[:1].upper() + words[1:]
