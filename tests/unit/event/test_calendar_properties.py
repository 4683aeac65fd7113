"""The calendar file of one evening, every property of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Timezone

from shared.event import calendar
from tests.support.evening import EVENT_ID, ONLINE, PUBLISHED_AT, URL, page


def file(**changes: Any) -> bytes:
    return calendar.ics(page(**changes), EVENT_ID, URL)


def read(data: bytes) -> tuple[Any, list[Timezone]]:
    """The one event and the time zones of a calendar file."""
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    (event,) = found.events
    assert not event.errors
    return event, found.timezones


def test_it_says_who_made_it_and_that_it_is_to_be_kept() -> None:
    found = Calendar.from_ical(file())

    assert found["PRODID"] == "-//Publish Event//EN"
    assert found["VERSION"] == "2.0"
    assert found["METHOD"] == "PUBLISH"


def test_it_holds_the_event() -> None:
    event, _ = read(file())

    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL")} == {
        "UID": f"{EVENT_ID}@publish-event",
        "SUMMARY": "Summer Jazz Night",
        "LOCATION": "Kesselhaus, Knaackstr. 97, Berlin",
        "URL": URL,
    }
    assert event["DESCRIPTION"] == f"Two stages, one courtyard.\n\n{URL}"
    assert event["DTSTAMP"].dt == PUBLISHED_AT
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2027-06-12T19:30:00+02:00",
        "2027-06-12T23:00:00+02:00",
    )
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "Europe/Berlin"


def test_without_a_description_its_address_stands_alone() -> None:
    event, _ = read(file(description=""))

    assert event["DESCRIPTION"] == URL


def test_where_an_online_event_is_can_be_clicked() -> None:
    event, _ = read(file(location=ONLINE))

    assert event["LOCATION"] == ONLINE["url"]


@pytest.mark.parametrize("length", [timedelta(hours=3), timedelta(days=400)])
@pytest.mark.parametrize(
    ("zone", "month"),
    [("Europe/Berlin", 3), ("Europe/Berlin", 10), ("America/New_York", 11), ("Asia/Kathmandu", 6)],
)
def test_its_own_definition_of_the_zone_gives_the_instants(
    zone: str, month: int, length: timedelta
) -> None:
    """For programs that know no zone by its name."""
    start = datetime(2027, month, 12, 17, 30, tzinfo=UTC)

    event, (definition,) = read(file(timezone=zone, starts_at=start, ends_at=start + length))

    own = definition.to_tz(lookup_tzid=False)
    times = [event[name].dt.replace(tzinfo=own) for name in ("DTSTART", "DTEND")]
    assert [time.astimezone(UTC) for time in times] == [start, start + length]


def test_an_event_that_begins_or_ends_with_the_change_of_clocks_is_told_right() -> None:
    change = datetime(2027, 3, 28, 1, tzinfo=UTC)
    for start, end in (
        (change, change + timedelta(hours=2)),
        (change - timedelta(hours=2), change),
    ):
        event, (definition,) = read(file(starts_at=start, ends_at=end))

        assert event["DTSTART"].dt.astimezone(UTC) == start
        assert event["DTEND"].dt.astimezone(UTC) == end
        assert definition.tz_name == "Europe/Berlin"


def test_it_defines_the_zone_for_the_event_and_not_for_all_time() -> None:
    assert len(file(timezone="Africa/Casablanca")) < 1500
