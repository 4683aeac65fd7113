"""A delivery at a worker: what is refused before anything is looked up, and who has died of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request
from starlette.types import Message

from shared.edge import worker
from shared.event.published import EventPublished
from shared.runtime.failures import Died, Retryable
from shared.store import leases
from shared.store.leases import Claim
from tests.support.factories import event


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


@pytest.mark.parametrize(
    ("error", "lost_workers"),
    [(Died("out of memory"), 4), (Retryable("out of reach"), 0), (ValueError(), 0)],
    ids=["died", "retryable", "unknown"],
)
def test_an_attempt_that_died_counts_as_one_of_a_lost_worker(
    monkeypatch: pytest.MonkeyPatch, error: Exception, lost_workers: int
) -> None:
    published, postponed = event(), []
    claim = Claim(published, "cover", 4, 3, datetime.now(UTC) + timedelta(minutes=1), None)

    async def fail(claim: Claim) -> None:
        raise error

    async def claimed(*_: object) -> Claim:
        return claim

    async def postpone(claim: Claim, due: datetime, reason: str, *, lost_workers: int) -> None:
        postponed.append(lost_workers)

    monkeypatch.setattr(leases, "claim", claimed)
    monkeypatch.setattr(leases, "postpone", postpone)
    message = EventPublished.of(published)

    asyncio.run(worker._work(message, "cover", timedelta(1), fail, never_given_up))

    assert postponed == [lost_workers]
