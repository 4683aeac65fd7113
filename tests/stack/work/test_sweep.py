"""The sweep cannot be starved, blinded or stopped by what it cannot read or send."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import grpc
import pytest
import requests

from tests.support.attempts import Try
from tests.support.stack import Person, Stack

LONG_AGO = datetime.now(UTC) - timedelta(days=400)


@pytest.fixture
def unreadable(stack: Stack) -> Iterator[list[str]]:
    """200 overdue documents that are no events, before everything else."""
    ids = [str(uuid.uuid4()) for _ in range(200)]
    batch = stack.firestore.batch()
    for number, each in enumerate(ids):
        cover = {"due": LONG_AGO, "attempts": None if number % 2 else 0}
        batch.set(
            stack.firestore.document(f"events/{each}"), {"shard": number % 16, "cover": cover}
        )
    batch.commit()
    yield ids
    batch = stack.firestore.batch()
    for each in ids:
        batch.delete(stack.firestore.document(f"events/{each}"))
    batch.commit()


def _overdue(it: Try) -> Try:
    it.lose_message()
    it.insist()
    for work in ("cover", "confirmation"):
        it.age(work, timedelta(minutes=2))
    return it


def test_what_cannot_be_read_hides_nothing_and_is_counted(
    stack: Stack, organizer: Person, unreadable: list[str]
) -> None:
    it = _overdue(Try(stack, organizer))

    answer = requests.post(stack["sweep"], timeout=60)

    assert answer.status_code == requests.codes.ok
    assert answer.json()["unreadable"] >= len(unreadable)
    assert stack.settled(it.key, "cover")["state"] == "ready"
    lines = stack.log("sweep", "sweep_complete")  # those that the stack itself asks for, too
    found = [line for line in lines if line["counts"]["unreadable"] >= len(unreadable)]
    late = max(line["oldest_due_seconds"] for line in found)
    assert late >= timedelta(days=399).total_seconds()


def test_what_cannot_be_sent_is_left_alone_and_holds_up_nothing(
    stack: Stack, organizer: Person
) -> None:
    bad, good = _overdue(Try(stack, organizer)), _overdue(Try(stack, stack.person()))
    stack.pubsub_relay.fail(
        "Publish", bad.key, grpc.StatusCode.INVALID_ARGUMENT, times=float("inf")
    )

    answer = requests.post(stack["sweep"], timeout=60)

    assert answer.status_code == requests.codes.ok
    assert answer.json()["left"] >= 1
    assert stack.settled(good.key, "cover")["state"] == "ready"
    assert bad.event["cover"]["attempts"] == 0
    stack.pubsub_relay.heal(bad.key)
    bad.recover()


def test_with_pubsub_down_it_answers_and_says_what_is_left(stack: Stack, organizer: Person) -> None:
    it = _overdue(Try(stack, organizer))
    stack.pubsub_relay.fail("Publish", it.key, grpc.StatusCode.UNAVAILABLE, times=float("inf"))

    answer = requests.post(stack["sweep"], timeout=60)

    assert answer.status_code == requests.codes.ok
    assert answer.json()["left"] >= 1
    assert stack.log("sweep", "event_not_emitted", it.key)
    stack.pubsub_relay.heal(it.key)
    it.recover()


def test_new_work_waits_a_minute_for_its_message_and_a_retry_does_not(
    stack: Stack, organizer: Person
) -> None:
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    event = stack.firestore.document(f"events/{it.key}")

    requests.post(stack["sweep"], timeout=60).raise_for_status()
    assert it.event["confirmation"]["attempts"] == 0

    retry = {"attempts": 1, "leased": False, "due": datetime.now(UTC), "first_due": LONG_AGO}
    event.update({f"confirmation.{name}": value for name, value in retry.items()})
    requests.post(stack["sweep"], timeout=60).raise_for_status()
    assert stack.settled(it.key, "confirmation")["state"] == "sent"
