"""One evening of jazz, every field of it fixed: for tests that expect exact texts of it."""

from datetime import UTC, datetime
from typing import Any

from shared.event.model import Event, Organizer, Page, PageCover
from tests.support import factories
from tests.support.factories import SITE, venue

URL = f"{SITE}/e/summer-jazz-night"
EVENT_ID = "0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11"
PUBLISHED_AT = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
WHEN, WHERE = "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Knaackstr. 97, Berlin"
ONLINE = {"kind": "online", "url": "https://meet.example/jazz"}
COVER = PageCover.model_validate(factories.cover())
_FIELDS: dict[str, Any] = {
    "event_id": EVENT_ID,
    "slug": "summer-jazz-night",
    "description": "Two stages, one courtyard.",
    "starts_at": datetime(2027, 6, 12, 17, 30, tzinfo=UTC),
    "ends_at": datetime(2027, 6, 12, 21, 0, tzinfo=UTC),
    "published_at": PUBLISHED_AT,
}


def sent(**changes: Any) -> dict[str, Any]:
    """The JSON of its draft without any field that may be left out, but for the changes."""
    return {
        "title": "Summer Jazz Night",
        "starts_at": "2027-06-12T19:30:00+02:00",
        "ends_at": "2027-06-12T23:00:00+02:00",
        "timezone": "Europe/Berlin",
        "location": {"kind": "venue", "name": "Kesselhaus"},
    } | changes


def page(**changes: Any) -> Page:
    return factories.page(**_FIELDS | {"cover": COVER} | changes)


def event(**changes: Any) -> Event:
    fields = {
        "owner": "olivia",
        "organizer": Organizer(name="Olivia Organizer", email="o@example.com", email_verified=True),
        "location": venue(),
        "ticket_count": 2,
    }
    return factories.event(**_FIELDS | fields | changes)
