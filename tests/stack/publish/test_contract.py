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


def test_a_good_draft_is_published_as_documented(stack: Stack, organizer: Person) -> None:
    operation, key, sent = CONTRACT["/api/events/publish"]["POST"], str(uuid.uuid4()), draft()

    for _ in ("fresh", "replayed"):
        answer = stack.publish(organizer, sent, key)
        assert answer.status_code == 200
        operation.validate_response(answer)
    for path in ("/e/{slug}", "/e/{slug}.ics"):
        url = stack["site"] + path.format(slug=answer.json()["slug"])
        CONTRACT[path]["GET"].validate_response(requests.get(url, timeout=10))


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


def _token(stack: Stack) -> str:
    """One account for all examples."""
    if not _tokens:
        _tokens["schemathesis"] = stack.person(f"Generator {uuid.uuid4().hex[:6]}").token
    return _tokens["schemathesis"]
