"""The edge around a handler: what becomes of its exceptions, and who may read the answer."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from google.api_core import exceptions as google
from google.auth.exceptions import RefreshError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from shared.edge import http
from shared.runtime.settings import settings

PASSING = (
    google.RetryError("gave up", google.ServiceUnavailable("no")),
    google.ServiceUnavailable("no"),
    google.DeadlineExceeded("no"),
    google.ResourceExhausted("no"),
    google.InternalServerError("no"),
    google.Unknown("no"),
    google.Aborted("no"),
    google.Cancelled("no"),
    RefreshError("no"),
    TimeoutError(),
)
LASTING = (
    google.PermissionDenied("no"),
    google.InvalidArgument("no"),
    google.FailedPrecondition("no"),
    google.NotFound("no"),
    google.MethodNotImplemented("no"),
    ZeroDivisionError(),
)


def answered(
    error: Exception | None = None,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """What the edge makes of a handler that raises, or else returns."""

    @http.endpoint("POST")
    async def handler(request: Request) -> Response:
        if error:
            raise error
        return http.json_response({})

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": "/",
        "headers": [
            (name.lower().encode(), value.encode()) for name, value in (headers or {}).items()
        ],
    }

    async def run() -> Response:
        return await handler(Request(scope, receive))

    return asyncio.run(run())


def problem(answer: Response) -> str:
    return str(json.loads(bytes(answer.body))["type"]).rpartition(":")[2]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_passes_is_503_and_says_when_to_come_back(site: str, error: Exception) -> None:
    answer = answered(error)

    assert (answer.status_code, problem(answer)) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", LASTING, ids=lambda error: type(error).__name__)
def test_what_does_not_pass_is_500_and_tells_nothing(site: str, error: Exception) -> None:
    answer = answered(error)

    assert (answer.status_code, problem(answer)) == (500, "internal")
    assert "Retry-After" not in answer.headers
    assert b"no" not in bytes(answer.body).replace(b"internal", b"")


def test_origins_are_trimmed_and_an_empty_one_is_none(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://a.example, https://b.example/ ,")
    settings.cache_clear()
    expected = {
        site: True,
        "https://a.example": True,
        "https://b.example": True,
        "https://c.example": False,
        "": False,
        "null": False,
    }

    assert {
        origin: "Access-Control-Allow-Origin" in answered(headers={"Origin": origin}).headers
        for origin in expected
    } == expected


def test_no_configured_origin_matches_no_empty_one(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "")
    settings.cache_clear()

    assert "Access-Control-Allow-Origin" not in answered(headers={"Origin": ""}).headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_another_method_is_405_with_allow(site: str, method: str) -> None:
    answer = answered(method=method)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


@pytest.mark.parametrize(
    "headers", [{"Content-Length": "1"}, {"Transfer-Encoding": "chunked"}], ids=str
)
def test_an_answer_to_an_unread_body_closes_the_connection(
    site: str, headers: dict[str, str]
) -> None:
    assert _sent(answered(headers=headers))[0]["headers"].count((b"connection", b"close")) == 1


def test_an_answer_to_no_body_keeps_it(site: str) -> None:
    assert (b"connection", b"close") not in _sent(answered())[0]["headers"]


def _sent(answer: Response) -> list[Any]:
    sent: list[Any] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(answer({"type": "http", "method": "POST", "headers": []}, receive, send))
    return sent
