"""The calendar file, parsed back: what a calendar program makes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Timezone

from shared.event.calendar import ics
from tests.support.factories import SITE, page

URL = f"{SITE}/e/summer-jazz-night"
UID = "0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11"

pytestmark = pytest.mark.usefixtures("clock")


def entry(**changes: Any) -> tuple[Any, list[Timezone]]:
    """The one event and the time zones of a page's calendar file."""
    data = ics(page(**changes), UID, URL)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    (event,) = calendar.events
    assert not event.errors
    return event, calendar.timezones


def test_it_holds_the_event() -> None:
    event, _ = entry()

    assert event["UID"] == f"{UID}@publish-event"
    assert event["SUMMARY"] == "Summer Jazz Night"
    assert event["URL"] == URL
    assert event["LOCATION"] == "Kesselhaus, Knaackstr. 97, Berlin"
    assert event["DESCRIPTION"].startswith("Two stages, one courtyard.\n\nDoors")
    assert event["DESCRIPTION"].endswith(f"\n\n{URL}")


def test_where_an_online_event_is_can_be_clicked() -> None:
    event, _ = entry(location={"kind": "online", "url": "https://meet.example/jazz"})

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
    event, _ = entry(title=text, description=text, location={"kind": "venue", "name": text[:200]})

    assert event["SUMMARY"] == text
    assert event["DESCRIPTION"] == f"{text}\n\n{URL}"
    assert "ATTENDEE" not in event


@pytest.mark.parametrize(
    ("zone", "month"),
    [
        ("Europe/Berlin", 1),
        ("Europe/Berlin", 6),
        ("America/New_York", 11),
        ("Australia/Lord_Howe", 12),  # clocks change by half an hour
        ("Africa/Casablanca", 3),  # by the moon
        ("America/Santiago", 8),
        ("Asia/Tokyo", 6),  # never
        ("Asia/Kathmandu", 6),  # +05:45
        ("Etc/GMT+12", 6),
        ("UTC", 6),
    ],
)
def test_its_own_time_zone_definitions_give_the_instants(zone: str, month: int) -> None:
    """For programs that know no zone by its name."""
    start = datetime(2027, month, 12, 17, 30, tzinfo=UTC)
    event, zones = entry(timezone=zone, starts_at=start, ends_at=start + timedelta(days=40))

    assert [_instant(event, name, zones) for name in ("DTSTART", "DTEND")] == [
        start,
        start + timedelta(days=40),
    ]
    assert [found.tz_name for found in zones] == ([] if zone == "UTC" else [zone])


def test_fractions_of_a_second_are_dropped_for_there_are_none_in_rfc_5545() -> None:
    start = datetime(2027, 6, 12, 17, 30, 0, 999_999, tzinfo=UTC)
    event, _ = entry(starts_at=start, ends_at=start + timedelta(hours=1))

    assert event.start == start.replace(microsecond=0)


def _instant(event: Any, name: str, zones: list[Timezone]) -> datetime:
    """The wall clock's time in the file, read by the file's own definitions."""
    value: datetime = event[name].dt
    if zones:
        value = value.replace(tzinfo=zones[0].to_tz(lookup_tzid=False))
    return value.astimezone(UTC)
