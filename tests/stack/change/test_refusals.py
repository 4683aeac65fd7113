"""A change that is refused is refused by name, and changes nothing."""

import json
import uuid
from typing import Any

import grpc
import pytest
import requests

from infra.contract.refusals import CHANGES, Case
from tests.support.factories import draft
from tests.support.production import production
from tests.support.stack import Person, Stack

Published = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Person:
    return stack.person()


@pytest.fixture(scope="module")
def published(stack: Stack, owner: Person) -> Published:
    key, body = str(uuid.uuid4()), draft()
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(owner, body, key).raise_for_status()
    return key, body


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case.sent)
def test_a_bad_change_is_refused_by_name_and_changes_nothing(
    stack: Stack, owner: Person, published: Published, case: Case
) -> None:
    key, body = published
    before = stack.event(key)
    sent = json.dumps(body | case.changes).encode() if case.body is None else case.body

    answer = stack.change(
        owner, key, sent, 0, **{"Content-Type": "application/json"} | case.headers
    )

    assert answer.status_code == case.status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:publish-event:problem:{case.problem}"
    mistakes = problem.get("errors", [])
    assert [mistake["pointer"] for mistake in mistakes] == [case.pointer][: bool(case.pointer)]
    assert stack.event(key) == before


@pytest.mark.parametrize("path", ["", "/", "/api/events/", "/api/events/jazz-night", "/../../x"])
def test_a_path_without_an_events_id_is_404(stack: Stack, owner: Person, path: str) -> None:
    headers = {
        "Authorization": f"Bearer {owner.token}",
        "Idempotency-Key": str(uuid.uuid4()),
        "If-Match": '"0"',
    }

    answer = requests.delete(stack["change"] + path, headers=headers, timeout=10)

    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:publish-event:problem:not-found"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PATCH", "TRACE"])
def test_another_method_is_405_with_allow(stack: Stack, method: str) -> None:
    answer = requests.request(method, f"{stack['change']}/api/events/x", timeout=10)

    assert answer.status_code == 405
    assert "PUT" in answer.headers["Allow"]


def test_the_site_may_change_from_a_browser_and_nobody_else(stack: Stack) -> None:
    def preflight(origin: str) -> requests.Response:
        headers = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
        return requests.options(f"{stack['change']}/api/events/x", headers=headers, timeout=10)

    ours, theirs = preflight(stack["site"]), preflight("https://evil.example")

    assert ours.headers["Access-Control-Allow-Origin"] == stack["site"]
    assert {"PUT", "DELETE"} <= set(ours.headers["Access-Control-Allow-Methods"].split(", "))
    assert "If-Match" in ours.headers["Access-Control-Allow-Headers"]
    assert "ETag" in ours.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in theirs.headers


def test_while_publishing_is_paused_nothing_is_changed_either(stack: Stack) -> None:
    key, body = str(uuid.uuid4()), draft()
    with production(stack) as served:
        token = served.issuer.token()
        assert served.publish(token, body, key).status_code == 200
    with production(stack, PUBLISH_ENABLED="false") as paused:
        token = paused.issuer.token()
        for sent in (body | {"title": "A new title"}, None):
            answer = paused.change(token, key, sent, 0, str(uuid.uuid4()))
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
            assert answer.json["type"] == "urn:publish-event:problem:publishing-paused"
        stored = stack.other(paused.project).document(f"events/{key}").get().to_dict() or {}
        assert stored["revision"] == 0
