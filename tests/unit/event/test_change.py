"""What a change changes, what follows from it, and what it may not do."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from shared.event import change
from shared.event.change import CONTENT, LETTERED, NOTICED, PICTURE, EventChange
from shared.event.model import Event, Facts, Listing
from tests.support.evening import ONLINE, sent

NOW = datetime.now(UTC)


def _content(**changes: Any) -> change.Fields:
    return EventChange.model_validate(sent()).content() | {"cover": dict(PICTURE)} | changes


def test_a_change_says_everything_that_a_revision_is_made_of() -> None:
    content = EventChange.model_validate(sent()).content()

    assert set(content) == set(CONTENT)
    assert (content["status"], content["note"], content["unpublished_at"]) == (
        "scheduled",
        "",
        None,
    )
    assert content["tickets"] == []


def test_every_field_of_a_revision_is_one_of_an_event() -> None:
    assert set(CONTENT) <= set(Event.model_fields)
    assert set(CONTENT) - {"tickets"} <= set(Listing.model_fields)


def test_guests_hear_of_the_facts_and_covers_show_those_but_not_whether_a_page_is_up() -> None:
    assert set(Facts.model_fields) - {"language"} == NOTICED
    assert set(Facts.model_fields) - {"unpublished_at"} == LETTERED


def test_a_document_without_what_came_later_means_the_defaults() -> None:
    assert change.content({"title": "Jazz"}) == CONTENT | {"title": "Jazz", "cover": PICTURE}


@pytest.mark.parametrize("name", CONTENT)
def test_each_difference_is_named_and_nothing_else(name: str) -> None:
    before = _content()
    after = before | {name: "something else"}

    names = change.differences(before, after)

    assert names == {name}
    assert change.pointers(names) == (f"/{name}",)
    assert change.differences(before, dict(before)) == frozenset()


def test_another_picture_is_a_difference_of_the_cover() -> None:
    before = _content()
    after = before | {"cover": PICTURE | {"since": 1}}

    names = change.differences(before, after)

    assert names == {"cover"}
    assert change.pointers(names | {"title"}) == ("/title", "/cover")
    assert LETTERED | {"cover"} == change.DRAWN


def test_pointers_stand_in_the_order_of_a_draft() -> None:
    assert change.pointers(frozenset(("note", "title", "tickets"))) == (
        "/title",
        "/tickets",
        "/note",
    )


def test_offsets_make_no_difference() -> None:
    utc = sent(starts_at="2027-06-12T17:30:00Z", ends_at="2027-06-12T21:00:00Z")

    assert not change.differences(_content(), _content(**EventChange.model_validate(utc).content()))
    assert EventChange.model_validate(utc).fingerprint() == (
        EventChange.model_validate(sent()).fingerprint()
    )


@pytest.mark.parametrize(
    ("was", "now", "refused"),
    [
        (timedelta(days=1), timedelta(days=2), False),
        (timedelta(days=1), timedelta(days=-1), True),
        (timedelta(days=-2), timedelta(days=-1), True),
        (timedelta(days=-1), timedelta(days=-1), False),
        (timedelta(days=-1), timedelta(days=1), False),
    ],
)
def test_only_times_that_are_new_must_not_be_over(
    was: timedelta, now: timedelta, *, refused: bool
) -> None:
    before, after = (
        _content(starts_at=NOW + by - timedelta(hours=1), ends_at=NOW + by) for by in (was, now)
    )

    assert change.moves_into_the_past(before, after) is refused


def test_a_start_that_moves_is_remembered_and_an_end_is_not() -> None:
    before = _content()
    later = before["starts_at"] + timedelta(days=1)

    assert change.consequences(before, before | {"starts_at": later}) == {
        "previous_starts_at": before["starts_at"]
    }
    assert change.consequences(before, before | {"ends_at": later}) == {}


def test_a_move_to_the_internet_is_remembered_and_back_is_forgotten() -> None:
    venue, online = _content(), _content(location=ONLINE)

    assert change.consequences(venue, online) == {"moved_online": True}
    assert change.consequences(online, venue) == {"moved_online": False}
    assert (
        change.consequences(online, _content(location=ONLINE | {"url": "https://b.example/"})) == {}
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "moved"},
        {"status": None},
        {"note": "x" * 501},
        {"slug": "Jazz"},
        {"language": "no tag"},
        {"cover_upload": f"uploads/ada/{'0' * 32}"},
        {"unpublished_at": None},
    ],
)
def test_what_a_change_cannot_say_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error:
        EventChange.model_validate(sent(**changes))

    assert [each["loc"] for each in error.value.errors()] == [tuple(changes)]


def test_a_note_keeps_its_lines() -> None:
    wanted = EventChange.model_validate(sent(note="  Rain.\n\nCome anyway.\x00 "))

    assert wanted.note == "Rain.\n\nCome anyway."


def test_a_change_without_a_language_keeps_the_events() -> None:
    silent, said = (
        EventChange.model_validate(sent()),
        EventChange.model_validate(sent(language="DE", slug="jazz-night")),
    )

    assert silent.content("he")["language"] == "he"
    assert said.content("he")["language"] == "de"
    assert "slug" not in said.content("he")


def test_another_language_letters_the_cover_again_and_is_no_news_for_guests() -> None:
    before = _content()

    names = change.differences(before, before | {"language": "he"})

    assert names & LETTERED
    assert not names & NOTICED
