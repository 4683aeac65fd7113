"""Every problem that the API answers with, RFC 9457: one registry, one body, one mapper."""

import json
import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from starlette.responses import Response

from shared.store import errors

Mistake = dict[str, str]
"""`{"pointer": "/tickets/0/price", "detail": "…"}`."""


class Problem(Exception):
    """Root of all problems. A subclass is a row of the registry; its docstring is the title."""

    status: ClassVar[HTTPStatus]
    name: ClassVar[str]
    headers: ClassVar[dict[str, str]] = {}
    registry: ClassVar[dict[str, type["Problem"]]] = {}

    def __init__(self, detail: str = "", *, errors: list[Mistake] | None = None) -> None:
        super().__init__(detail)
        self.detail, self.errors = detail, errors
        self.extra_headers: dict[str, str] = {}
        self.extra_members: dict[str, int | list[str]] = {}

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
        members = {key: value for key, value in members.items() if value not in ("", None)}
        return members | self.extra_members

    def response(self) -> Response:
        return Response(
            json.dumps(self.body(), ensure_ascii=False),
            self.status,
            self.headers | self.extra_headers,
            media_type="application/problem+json",
        )


class MalformedRequest(Problem, status=400):
    """The request cannot be read"""


class InvalidEvent(Problem, status=400):
    """The event breaks one or more rules"""


class InvalidImage(Problem, status=400):
    """The photo cannot be used"""


class Unauthenticated(Problem, status=401, headers={"WWW-Authenticate": "Bearer"}):
    """A valid Firebase ID token is needed"""


class AppCheckFailed(Problem, status=403):
    """A valid App Check token is needed"""


class Forbidden(Problem, status=403):
    """You do not have access to this"""


class NotFound(Problem, status=404):
    """Not found"""


class MethodNotAllowed(Problem, status=405):
    """This method is not allowed"""

    def __init__(self, *allowed: str) -> None:
        super().__init__(f"Allowed: {', '.join(allowed)}.")
        self.extra_headers = {"Allow": ", ".join(allowed)}


class RequestTimeout(Problem, status=408):
    """The request took too long to arrive"""


class KeyInUse(Problem, status=409):
    """The idempotency key is in use"""


class SlugTaken(Problem, status=409):
    """This address is taken"""

    def __init__(self, free: tuple[str, ...]) -> None:
        super().__init__("Choose another one, and send it with the same key.")
        self.extra_members = {"suggestions": list(free)}


class EventPurged(Problem, status=410):
    """The event was removed for good"""


class StaleRevision(Problem, status=412):
    """The event has changed since you looked at it"""

    def __init__(self, revision: int) -> None:
        super().__init__("Look at the present revision, and change that.")
        self.extra_members = {"revision": revision}


class TooLarge(Problem, status=413):
    """The body is too large"""


class UnsupportedMediaType(Problem, status=415):
    """This content type is not supported"""


class KeyReused(Problem, status=422):
    """The idempotency key was used for something else"""


class PreconditionRequired(Problem, status=428):
    """The revision that is changed must be named"""


class TooManyRequests(Problem, status=429):
    """Too many requests in a short time"""

    def __init__(self, seconds: float) -> None:
        super().__init__("Wait a moment, and try again.")
        self.extra_headers = {"Retry-After": str(math.ceil(seconds))}


class Internal(Problem, status=500):
    """Something went wrong on our side"""


class Unavailable(Problem, status=503, headers={"Retry-After": "2"}):
    """Temporarily unavailable"""


class PublishingPaused(Problem, status=503, headers={"Retry-After": "300"}):
    """Publishing is paused"""


LATER_RULES = {
    "over": ("/ends_at", "This event is already over"),
    "earlier": ("/cover/revision", "No cover was replaced in this revision"),
    "copied": ("/cover/event", "That event has no picture to copy, or is not yours"),
    "address": ("/slug", "The address of an event never changes"),
}
"""Rules that only the store can check: a pointer, and what is wrong there."""


def _broken(rule: str) -> InvalidEvent:
    pointer, detail = LATER_RULES[rule]
    return InvalidEvent(errors=[{"pointer": pointer, "detail": detail}])


_REFUSALS: dict[type[errors.Refused], Callable[[Any], Problem]] = {
    errors.EventIsOver: lambda _: _broken("over"),
    errors.EventPurged: lambda _: EventPurged("Its key cannot publish again. Use a new key."),
    errors.KeyInUse: lambda _: KeyInUse("This key belongs to another account. Use a new key."),
    errors.KeyReused: lambda _: KeyReused(
        "This key already published another draft. A changed draft needs a new key."
    ),
    errors.ChangeKeyReused: lambda _: KeyReused(
        "This key already changed the event in another way. Every change needs a new key."
    ),
    errors.NoSuchCover: lambda _: _broken("earlier"),
    errors.NothingToCopy: lambda _: _broken("copied"),
    errors.SlugTaken: lambda refusal: SlugTaken(refusal.free),
    errors.SlugStays: lambda _: _broken("address"),
    errors.NoSuchEvent: lambda _: NotFound("There is no such event."),
    errors.StaleRevision: lambda refusal: StaleRevision(refusal.revision),
    errors.TakenDownByOperator: lambda _: Forbidden(
        "The operator of this site took the page down."
    ),
}


def of_refusal(refusal: errors.Refused) -> Problem:
    """The problem that a refusal of the store is answered with."""
    return _REFUSALS[type(refusal)](refusal)
