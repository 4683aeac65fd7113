"""The calendar file, parsed back: what a calendar program makes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from shared.event.calendar import ics
from tests.support.factories import SITE, page

URL = f"{SITE}/e/summer-jazz-night"
UID = "0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11"

pytestmark = pytest.mark.usefixtures("clock")


def entry(**changes: Any) -> Any:
    """The one event of a page's calendar file."""
    data = ics(page(**changes), UID, URL)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert calendar["VERSION"] == "2.0"
    assert "METHOD" not in calendar  # RFC 5546 wants an ORGANIZER with it
    assert calendar.timezones == []
    (event,) = calendar.events
    assert not event.errors
    return event


def test_it_holds_the_event() -> None:
    event = entry()

    assert event["UID"] == f"{UID}@publish-event"
    assert event["SUMMARY"] == "Summer Jazz Night"
    assert event["URL"] == URL
    assert event["LOCATION"] == "Kesselhaus, Knaackstr. 97, Berlin"
    assert event["DESCRIPTION"].startswith("Two stages, one courtyard.\n\nDoors")
    assert event["DESCRIPTION"].endswith(f"\n\n{URL}")


def test_where_an_online_event_is_can_be_clicked() -> None:
    event = entry(location={"kind": "online", "url": "https://meet.example/jazz"})

    assert event["LOCATION"] == "https://meet.example/jazz"


@pytest.mark.parametrize(
    "text",
    [
        "Commas, semicolons; back\\slashes and\nnew lines\\n",
        "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
        '"quoted": ^n ATTENDEE;CN="x":mailto:x@example.com',
        "夏のジャズナイト 🎷 " * 30,
    ],
)
def test_what_a_person_wrote_stays_inside_its_property(text: str) -> None:
    event = entry(title=text, description=text, location={"kind": "venue", "name": text[:200]})

    assert event["SUMMARY"] == text
    assert event["DESCRIPTION"] == f"{text}\n\n{URL}"
    assert "ATTENDEE" not in event


def test_fractions_of_a_second_are_dropped_for_there_are_none_in_rfc_5545() -> None:
    start = datetime(2027, 6, 12, 17, 30, 0, 999_999, tzinfo=UTC)
    event = entry(starts_at=start, ends_at=start + timedelta(hours=1))

    assert event.start == start.replace(microsecond=0)
