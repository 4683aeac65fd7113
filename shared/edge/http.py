"""The HTTP edge of the API: methods, CORS, bounded bodies, the key, and one mapper for problems."""

import functools
import io
import json
import re
from collections.abc import Callable
from typing import Any

from flask import Request, Response
from google.api_core import exceptions as google

from shared.edge.problems import (
    Internal,
    MalformedRequest,
    MethodNotAllowed,
    Problem,
    TooLarge,
    Unavailable,
    UnsupportedMediaType,
    of_refusal,
)
from shared.runtime import log
from shared.runtime.settings import settings
from shared.store.errors import Refused

Handler = Callable[[Request], Response]
# RFC 9562 text form, any version; RFC 8941 lets the header's value stand in quotes.
_UUID = re.compile(r'("?)([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\1')
_OUTAGES = (google.ServiceUnavailable, google.DeadlineExceeded, google.RetryError, google.Aborted)


def endpoint(method: str) -> Callable[[Handler], Handler]:
    """An API endpoint of one method: CORS preflight, trace, and problems instead of exceptions."""

    def decorate(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def serve(request: Request) -> Response:
            log.begin(request.headers.get("traceparent"))
            response = (
                _preflight(method)
                if request.method == "OPTIONS"
                else _answer(handler, method, request)
            )
            response.headers["Cache-Control"] = "no-store"
            return _cors(request, response)

        return serve

    return decorate


def _answer(handler: Handler, method: str, request: Request) -> Response:
    try:
        if request.method != method:
            raise MethodNotAllowed(method, "OPTIONS")
        return handler(request)
    except Problem as problem:
        return _problem(problem)
    except Refused as refusal:
        return _problem(of_refusal(refusal))
    except _OUTAGES as error:
        log.error("unavailable", cause=type(error).__name__, problem=Unavailable.name)
        return Unavailable("Nothing was lost: try again with the same key.").response()
    except Exception:  # noqa: BLE001  # the one place where a bug becomes an answer
        log.error("internal", exc_info=True, problem=Internal.name)
        return Internal().response()


def _problem(problem: Problem) -> Response:
    log.info("refused", problem=problem.name, status=int(problem.status))
    return problem.response()


def _preflight(method: str) -> Response:
    allowed = "Authorization, Content-Type, Idempotency-Key, X-Firebase-AppCheck, traceparent"
    return Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": method,
            "Access-Control-Allow-Headers": allowed,
            "Access-Control-Max-Age": "3600",
        },
    )


def _cors(request: Request, response: Response) -> Response:
    response.headers.add("Vary", "Origin")
    if (origin := request.headers.get("Origin")) in (
        settings().public_url,
        *settings().allowed_origins,
    ):
        response.headers["Access-Control-Allow-Origin"] = str(origin)
        response.headers["Access-Control-Expose-Headers"] = "Idempotent-Replayed, Retry-After"
    return response


def idempotency_key(request: Request) -> str:
    """The key in canonical lower case, fit to be a document ID."""
    if found := _UUID.fullmatch(request.headers.get("Idempotency-Key", "").strip()):
        return found[2].lower()
    raise MalformedRequest("The Idempotency-Key header must hold a UUID, made once per publish.")


def body(request: Request, *, types: tuple[str, ...], limit: int) -> bytes:
    """The body, never more than `limit` bytes of it read."""
    if request.mimetype not in types:
        raise UnsupportedMediaType(f"Send {' or '.join(types)}.")
    if (request.content_length or 0) <= limit:
        data = bytes(request.stream.read(limit + 1))
        if len(data) <= limit:
            return data
    # functions-framework reads what is left of every request after the response: leave it nothing.
    request.stream = io.BytesIO()
    raise TooLarge(f"At most {limit:,} bytes.")


def json_object(data: bytes) -> dict[str, Any]:
    """The JSON object in `data`. Refuses duplicate keys and the numbers that JSON does not have."""
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest(f"The body is not JSON: {_reason(error)}.") from None
    if not isinstance(value, dict):
        raise MalformedRequest("The body must be a JSON object.")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _reason(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "nested too deeply"
    return str(error)


def json_response(value: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(value), 200, headers, content_type="application/json")
