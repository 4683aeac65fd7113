"""What the operator's `retry` gives back, and what the sweep says of messages that were refused."""

import uuid
from datetime import timedelta

import grpc
import requests

from tests.support.factories import draft, now
from tests.support.stack import Person, Stack


def test_retry_gives_all_attempts_back(stack: Stack, organizer: Person) -> None:
    """Of work that spent them, the next attempt would otherwise be the first beyond the last."""
    key, sent = str(uuid.uuid4()), draft()
    stack.gemini_will("safety", sent["title"], times=1)
    stack.publish(organizer, sent, key)
    assert stack.settled(key, "cover")["source"] == "composed"
    stack.settled(key, "confirmation")
    spent = {"cover.attempts": 5, "confirmation.attempts": 5, "confirmation.state": "failed"}
    stack.firestore.document(f"events/{key}").update(spent)

    assert "cover, confirmation" in stack.ops("retry", key)

    cover, confirmation = stack.settled(key, "cover"), stack.settled(key, "confirmation")
    assert (cover["source"], cover["attempts"], cover["error"]) == ("generated", 1, None)
    assert (confirmation["state"], confirmation["attempts"]) == ("sent", 1)


def test_a_message_that_pubsub_refused_is_not_counted_as_published(
    stack: Stack, organizer: Person
) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED, times=float("inf"))
    try:
        stack.publish(organizer, draft(), key)
        overdue = now() - timedelta(days=300)
        stack.firestore.document(f"events/{key}").update({"cover.due": overdue})

        answer = requests.post(stack["sweep"], timeout=60)
    finally:
        stack.pubsub_relay.heal(key)

    assert answer.status_code == 200
    assert answer.json()["left"] >= 1
    assert stack.log("sweep", "event_not_emitted", '"ERROR"', key)
    assert not stack.log("sweep", '"event_published"', key)
    assert requests.post(stack["sweep"], timeout=60).status_code == 200
    assert stack.settled(key, "cover")["state"] == "ready"
