"""An event as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from shared.event import wording
from shared.event.model import Listing

_STATUSES = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}


def ics(listing: Listing, event_id: str, url: str) -> bytes:
    """The bytes of an `.ics` file that holds one event, to import or to subscribe to.

    Its times are UTC instants. Local times with a time zone's definition cannot tell the two hours
    of an autumn night apart, and readers differ on zones whose offset changes for a month only.

    The UID is made of `event_id` alone, and SEQUENCE is the revision: a calendar that reads the
    file again updates its entry instead of adding a second one. There is no METHOD: it would ask
    for an ORGANIZER with an email address (RFC 5546), which nobody is to learn here. There is no
    X-WR-CALNAME either: Outlook would open the file as a calendar of its own.
    """
    entry = Event()
    entry.add("uid", f"{event_id}@publish-event")
    entry.add("dtstamp", _utc(listing.last_changed))
    entry.add("last-modified", _utc(listing.last_changed))
    entry.add("sequence", listing.revision)
    entry.add("status", _STATUSES.get(listing.status, "CONFIRMED"))
    entry.add("dtstart", _utc(listing.starts_at))
    entry.add("dtend", _utc(listing.ends_at))
    entry.add("summary", wording.headline(listing))
    entry.add("location", _place(listing))
    parts = (listing.note, listing.description, url)
    entry.add("description", "\n\n".join(part for part in parts if part))
    entry.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Publish Event//EN")
    calendar.add("version", "2.0")
    # How often to look again: RFC 7986's name, and Outlook's, which knows no parameter.
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _place(listing: Listing) -> str:
    return listing.location.url if listing.location.is_online else wording.where(listing)
