"""The calendar file of one evening, every property of it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from shared.event import calendar
from tests.support.evening import EVENT_ID, ONLINE, PUBLISHED_AT, URL, page


def file(**changes: Any) -> bytes:
    return calendar.ics(page(**changes), EVENT_ID, URL)


def read(data: bytes) -> Any:
    """The one event of a calendar file."""
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    (event,) = found.events
    assert not event.errors
    return event


def test_it_says_who_made_it_and_asks_nobody_to_answer() -> None:
    found = Calendar.from_ical(file())

    assert found["PRODID"] == "-//Publish Event//EN"
    assert found["VERSION"] == "2.0"
    assert "METHOD" not in found  # it would ask for the organizer's address
    assert "X-WR-CALNAME" not in found  # Outlook would open a calendar of its own


def test_who_subscribes_is_told_how_often_to_look() -> None:
    data = file()

    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in data
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in data


def test_it_holds_the_event() -> None:
    event = read(file())

    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL")} == {
        "UID": f"{EVENT_ID}@publish-event",
        "SUMMARY": "Summer Jazz Night",
        "LOCATION": "Kesselhaus, Knaackstr. 97, Berlin",
        "URL": URL,
    }
    assert event["DESCRIPTION"] == f"Two stages, one courtyard.\n\n{URL}"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == PUBLISHED_AT
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"


def test_a_revision_replaces_what_came_before_it() -> None:
    changed_at = datetime(2027, 3, 4, 5, 6, 7, tzinfo=UTC)
    event = read(file(revision=3, changed_at=changed_at))

    assert event["UID"] == read(file())["UID"]
    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == changed_at


@pytest.mark.parametrize(
    ("status", "said", "summary"),
    [
        ("scheduled", "CONFIRMED", "Summer Jazz Night"),
        ("postponed", "TENTATIVE", "Postponed: Summer Jazz Night"),
        ("cancelled", "CANCELLED", "Cancelled: Summer Jazz Night"),
        ("a later release's", "CONFIRMED", "Summer Jazz Night"),
    ],
)
def test_an_event_that_is_off_says_so(status: str, said: str, summary: str) -> None:
    event = read(file(status=status))

    assert (event["STATUS"], event["SUMMARY"]) == (said, summary)


def test_the_organizers_note_comes_first() -> None:
    event = read(file(note="The hall flooded.\nSorry!"))

    assert event["DESCRIPTION"] == (
        f"The hall flooded.\nSorry!\n\nTwo stages, one courtyard.\n\n{URL}"
    )


def test_its_times_are_instants() -> None:
    data = file(starts_at=datetime(2027, 10, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1))

    assert b"\r\nDTSTART:20271031T013000Z\r\n" in data
    assert b"\r\nDTEND:20270612T210000Z\r\n" in data
    assert b"\r\nDTSTAMP:20270102T030405Z\r\n" in data


def test_without_a_description_its_address_stands_alone() -> None:
    event = read(file(description=""))

    assert event["DESCRIPTION"] == URL


def test_where_an_online_event_is_can_be_clicked() -> None:
    event = read(file(location=ONLINE))

    assert event["LOCATION"] == ONLINE["url"]
