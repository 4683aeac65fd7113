"""A delivery at a worker: what is refused before anything is looked up."""

import asyncio
from datetime import timedelta

import pytest
from starlette.requests import Request
from starlette.types import Message

from shared.edge import worker
from shared.store.leases import Claim


async def never(claim: Claim) -> None:
    raise AssertionError(claim)


async def never_given_up(claim: Claim, error: str) -> None:
    raise AssertionError(error)


def delivered(body: bytes, method: str = "POST") -> int:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def serve() -> None:
        request = Request(scope, receive)
        lease = timedelta(1)
        answer = await worker.work(request, "cover", lease, do=never, give_up=never_given_up)
        await answer(scope, receive, send)

    length = (b"content-length", str(len(body)).encode())
    scope = {
        "type": "http",
        "method": method,
        "path": "/",
        "query_string": b"",
        "headers": [length],
    }
    asyncio.run(serve())
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[]", b"1", b"{}", b'{"message": 1}', b'{"message": {}}', b"[" * 60_000],
    ids=["nothing", "half", "binary", "list", "number", "empty", "no map", "no data", "nested"],
)
def test_what_is_no_message_is_refused(site: str, body: bytes) -> None:
    assert delivered(body) == 400


def test_a_body_that_no_message_has_is_not_read(site: str) -> None:
    assert delivered(b" " * 100_000) == 413


def test_only_a_post_delivers(site: str) -> None:
    assert delivered(b"", "GET") == 405
