"""What Firestore holds, and the message: what is in them, and what is not."""

import json
from datetime import datetime

import pytest

from shared.event.model import WORKS, Caller, Change, Event, Page
from shared.event.published import SCHEMA_VERSION, EventPublished
from tests.support.evening import EVENT_ID, PUBLISHED_AT, event, page


def test_an_event_has_two_works_by_their_names() -> None:
    found = event()

    assert WORKS == ("cover", "confirmation")
    assert found.work("cover") is found.cover
    assert found.work("confirmation") is found.confirmation


def test_a_field_of_a_newer_version_is_left_alone() -> None:
    newer = event().model_dump() | {"doors_at": "19:00"}

    assert Event.model_validate(newer) == event()


def test_a_document_without_what_was_added_later_can_be_read() -> None:
    least = {"slug", "title", "starts_at", "ends_at", "timezone", "location", "published_at"}
    fields = {name: value for name, value in page().model_dump().items() if name in least}

    found = Page.model_validate(fields | {"event_id": EVENT_ID})

    assert (found.description, found.organizer_name, found.tickets) == ("", "", ())
    assert (found.visibility, found.cover, found.unpublished_at) == ("public", None, None)


def test_work_that_nobody_began_was_never_tried() -> None:
    work = event(cover={"state": "pending"}).cover

    assert (work.attempts, work.due, work.error, work.upload) == (0, None, None, None)


def test_an_address_counts_as_verified_only_when_its_token_says_so() -> None:
    assert Caller(uid="olivia") == Caller(uid="olivia", name="", email="", email_verified=False)


def test_the_public_page_holds_nothing_private() -> None:
    private = {"owner", "organizer", "fingerprint", "trace", "confirmation", "shard"}

    assert not private & set(Page.model_fields)
    assert not private & set(page(**event(tickets=()).model_dump(exclude={"cover"})).model_dump())


def test_the_message_says_what_was_published_without_names_or_addresses() -> None:
    message = EventPublished.of(event())

    assert json.loads(message.model_dump_json()) == {
        "event_id": EVENT_ID,
        "slug": "summer-jazz-night",
        "owner": "olivia",
        "title": "Summer Jazz Night",
        "starts_at": "2027-06-12T17:30:00Z",
        "published_at": "2027-01-02T03:04:05Z",
        "ticket_count": 2,
        "visibility": "public",
        "has_upload": False,
        "revision": 0,
    }
    assert SCHEMA_VERSION == "1"


def test_the_message_says_whether_a_photo_came_with_the_event() -> None:
    cover = {"state": "pending", "upload": f"uploads/olivia/{'0' * 32}"}

    assert EventPublished.of(event(cover=cover)).has_upload


def test_a_message_of_a_newer_version_is_understood() -> None:
    newer = json.loads(EventPublished.of(event()).model_dump_json()) | {"doors_at": "19:00"}

    assert EventPublished.model_validate(newer) == EventPublished.of(event())


@pytest.mark.parametrize(
    ("was", "changed", "is_down"),
    [
        (None, ["/unpublished_at"], True),
        (None, ["/title"], False),
        (PUBLISHED_AT, ["/title", "/unpublished_at"], False),
        # An older revision that was down, restored over what an operator had taken down.
        (PUBLISHED_AT, ["/title"], True),
    ],
)
def test_a_revision_says_whether_its_page_is_down_whoever_had_it_down_before(
    was: datetime | None, changed: list[str], *, is_down: bool
) -> None:
    made = {"revision": 3, "changed_at": PUBLISHED_AT, "fingerprint": "", "trace": ""}
    before = {"title": "Jazz", "unpublished_at": was, "unpublished_by": "operator" if was else None}

    change = Change.model_validate(made | {"changed": changed, "before": before})

    assert change.takes_down is is_down


def test_a_change_of_nothing_takes_nothing_down() -> None:
    made = {"revision": 3, "changed_at": PUBLISHED_AT, "fingerprint": "", "trace": ""}

    assert not Change.model_validate(made | {"changed": []}).takes_down
