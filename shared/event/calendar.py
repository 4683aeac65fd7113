"""An event as an iCalendar file (RFC 5545)."""

from datetime import date, timedelta

from icalendar import Calendar, Event

from shared.event import wording
from shared.event.draft import Online
from shared.event.model import Listing

_DAY = timedelta(days=1)


def ics(listing: Listing, event_id: str, url: str) -> bytes:
    """The bytes of an `.ics` file that holds one event and the definition of its time zone.

    The UID is made of `event_id` alone, so a calendar that imports the file again updates its entry
    instead of adding a second one.
    """
    start, end = (wording.local(time, listing) for time in (listing.starts_at, listing.ends_at))
    entry = Event()
    entry.add("uid", f"{event_id}@publish-event")
    entry.add("dtstamp", listing.published_at)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("summary", listing.title)
    entry.add("location", _place(listing))
    entry.add("description", f"{listing.description}\n\n{url}".strip())
    entry.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Publish Event//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    # A range of the event's own days: over years, icalendar misses offsets that last only a month.
    calendar.add_missing_timezones(start.date() - _DAY, min(end.date(), date.max - _DAY) + _DAY)
    return bytes(calendar.to_ical())


def _place(listing: Listing) -> str:
    return listing.location.url if isinstance(listing.location, Online) else wording.where(listing)
