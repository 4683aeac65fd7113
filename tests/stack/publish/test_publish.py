"""From a draft to an event that stands: what is written, told and answered."""

import json
import math
import uuid
from datetime import UTC, datetime, timedelta

import grpc
import pytest

from shared.event.model import Confirmation, Cover, Event, Organizer, Page, Ticket
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
    stack.firestore_relay.fail("Commit", key, grpc.StatusCode.PERMISSION_DENIED)

    answer = stack.publish(organizer, draft(), key)

    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:publish-event:problem:internal"
    assert stack.event(key) == {}
    assert not list(stack.documents("pages", event_id=key))
    assert stack.pubsub_relay.calls(key) == {}


def test_a_ticket_that_was_left_behind_is_no_obstacle(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    left_behind = stack.firestore.document(f"events/{key}/tickets/0")
    left_behind.create({"name": "from an earlier life"})

    answer = stack.publish(organizer, draft(), key)

    assert answer.status_code == 200
    assert (left_behind.get().to_dict() or {})["name"] == "Entry"


def test_a_replay_that_finds_that_nobody_has_heard_of_the_event_publishes_its_message(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    first = stack.publish(organizer, sent, key)
    ago = datetime.now(UTC) - timedelta(seconds=3)
    stack.firestore.document(f"events/{key}").update({"published_at": ago})

    replay = stack.publish(organizer, sent, key)

    assert (first.status_code, replay.status_code) == (200, 200)
    assert replay.headers["Idempotent-Replayed"] == "true"
    assert stack.settled(key, "cover")["state"] == "ready"
    assert stack.settled(key, "confirmation")["state"] == "sent"


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


@pytest.mark.parametrize("code", ["RESOURCE_EXHAUSTED", "UNKNOWN", "INTERNAL", "CANCELLED"])
def test_a_commit_that_fails_in_passing_is_503_and_works_the_next_time(
    stack: Stack, organizer: Person, code: str
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.firestore_relay.fail("Commit", key, grpc.StatusCode[code])

    refused, answered = (stack.publish(organizer, sent, key) for _ in range(2))

    assert (refused.status_code, answered.status_code) == (503, 200)
    assert int(refused.headers["Retry-After"]) > 0


def test_pubsub_that_stays_away_does_not_touch_the_answer_either(
    stack: Stack, organizer: Person
) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.UNAVAILABLE, times=math.inf)

    answer = stack.publish(organizer, draft(), key)

    stack.pubsub_relay.heal(key)
    assert answer.status_code == 200
    assert "Idempotent-Replayed" not in answer.headers
    assert [line["message"] for line in stack.log("publish", key)][-1] == "event_not_emitted"


def test_what_is_written_is_all_that_the_models_know(stack: Stack, organizer: Person) -> None:
    """It is written from the draft's dump: a field added to a model alone is noticed here."""
    key = str(uuid.uuid4())
    # The message is lost, so that no worker changes anything.
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)

    slug = stack.publish(organizer, draft(), key).json()["slug"]

    event = stack.event(key)
    page = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
    (ticket,) = stack.firestore.collection(f"events/{key}/tickets").get()
    assert set(event) == set(Event.model_fields) - {"event_id"}
    assert set(event["organizer"]) == set(Organizer.model_fields)
    assert set(event["cover"]) == set(Cover.model_fields)
    assert set(event["confirmation"]) == set(Confirmation.model_fields)
    assert set(page) == set(Page.model_fields)
    assert set(ticket.to_dict() or {}) == set(page["tickets"][0]) == set(Ticket.model_fields)
    event["cover"]["earlier"] = (*event["cover"]["earlier"],)
    for model, fields in ((Event, event | {"event_id": key}), (Page, page)):
        fields |= {"tickets": (*fields["tickets"],)}
        read = model.model_validate(fields).model_dump()
        # Of a place the models know more than any one kind of it has.
        assert read.pop("location").items() >= fields.pop("location").items()
        assert read == fields


def test_a_draft_with_every_field_at_its_limit_passes_however_it_is_escaped(
    stack: Stack, organizer: Person
) -> None:
    sent = draft(
        title="🎷" * 120,
        description="🎷" * 10_000,
        location={"kind": "venue", "name": "🎷" * 200, "address": "🎷" * 300},
        tickets=[
            {"name": "🎷" * 97 + f"{n:03}", "price": 1, "currency": "EUR", "quantity": 1}
            for n in range(50)
        ],
    )
    assert len(json.dumps(sent)) > 180_000

    assert stack.publish(organizer, sent).status_code == 200
    assert stack.publish(organizer, json.dumps(sent, ensure_ascii=False).encode()).ok
