"""The HTTP edge: trace, method, CORS, bounded bodies, the key, and one mapper for problems."""

import asyncio
import functools
import json
import re
from collections.abc import Callable
from typing import Any

from google.auth.exceptions import GoogleAuthError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from shared.edge.problems import (
    Internal,
    MalformedRequest,
    MethodNotAllowed,
    NotFound,
    PreconditionRequired,
    Problem,
    RequestTimeout,
    TooLarge,
    Unavailable,
    UnsupportedMediaType,
    of_refusal,
)
from shared.edge.serving import Handler, next_part, traced
from shared.runtime import log
from shared.runtime.settings import settings
from shared.store.errors import Refused

# RFC 9562 text form, any version; RFC 8941 lets the header's value stand in quotes.
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY = re.compile(rf'("?)({_UUID})\1')
_EVENT_ID = re.compile(_UUID)
_REVISION = re.compile(r'"(0|[1-9]\d{0,17})"')
_REQUEST_HEADERS = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Firebase-AppCheck",
    "traceparent",
)
_MAX_MEMBERS = 1000  # of one JSON object: each unknown one becomes a mistake of its own


def endpoint(*methods: str) -> Callable[[Handler], Handler]:
    """An API endpoint: its methods, CORS preflight, trace, and problems instead of exceptions."""

    def decorate(handler: Handler) -> Handler:
        @traced
        @functools.wraps(handler)
        async def serve(request: Request) -> Response:
            response = (
                _preflight(methods)
                if request.method == "OPTIONS"
                else await _answer(handler, methods, request)
            )
            response.headers["Cache-Control"] = "no-store"
            return _cors(request, response)

        return serve

    return decorate


async def _answer(handler: Handler, methods: tuple[str, ...], request: Request) -> Response:
    try:
        if request.method not in methods:
            raise MethodNotAllowed(*methods, "OPTIONS")
        return await handler(request)
    except Problem as problem:
        return _problem(problem)
    except Refused as refusal:
        return _problem(of_refusal(refusal))
    except ClientDisconnect:
        log.info("client_disconnected")
        return Response(status_code=400)  # to nobody
    except _passing() as error:
        log.error("unavailable", cause=type(error).__name__, problem=Unavailable.name)
        return Unavailable("Nothing was lost: try again with the same key.").response()
    except Exception:  # noqa: BLE001  # the one place where a bug becomes an answer
        log.error("internal", exc_info=True, problem=Internal.name)
        return Internal().response()


@functools.cache
def _passing() -> tuple[type[Exception], ...]:
    """What may succeed in a moment. RetryError is not a GoogleAPICallError."""
    from google.api_core import exceptions as google  # noqa: PLC0415  # loads gRPC: preview has none

    return (
        google.RetryError,
        google.ServiceUnavailable,
        google.GatewayTimeout,  # DeadlineExceeded
        google.InternalServerError,
        google.BadGateway,
        google.Unknown,
        google.TooManyRequests,  # ResourceExhausted
        google.Aborted,
        google.Cancelled,
        GoogleAuthError,  # the metadata server
        TimeoutError,
    )


def _problem(problem: Problem) -> Response:
    log.info("refused", problem=problem.name, status=int(problem.status))
    return problem.response()


def _preflight(methods: tuple[str, ...]) -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": ", ".join(methods),
            "Access-Control-Allow-Headers": ", ".join(_REQUEST_HEADERS),
            "Access-Control-Max-Age": "3600",
        },
    )


def _cors(request: Request, response: Response) -> Response:
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("Origin")
    if origin in (settings().public_url, *settings().allowed_origins):
        response.headers["Access-Control-Allow-Origin"] = str(origin)
        response.headers["Access-Control-Expose-Headers"] = "ETag, Idempotent-Replayed, Retry-After"
    return response


def idempotency_key(request: Request) -> str:
    """The key in canonical lower case, fit to be a document ID."""
    if found := _KEY.fullmatch(_header(request, "Idempotency-Key").strip()):
        return found[2].lower()
    raise MalformedRequest(
        "The Idempotency-Key header must hold a UUID, made once per publish or change."
    )


def revision(request: Request) -> int:
    """The revision in If-Match, an entity tag like `"3"`. `*` names none, and is refused."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired('Send If-Match with the revision you edited, like "3".')
    if found := _REVISION.fullmatch(_header(request, "If-Match").strip()):
        return int(found[1])
    raise MalformedRequest('The If-Match header must hold the one revision you edited, like "3".')


def event_id(request: Request) -> str:
    """The last part of the path, in canonical lower case. Raises NotFound when it is no UUID."""
    if found := _EVENT_ID.fullmatch(request.scope["path"].rpartition("/")[2]):
        return found[0].lower()
    raise NotFound("There is no such event.")


def _header(request: Request, name: str) -> str:
    """The value; of a header that was sent more than once, all of them (RFC 9110, section 5.3)."""
    return ", ".join(request.headers.getlist(name))


# --- Bodies ---------------------------------------------------------------------------------------


async def body(request: Request, *, limit: int, seconds: float) -> bytearray:
    """The body: never more than `limit` bytes of it, nor longer than `seconds`.

    Raises TooLarge, RequestTimeout, or ClientDisconnect.
    """
    length = request.headers.get("Content-Length", "0")
    if not length.isdecimal():
        raise MalformedRequest("Content-Length is not a number.")
    if int(length) > limit:
        raise TooLarge(f"At most {limit:,} bytes.")
    data = bytearray()
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                part, more = await next_part(request.receive)
                data += part
                if len(data) > limit:
                    raise TooLarge(f"At most {limit:,} bytes.")
    except TimeoutError:
        raise RequestTimeout(f"The body did not arrive within {seconds:g} seconds.") from None
    request.state.body_was_read = True
    return data


def media_type(request: Request, allowed: tuple[str, ...]) -> str:
    """The Content-Type without parameters. Raises UnsupportedMediaType unless it is `allowed`."""
    found = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if found not in allowed:
        raise UnsupportedMediaType(f"Send {' or '.join(allowed)}.")
    return found


# --- JSON -----------------------------------------------------------------------------------------


def json_object(data: bytes | bytearray) -> dict[str, Any]:
    """The JSON object in `data`. Refuses duplicate keys and the numbers that JSON does not have."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest(f"The body is not JSON: {_reason(error)}.") from None
    if not isinstance(value, dict):
        raise MalformedRequest("The body must be a JSON object.")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MAX_MEMBERS:
        raise ValueError(f"an object has more than {_MAX_MEMBERS:,} members")
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _reason(error: Exception) -> str:
    match error:
        case json.JSONDecodeError() if "BOM" in error.msg:
            return "it starts with a byte order mark"
        case json.JSONDecodeError():
            return f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "nested too deeply"
    return str(error)


def json_response(value: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(value), 200, headers, media_type="application/json")
