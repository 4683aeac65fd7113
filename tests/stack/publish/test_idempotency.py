"""One key, one event; one answer, whoever asks again and however often."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

from tests.support.factories import draft
from tests.support.stack import Person, Stack


def test_the_same_request_again_gets_the_same_bytes(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    first = stack.publish(organizer, sent, key)

    again = stack.publish(organizer, sent, key)

    assert again.content == first.content
    assert again.status_code == 200
    assert again.headers["Idempotent-Replayed"] == "true"
    assert stack.pubsub_relay.calls(key) == {"Publish": 1}


def test_a_replay_costs_one_failed_commit_and_one_read(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.publish(organizer, sent, key)
    stack.settled(key, "cover")
    stack.settled(key, "confirmation")
    before = stack.firestore_relay.calls(key)

    stack.publish(organizer, sent, key)

    assert stack.firestore_relay.calls(key) - before == {"Commit": 1, "BatchGetDocuments": 1}


def test_a_replay_still_works_after_cover_and_mail_changed_the_event(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    first = stack.publish(organizer, sent, key)
    stack.settled(key, "cover")
    stack.settled(key, "confirmation")

    assert stack.publish(organizer, sent, key).content == first.content


def test_twenty_at_once_with_one_key_make_one_event(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: stack.publish(organizer, sent, key), range(20)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    pages = stack.documents("pages", event_id=key)
    assert len(pages) == 1
    assert stack.pubsub_relay.calls(key) == {"Publish": 1}


def test_twenty_keys_with_one_title_make_twenty_events(stack: Stack, organizer: Person) -> None:
    sent = draft()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: stack.publish(organizer, sent), range(20)))

    bodies = [answer.json() for answer in answers]
    assert len({body["slug"] for body in bodies}) == 20
    assert len({body["event_id"] for body in bodies}) == 20
    events = stack.documents("events", title=sent["title"])
    assert len(events) == 20


def test_another_draft_under_the_key_is_422(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.publish(organizer, sent, key)

    answer = stack.publish(organizer, sent | {"title": "Another"}, key)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:publish-event:problem:key-reused"
    assert stack.event(key)["title"] == sent["title"]


def test_somebody_elses_key_is_409_and_tells_nothing(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.publish(organizer, sent, key)

    answer = stack.publish(stack.person(), sent, key)

    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:publish-event:problem:key-in-use"
    assert sent["title"] not in answer.text
    assert organizer.uid not in answer.text


def test_the_same_draft_written_otherwise_is_the_same_draft(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    first = stack.publish(organizer, sent, key)
    start = datetime.fromisoformat(sent["starts_at"])
    elsewhere = start.astimezone(timezone(timedelta(hours=9))).isoformat()
    written_otherwise = dict(reversed(sent.items())) | {
        "title": f"  {sent['title']}\n",
        "starts_at": elsewhere,
        "visibility": "public",
        "cover_upload": None,
    }

    answer = stack.publish(organizer, written_otherwise, f'"{key.upper()}"')

    assert answer.content == first.content
