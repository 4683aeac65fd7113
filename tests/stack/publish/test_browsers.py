"""The CORS headers that a browser on another origin gets, all of them."""

import requests

from tests.support.factories import draft
from tests.support.stack import Person, Stack

SENT = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Firebase-AppCheck",
    "traceparent",
)
READ = ("ETag", "Idempotent-Replayed", "Retry-After")
METHODS = {"publish": {"post"}, "change": {"put", "delete"}, "upload": {"post"}}


def _listed(value: str) -> set[str]:
    return {name.strip().lower() for name in value.split(",")}


def test_a_browser_may_send_every_header_that_the_api_reads(stack: Stack) -> None:
    for name, methods in METHODS.items():
        answer = requests.options(
            stack[name],
            headers={
                "Origin": stack["site"],
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": ",".join(SENT),
            },
            timeout=10,
        )

        assert answer.status_code == 204
        assert _listed(answer.headers["Access-Control-Allow-Headers"]) == _listed(",".join(SENT))
        assert _listed(answer.headers["Access-Control-Allow-Methods"]) == methods
        assert answer.headers["Access-Control-Max-Age"] == "3600"
        assert answer.headers["Access-Control-Allow-Origin"] == stack["site"]


def test_a_browser_may_read_every_header_that_it_acts_on(stack: Stack, organizer: Person) -> None:
    fine = stack.publish(organizer, draft(), Origin=stack["site"])
    refused = stack.publish(organizer, {}, Origin=stack["site"])

    for answer in (fine, refused):
        assert _listed(answer.headers["Access-Control-Expose-Headers"]) == _listed(",".join(READ))
        assert answer.headers["Access-Control-Allow-Origin"] == stack["site"]


def test_another_origin_may_call_where_it_is_named(stack: Stack, organizer: Person) -> None:
    named = stack["site"].replace("127.0.0.1", "localhost")  # ALLOWED_ORIGINS of the local stack
    answer = stack.publish(organizer, draft(), Origin=named)

    assert answer.headers["Access-Control-Allow-Origin"] == named
    for stranger in ("null", stack["site"] + ".evil.example", "https://127.0.0.1"):
        answer = stack.publish(organizer, draft(), Origin=stranger)
        assert "Access-Control-Allow-Origin" not in answer.headers
