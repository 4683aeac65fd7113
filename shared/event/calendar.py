"""An event as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from shared.event import wording
from shared.event.model import Listing


def ics(listing: Listing, event_id: str, url: str) -> bytes:
    """The bytes of an `.ics` file that holds one event.

    Its times are UTC instants. Local times with a time zone's definition cannot tell the two hours
    of an autumn night apart, and readers differ on zones whose offset changes for a month only.

    The UID is made of `event_id` alone, so a calendar that imports the file again updates its entry
    instead of adding a second one. There is no METHOD: it would ask for an ORGANIZER with an email
    address (RFC 5546), which nobody is to learn here.
    """
    entry = Event()
    entry.add("uid", f"{event_id}@publish-event")
    entry.add("dtstamp", _utc(listing.published_at))
    entry.add("dtstart", _utc(listing.starts_at))
    entry.add("dtend", _utc(listing.ends_at))
    entry.add("sequence", 0)
    entry.add("summary", listing.title)
    entry.add("location", _place(listing))
    entry.add("description", f"{listing.description}\n\n{url}".strip())
    entry.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Publish Event//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _place(listing: Listing) -> str:
    return listing.location.url if listing.location.is_online else wording.where(listing)
