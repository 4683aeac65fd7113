"""From a draft to an event that stands: what is written, told and answered."""

import uuid

import grpc

from tests.support.factories import draft
from tests.support.stack import Person, Stack


def test_a_draft_becomes_an_event_its_tickets_and_its_page(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    sent = draft(title="Summer Jazz Night " + key[:8])

    answer = stack.publish(organizer, sent, key)

    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == ["event_id", "slug", "public_url", "published_at"]
    assert body["event_id"] == key
    assert body["slug"] == f"summer-jazz-night-{key[:8]}"
    assert body["public_url"] == f"{stack['site']}/e/{body['slug']}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Idempotent-Replayed" not in answer.headers
    event = stack.event(key)
    assert event["owner"] == organizer.uid
    assert event["organizer"] == {
        "name": "Ada Lovelace",
        "email": organizer.email,
        "email_verified": True,
    }
    assert 0 <= event["shard"] <= 15
    assert event["starts_at"].isoformat() == sent["starts_at"]
    tickets = stack.firestore.collection(f"events/{key}/tickets").get()
    assert [ticket.to_dict() for ticket in tickets] == sent["tickets"]
    page = stack.firestore.document(f"pages/{body['slug']}").get().to_dict()
    assert page
    assert page["event_id"] == key
    assert organizer.email not in str(page)
    assert organizer.uid not in str(page)


def test_a_fresh_publish_costs_one_commit_and_one_message(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    # The message is counted and then lost, so that the workers' calls do not count along.
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)

    assert stack.publish(organizer, draft(), key).status_code == 200

    assert stack.firestore_relay.calls(key) == {"Commit": 1}
    assert stack.pubsub_relay.calls(key) == {"Publish": 1}


def test_the_workers_follow_the_message_and_finish(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.publish(organizer, draft(), key)

    assert stack.settled(key, "cover")["source"] == "generated"
    assert stack.settled(key, "confirmation")["state"] == "sent"
    assert stack.log("image", key)
    traces = {
        line["logging.googleapis.com/trace"]
        for name in ("publish", "image", "email")
        for line in stack.log(name, key)
    }
    assert len(traces) == 1


def test_a_commit_that_fails_leaves_no_document(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    sent = draft()
    # In the way of the last create of the batch, so that Firestore itself refuses all of it.
    obstacle = stack.firestore.document(f"events/{key}/tickets/0")
    obstacle.create({"in": "the way"})

    answer = stack.publish(organizer, sent, key)

    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:publish-event:problem:internal"
    assert stack.event(key) == {}
    assert not list(stack.documents("pages", event_id=key))
    assert obstacle.get().to_dict() == {"in": "the way"}
    assert stack.pubsub_relay.calls(key) == {}


def test_firestore_out_of_reach_is_503_and_the_same_key_then_works(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.firestore_relay.fail("Commit", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.firestore_relay.fail("Commit", key, grpc.StatusCode.DEADLINE_EXCEEDED)

    refused = stack.publish(organizer, sent, key)
    unavailable = stack.publish(organizer, sent, key)
    answered = stack.publish(organizer, sent, key)

    assert refused.status_code == 500
    assert unavailable.status_code == 503
    assert int(unavailable.headers["Retry-After"]) > 0
    assert answered.status_code == 200
    assert "Idempotent-Replayed" not in answered.headers


def test_a_lost_answer_of_the_commit_is_recognised_as_our_own(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.firestore_relay.fail("Commit", key, grpc.StatusCode.UNAVAILABLE, after=True)

    answer = stack.publish(organizer, sent, key)

    assert answer.status_code == 200
    assert "Idempotent-Replayed" not in answer.headers
    assert stack.pubsub_relay.calls(key)["Publish"] == 1


def test_pubsub_out_of_reach_does_not_touch_the_answer(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)

    assert stack.publish(organizer, draft(), key).status_code == 200
    assert stack.event(key)["cover"]["state"] == "pending"  # until the sweep finds it
