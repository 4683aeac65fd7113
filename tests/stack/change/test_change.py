"""The next revision of a published event: what is written, told and answered."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from google.cloud.firestore import DELETE_FIELD

from shared.event.model import Change, Event, Page
from shared.store import operations, reading
from tests.support.factories import draft, ticket
from tests.support.live import Live, later
from tests.support.production import production
from tests.support.relay import Fault
from tests.support.stack import Stack
from tests.support.tokens import PROJECT


def test_a_change_is_the_next_revision_of_event_tickets_and_page(live: Live) -> None:
    tickets = [ticket(name="Early"), ticket(name="Late")]
    moved = later(live.body, days=1)

    answer = live.put(title="A new title", tickets=tickets, **moved)

    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert list(body) == ["event_id", "slug", "public_url", "revision", "changed_at", "changed"]
    assert (body["event_id"], body["slug"], body["revision"]) == (live.key, live.slug, 1)
    assert body["public_url"] == f"{live.stack['site']}/e/{live.slug}"
    assert body["changed"] == ["/title", "/starts_at", "/ends_at", "/tickets"]
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Idempotent-Replayed" not in answer.headers
    for stored in (live.event(), live.page()):
        assert stored["title"] == "A new title"
        assert stored["starts_at"].isoformat() == moved["starts_at"]
        assert stored["previous_starts_at"].isoformat() == live.body["starts_at"]
        assert stored["tickets"] == tickets
        assert stored["revision"] == 1
        assert stored["slug"] == live.slug
        assert body["changed_at"] == stored["changed_at"].isoformat().replace("+00:00", "Z")
    assert live.event()["ticket_count"] == 2
    documents = live.stack.firestore.collection(f"events/{live.key}/tickets").get()
    assert [each.to_dict() for each in documents] == tickets
    Event.model_validate(live.event() | {"event_id": live.key})
    Page.model_validate(live.page())
    (change,) = map(Change.model_validate, live.changes())
    assert change.before
    assert change.before["title"] == live.body["title"]
    assert change.before["tickets"] == live.body["tickets"]


def test_a_ticket_that_is_no_longer_sold_is_deleted(live: Live) -> None:
    assert live.put(tickets=[]).json()["changed"] == ["/tickets"]

    assert not live.stack.firestore.collection(f"events/{live.key}/tickets").get()


def test_a_change_costs_one_read_one_commit_and_one_message(live: Live) -> None:
    before = live.stack.firestore_relay.calls(live.key)
    live.quiet()

    assert live.put(title="A new title").status_code == 200

    calls = live.stack.firestore_relay.calls(live.key)
    assert {name: count - before.get(name, 0) for name, count in calls.items()} == {
        "Commit": 1,
        "GetDocument": 1,
    }
    assert live.stack.pubsub_relay.calls(live.key) == {"Publish": 2}  # with that of publishing


def test_the_same_key_and_body_get_the_same_bytes_whatever_came_later(live: Live) -> None:
    key = str(uuid.uuid4())
    first = live.put(key=key, title="A new title")
    assert live.put(revision=1, title="A newer title").json()["revision"] == 2

    replay = live.put(key=key, title="A new title")

    assert replay.content == first.content
    assert replay.headers["ETag"] == first.headers["ETag"]
    assert replay.headers["Idempotent-Replayed"] == "true"
    assert live.event()["title"] == "A newer title"


def test_the_publish_request_is_answered_for_ever_as_the_first_time(live: Live) -> None:
    replays = [live.stack.publish(live.person, live.body, live.key)]
    live.put(title="A new title")
    live.delete(revision=1)
    replays.append(live.stack.publish(live.person, live.body, live.key))

    assert {replay.status_code for replay in replays} == {200}
    assert replays[0].content == replays[1].content


@pytest.mark.parametrize("method", ["put", "delete"])
def test_a_key_that_changed_the_event_in_another_way_is_refused(live: Live, method: str) -> None:
    key = str(uuid.uuid4())
    live.put(key=key, title="A new title")

    again = live.put(key=key, title="Other") if method == "put" else live.delete(key=key)

    assert again.status_code == 422
    assert again.json()["type"] == "urn:publish-event:problem:key-reused"
    assert live.event()["title"] == "A new title"


def test_of_two_editors_of_one_revision_one_wins_and_the_other_is_told(live: Live) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda title: live.put(title=title), ("Mine", "Yours")))

    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (200, 412)
    assert lost.json()["type"] == "urn:publish-event:problem:stale-revision"
    assert lost.json()["revision"] == 1
    assert len(live.changes()) == 1


def test_a_change_of_nothing_is_answered_with_the_revision_that_stands(live: Live) -> None:
    key = str(uuid.uuid4())
    nothing = live.put(key=key)
    live.put(title="A new title")

    replay = live.put(key=key)

    assert nothing.json()["changed"] == []
    assert nothing.json()["revision"] == 0
    assert nothing.headers["ETag"] == '"0"'
    assert replay.content == nothing.content
    assert live.stack.pubsub_relay.calls(live.key) == {"Publish": 2}  # publishing, and the title


def test_a_page_is_taken_down_and_put_up_under_its_slug(live: Live) -> None:
    down = live.delete()
    gone = live.stack.page(live.slug)
    again = live.delete(revision=1)
    up = live.put(revision=1)

    assert (down.json()["revision"], down.json()["changed"]) == (1, ["/unpublished_at"])
    assert gone.status_code == 410
    assert again.json()["changed"] == []
    assert (up.json()["revision"], up.json()["changed"]) == (2, ["/unpublished_at"])
    assert live.page()["unpublished_at"] is None


def test_what_an_operator_took_down_its_owner_cannot_put_up(live: Live) -> None:
    live.stack.ops("unpublish", live.key)

    answer = live.put(title="Back again")

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:publish-event:problem:forbidden"
    assert live.page()["unpublished_at"]


def test_nothing_tells_somebody_elses_event_from_none(stack: Stack, live: Live) -> None:
    stranger = stack.person()

    theirs = stack.change(stranger, live.key, live.body)
    none = stack.change(stranger, str(uuid.uuid4()), live.body)

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert theirs.content == none.content
    assert stack.change(stranger, live.key, None).status_code == 404


def test_a_purged_event_is_changed_no_more(live: Live) -> None:
    live.put(title="A new title")
    live.stack.ops("purge", live.key, "--yes")

    assert live.put(revision=1).status_code == 410
    assert live.delete(revision=1).json()["type"] == "urn:publish-event:problem:event-purged"
    assert live.changes() == []


def test_an_event_is_not_moved_into_the_past(live: Live) -> None:
    over = later(live.body, days=-60)

    answer = live.put(**over)

    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"pointer": "/ends_at", "detail": "This event is already over"}
    ]
    assert live.event()["revision"] == 0


def test_an_event_that_is_over_may_still_have_its_texts_corrected(live: Live) -> None:
    over = {name: datetime.now(UTC) - timedelta(days=9) for name in ("starts_at", "ends_at")}
    over["ends_at"] += timedelta(hours=1)
    live.stack.firestore.document(f"events/{live.key}").update(over)
    times: dict[str, Any] = {name: instant.isoformat() for name, instant in over.items()}

    assert live.put(title="Corrected", **times).json()["changed"] == ["/title"]
    assert live.put(revision=1, title="Corrected", **later(live.body, days=-60)).status_code == 400


@pytest.mark.parametrize(
    ("header", "status", "problem"),
    [
        (None, 428, "precondition-required"),
        ("*", 400, "malformed-request"),
        ("0", 400, "malformed-request"),
        ('W/"0"', 400, "malformed-request"),
        ('"0", "1"', 400, "malformed-request"),
        ('"-1"', 400, "malformed-request"),
        ('"7"', 412, "stale-revision"),
    ],
)
def test_the_revision_that_is_changed_must_be_named(
    live: Live, header: str | None, status: int, problem: str
) -> None:
    sent = {} if header is None else {"If-Match": header}

    answer = live.stack.change(live.person, live.key, live.body | {"title": "X"}, None, **sent)

    assert answer.status_code == status
    assert answer.json()["type"] == f"urn:publish-event:problem:{problem}"
    assert live.event()["revision"] == 0


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"status": "moved"}, "/status"),
        ({"note": "x" * 501}, "/note"),
        ({"cover_upload": f"uploads/x/{'0' * 32}"}, "/cover_upload"),
        ({"slug": "other"}, "/slug"),
        ({"title": ""}, "/title"),
    ],
)
def test_a_broken_rule_changes_nothing(live: Live, changes: dict[str, Any], pointer: str) -> None:
    answer = live.put(**changes)

    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:publish-event:problem:invalid-event"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert live.event()["revision"] == 0


def test_a_lost_answer_is_recognised_as_the_attempts_own_success(live: Live) -> None:
    live.stack.firestore_relay.fail("Commit", live.key, grpc.StatusCode.UNAVAILABLE, after=True)

    answer = live.put(title="A new title")

    assert answer.status_code == 200
    assert "Idempotent-Replayed" not in answer.headers
    assert answer.json()["revision"] == 1
    assert live.stack.settled(live.key, "confirmation")["state"] == "sent"


def test_pubsub_down_costs_nobody_a_change(live: Live) -> None:
    live.quiet()

    answer = live.put(title="A new title")

    assert answer.status_code == 200
    assert live.stack.log("change", "event_not_emitted", live.key)


def test_a_page_that_was_lost_is_made_anew(live: Live) -> None:
    live.stack.firestore.document(f"pages/{live.slug}").delete()

    assert live.put(title="A new title").status_code == 200

    page = Page.model_validate(live.page())
    assert (page.title, page.event_id) == ("A new title", live.key)
    assert page.organizer_name == "Ada Lovelace"


PICTURE = {
    "source": "uploaded",
    "url": "https://media.example/cover.webp",
    "social_url": "https://media.example/card.jpg",
    "width": 1600,
    "height": 914,
}


@pytest.fixture
def pictured(live: Live) -> Live:
    """With its final cover."""
    ready = {f"cover.{name}": value for name, value in (PICTURE | {"state": "ready"}).items()}
    live.stack.firestore.document(f"events/{live.key}").update(ready | {"cover.due": DELETE_FIELD})
    live.stack.firestore.document(f"pages/{live.slug}").update({"cover": PICTURE})
    return live


def test_a_pages_cover_is_outdated_until_its_new_words_are_on_it(pictured: Live) -> None:
    pictured.quiet(times=2)
    pictured.put(description="Other words.")
    assert pictured.page()["cover"] == PICTURE

    pictured.put(revision=1, title="A new title")

    assert pictured.page()["cover"] == PICTURE | {"outdated": True}


def test_taking_a_page_down_leaves_its_cover_as_it_is(pictured: Live) -> None:
    pictured.quiet(times=2)
    pictured.delete()
    pictured.put(revision=1)

    assert pictured.page()["unpublished_at"] is None
    assert pictured.page()["cover"] == PICTURE


@pytest.mark.parametrize(
    ("changes", "cover"),
    [
        ({"title": "A new title"}, PICTURE | {"outdated": True}),
        ({"note": "Bring a chair."}, PICTURE),
    ],
)
def test_a_page_that_was_lost_gets_its_cover_too(
    pictured: Live, changes: dict[str, Any], cover: dict[str, Any]
) -> None:
    pictured.quiet()
    pictured.stack.firestore.document(f"pages/{pictured.slug}").delete()

    pictured.put(**changes)

    assert pictured.page()["cover"] == cover


def test_a_cover_is_outdated_until_it_is_lettered_whatever_else_is_changed(pictured: Live) -> None:
    pictured.quiet(times=2)
    pictured.put(title="A new title")

    pictured.put(revision=1, title="A new title", note="Bring a chair.")

    assert pictured.page()["cover"] == PICTURE | {"outdated": True}


def test_tickets_of_an_event_of_version_1_are_compared_with_its_pages(live: Live) -> None:
    event = live.stack.firestore.document(f"events/{live.key}")
    stored = live.event()
    for name in ("tickets", "revision", "changed_at", "status", "note", "previous_starts_at"):
        del stored[name]
    event.set(stored)

    assert live.put().json()["changed"] == []
    assert live.put(title="A new title").json()["changed"] == ["/title"]
    assert live.event()["tickets"] == json.loads(json.dumps(live.body["tickets"]))


def test_a_change_that_comes_while_its_event_is_purged_leaves_nothing_behind(stack: Stack) -> None:
    """Between the purge's list of what there is and its commit."""
    key, body, answers = str(uuid.uuid4()), draft(), []
    with production(stack) as served:
        token = served.issuer.token()
        assert served.publish(token, body, key).status_code == 200

        def change() -> None:
            moved = body | {"title": "Moved", "tickets": [*body["tickets"], ticket(name="More")]}
            answers.append(served.change(token, key, moved, 0, str(uuid.uuid4())))

        fault = Fault(
            "Commit", (key, "purged_at"), grpc.StatusCode.UNAVAILABLE, action=change, passes=True
        )
        stack.firestore_relay.add(fault)
        operations.purge(key, reading.raw_event(key))

    assert [answer.status_code for answer in answers] == [200]
    event = stack.other(PROJECT).document(f"events/{key}")
    assert set(event.get().to_dict() or {}) == {"purged_at"}
    for part in ("changes", "tickets"):
        assert event.collection(part).get() == []
