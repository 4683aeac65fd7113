"""Bad input is named precisely, and leaves nothing behind."""

import json
import uuid
from typing import Any

import pytest
import requests

from tests.stack import Person, Stack, draft


def _problem(answer: requests.Response, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:publish-event:problem:{name}"
    assert body["status"] == status
    assert body["title"]
    return body


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "a.b.c.d", "é".encode().decode("latin-1"), "x" * 5000]
)
def test_a_token_that_does_not_verify_is_401(stack: Stack, token: str) -> None:
    key = str(uuid.uuid4())

    answer = stack.publish(token, draft(), key)

    _problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert stack.event(key) == {}


def test_no_token_is_401(stack: Stack) -> None:
    answer = requests.post(stack["publish"], json=draft(), timeout=10)

    _problem(answer, 401, "unauthenticated")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"title": " "}, "/title"),
        ({"title": "x" * 121}, "/title"),
        ({"description": "x" * 10_001}, "/description"),
        ({"starts_at": "2027-06-12T19:30:00"}, "/starts_at"),
        ({"starts_at": 1}, "/starts_at"),
        ({"ends_at": "2027-01-01T00:00:00Z", "starts_at": "2027-01-01T00:00:00Z"}, "/ends_at"),
        ({"starts_at": "2020-01-01T10:00:00Z", "ends_at": "2020-01-01T12:00:00Z"}, "/ends_at"),
        ({"timezone": "Europe/Atlantis"}, "/timezone"),
        ({"location": {"kind": "moon"}}, "/location"),
        ({"location": {"kind": "online", "url": "http://example.com"}}, "/location/url"),
        ({"location": {"kind": "venue"}}, "/location/name"),
        (
            {"tickets": [{"name": "A", "price": -1, "currency": "EUR", "quantity": 1}]},
            "/tickets/0/price",
        ),
        (
            {"tickets": [{"name": "A", "price": 1.5, "currency": "EUR", "quantity": 1}]},
            "/tickets/0/price",
        ),
        (
            {"tickets": [{"name": "A", "price": 1, "currency": "XXX", "quantity": 1}]},
            "/tickets/0/currency",
        ),
        (
            {"tickets": [{"name": "A", "price": 1, "currency": "EUR", "quantity": 0}]},
            "/tickets/0/quantity",
        ),
        (
            {"tickets": [{"name": "A", "price": 1, "currency": "EUR", "quantity": 1}] * 2},
            "/tickets",
        ),
        ({"visibility": "secret"}, "/visibility"),
        ({"cover_upload": "elsewhere"}, "/cover_upload"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_broken_rule_is_400_at_its_pointer(
    stack: Stack, organizer: Person, changes: dict[str, Any], pointer: str
) -> None:
    key = str(uuid.uuid4())

    body = _problem(stack.publish(organizer, draft(**changes), key), 400, "invalid-event")

    assert [error["pointer"] for error in body["errors"]] == [pointer]
    assert all(error["detail"] for error in body["errors"])
    assert stack.event(key) == {}


def test_every_broken_rule_is_listed(stack: Stack, organizer: Person) -> None:
    answer = stack.publish(organizer, {"title": "", "timezone": "x"})

    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/title", "/timezone", "/starts_at", "/ends_at", "/location"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b'{"title":1,"title":2}',
        b'{"x":NaN}',
        b"\xff",
        b"[" * 60_000,
    ],
)
def test_what_is_no_json_object_is_400(stack: Stack, organizer: Person, data: bytes) -> None:
    _problem(stack.publish(organizer, data), 400, "malformed-request")


@pytest.mark.parametrize("key", ["", "1", "x" * 36, "../../x", "0" * 32, f'"{uuid.uuid4()}'])
def test_a_key_that_is_no_uuid_is_400(stack: Stack, organizer: Person, key: str) -> None:
    answer = stack.publish(organizer, draft(), **{"Idempotency-Key": key})

    assert "Idempotency-Key" in _problem(answer, 400, "malformed-request")["detail"]


def test_another_content_type_is_415(stack: Stack, organizer: Person) -> None:
    answer = stack.publish(organizer, draft(), **{"Content-Type": "text/plain"})

    _problem(answer, 415, "unsupported-media-type")


def test_a_body_over_64_kib_is_413_with_or_without_a_length(
    stack: Stack, organizer: Person
) -> None:
    data = json.dumps(draft(description="x" * 70_000)).encode()
    headers = {
        "Authorization": f"Bearer {organizer.token}",
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }

    chunked = requests.post(stack["publish"], data=iter([data]), headers=headers, timeout=10)

    _problem(stack.publish(organizer, data), 413, "too-large")
    _problem(chunked, 413, "too-large")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_405_with_allow(stack: Stack, method: str) -> None:
    answer = requests.request(method, stack["publish"], timeout=10)

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_somebody_elses_photo_is_403(stack: Stack, organizer: Person) -> None:
    theirs = f"uploads/{stack.person().uid}/{'0' * 32}"

    _problem(stack.publish(organizer, draft(cover_upload=theirs)), 403, "forbidden")


def test_the_site_may_call_from_a_browser_and_nobody_else(stack: Stack) -> None:
    def preflight(origin: str) -> requests.Response:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return requests.options(stack["publish"], headers=headers, timeout=10)

    ours, theirs = preflight(stack["site"]), preflight("https://evil.example")

    assert ours.headers["Access-Control-Allow-Origin"] == stack["site"]
    assert "Idempotency-Key" in ours.headers["Access-Control-Allow-Headers"]
    assert "Idempotent-Replayed" in ours.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in theirs.headers
