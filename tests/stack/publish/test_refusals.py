"""Bad input is named precisely, and leaves nothing behind."""

import json
import uuid
from typing import Any

import pytest
import requests

from infra.contract.refusals import CASES, Case
from tests.support.factories import draft
from tests.support.stack import Person, Stack


def _problem(answer: requests.Response, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:publish-event:problem:{name}"
    assert body["status"] == status
    assert body["title"]
    return body


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sent)
def test_a_bad_request_is_refused_by_name_and_leaves_nothing(
    stack: Stack, organizer: Person, case: Case
) -> None:
    key = str(uuid.uuid4())
    body = json.dumps(draft(**case.changes)).encode() if case.body is None else case.body

    answer = stack.publish(organizer, body, key, **case.headers)

    mistakes = _problem(answer, case.status, case.problem).get("errors", [])
    assert [mistake["pointer"] for mistake in mistakes] == [case.pointer][: bool(case.pointer)]
    assert all(mistake["detail"] for mistake in mistakes)
    assert stack.event(key) == {}


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "a.b.c.d", "x" * 5000])
def test_a_token_that_is_none_is_401_on_the_emulator_too(stack: Stack, token: str) -> None:
    key = str(uuid.uuid4())

    answer = stack.publish(token, draft(), key)

    _problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert stack.event(key) == {}


def test_no_token_is_401(stack: Stack) -> None:
    _problem(requests.post(stack["publish"], json=draft(), timeout=10), 401, "unauthenticated")


def test_every_broken_rule_is_listed(stack: Stack, organizer: Person) -> None:
    answer = stack.publish(organizer, {"title": "", "timezone": "x"})

    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/title", "/timezone", "/starts_at", "/ends_at", "/location"}


def test_a_body_without_a_length_is_bounded_too(stack: Stack, organizer: Person) -> None:
    headers = {
        "Authorization": f"Bearer {organizer.token}",
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }
    chunks = iter([b"x" * 1024] * 1024)

    answer = requests.post(stack["publish"], data=chunks, headers=headers, timeout=10)

    _problem(answer, 413, "too-large")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_405_with_allow(stack: Stack, method: str) -> None:
    answer = requests.request(method, stack["publish"], timeout=10)

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("title", ["a\r\nSet-Cookie: x=1", "a\nLocation: https://evil.example"])
def test_no_header_can_be_slipped_in(stack: Stack, organizer: Person, title: str) -> None:
    answer = stack.publish(organizer, draft(title=title))
    page = stack.page(answer.json()["slug"])

    for headers in (answer.headers, page.headers):
        assert not {"Set-Cookie", "Location"} & set(headers)


def test_the_site_may_call_from_a_browser_and_nobody_else(stack: Stack) -> None:
    def preflight(origin: str) -> requests.Response:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return requests.options(stack["publish"], headers=headers, timeout=10)

    ours, theirs = preflight(stack["site"]), preflight("https://evil.example")

    assert ours.headers["Access-Control-Allow-Origin"] == stack["site"]
    assert "Idempotency-Key" in ours.headers["Access-Control-Allow-Headers"]
    assert "Idempotent-Replayed" in ours.headers["Access-Control-Expose-Headers"]
    assert int(ours.headers["Access-Control-Max-Age"]) > 0
    assert "Access-Control-Allow-Origin" not in theirs.headers
    for answer in (ours, theirs):
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
