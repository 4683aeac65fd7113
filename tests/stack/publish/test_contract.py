"""The published contract: current, valid, and what the running functions do."""

import io
import uuid
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from PIL import Image
from schemathesis import Case, checks

from infra.contract import openapi
from tests.support.factories import draft
from tests.support.stack import Person, Stack

CONTRACT = schemathesis.openapi.from_dict(openapi.document())
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@CONTRACT.parametrize()
@BOUNDED
def test_whatever_is_sent_the_answer_is_as_documented(case: Case[Any], stack: Stack) -> None:
    case.headers["Authorization"] = f"Bearer {_token(stack)}"

    case.call_and_validate(base_url=stack["site"], checks=CHECKS)


@CONTRACT.include(operation_id="publishEvent").parametrize()
@BOUNDED
def test_behind_a_good_key_too(case: Case[Any], stack: Stack) -> None:
    """Most of what is generated breaks on the key already; this looks further."""
    case.headers["Authorization"] = f"Bearer {_token(stack)}"
    case.headers["Idempotency-Key"] = str(uuid.uuid4())

    case.call_and_validate(base_url=stack["site"], checks=CHECKS)


@CONTRACT.include(operation_id=["changeEvent", "takeEventDown"]).parametrize()
@BOUNDED
def test_a_change_of_an_event_that_exists_too(case: Case[Any], stack: Stack) -> None:
    """Most of what is generated names no event, no key or no revision; this looks further."""
    case.headers["Authorization"] = f"Bearer {_token(stack)}"
    case.headers["Idempotency-Key"] = str(uuid.uuid4())
    case.headers["If-Match"] = '"0"'
    case.path_parameters["event_id"] = _event(stack)

    case.call_and_validate(base_url=stack["site"], checks=CHECKS)


def test_a_good_change_is_made_as_documented(stack: Stack, organizer: Person) -> None:
    path, key, sent = "/api/events/{event_id}", str(uuid.uuid4()), draft()
    stack.publish(organizer, sent, key)
    changes: tuple[tuple[str, object, int], ...] = (
        ("PUT", sent | {"title": "Changed"}, 0),
        ("PUT", sent | {"title": "Changed"}, 1),
        ("DELETE", None, 1),
        ("PUT", sent, 1),
    )

    for (method, body, revision), status in zip(changes, (200, 200, 200, 412), strict=True):
        answer = stack.change(organizer, key, body, revision)
        assert answer.status_code == status, answer.text
        CONTRACT[path][method].validate_response(answer)


def test_a_good_draft_is_published_as_documented(stack: Stack, organizer: Person) -> None:
    operation, key, sent = CONTRACT["/api/events/publish"]["POST"], str(uuid.uuid4()), draft()

    for _ in ("fresh", "replayed"):
        answer = stack.publish(organizer, sent, key)
        assert answer.status_code == 200
        operation.validate_response(answer)
    for path in ("/e/{slug}", "/e/{slug}.ics", "/e/{slug}.jpg"):
        url = stack["site"] + path.format(slug=answer.json()["slug"])
        found = requests.get(url, timeout=10, allow_redirects=False)
        CONTRACT[path]["GET"].validate_response(found)


def test_a_good_photo_is_kept_as_documented(stack: Stack) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(photo, "PNG")
    answer = requests.post(
        f"{stack['site']}/api/covers",
        data=photo.getvalue(),
        headers={"Authorization": f"Bearer {_token(stack)}", "Content-Type": "image/png"},
        timeout=10,
    )

    CONTRACT["/api/covers"]["POST"].validate_response(answer)
    assert answer.status_code == 200


_tokens: dict[str, str] = {}


def _event(stack: Stack) -> str:
    """One event of that account's, which the first good change makes revision 1."""
    if "event" not in _tokens:
        _tokens["event"] = str(uuid.uuid4())
        stack.publish(_token(stack), draft(), _tokens["event"]).raise_for_status()
    return _tokens["event"]


def _token(stack: Stack) -> str:
    """One account for all examples."""
    if not _tokens:
        _tokens["schemathesis"] = stack.person(f"Generator {uuid.uuid4().hex[:6]}").token
    return _tokens["schemathesis"]
