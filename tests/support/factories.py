"""Drafts, pages and events as the product finds them, a month ahead by the clock.

Under the clock that the tests of pages and mails set, that is always the same evening.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.event.model import Confirmation, Cover, Event, Organizer, Page

SITE = "https://events.example"
SENDER = "Publish Event <events@example.com>"
MEDIA = "https://storage.googleapis.com/a-bucket/covers"
CLOCK = datetime(2027, 5, 13, 17, 30, tzinfo=UTC)
"""Thirty days before Saturday 12 June 2027, 19:30 in Berlin."""


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def times() -> dict[str, datetime]:
    """An evening in thirty days."""
    start = now() + timedelta(days=30)
    return {"starts_at": start, "ends_at": start + timedelta(hours=3, minutes=30)}


def draft(**changes: Any) -> dict[str, Any]:
    """A valid draft with a title of its own."""
    return {
        "title": f"Jazz {uuid.uuid4().hex[:12]}",
        "description": "Plain text.\n\nA second paragraph.",
        **{name: instant.isoformat() for name, instant in times().items()},
        "timezone": "Europe/Berlin",
        "location": venue(),
        "tickets": [ticket()],
    } | changes


def document(**changes: Any) -> dict[str, Any]:
    """`pages/{slug}`, settled: published an hour ago, under the cover that stays."""
    return {
        "event_id": str(uuid.uuid4()),
        "slug": f"jazz-{uuid.uuid4().hex[:12]}",
        "title": "Summer Jazz Night",
        "description": "Two stages, one courtyard.\n\nDoors open an hour before.",
        **times(),
        "timezone": "Europe/Berlin",
        "location": venue(),
        "visibility": "public",
        "published_at": now() - timedelta(hours=1),
        "organizer_name": "Olivia Organizer",
        "tickets": [ticket()],
        "cover": cover(),
        "unpublished_at": None,
    } | changes


def page(**changes: Any) -> Page:
    return Page.model_validate(document(**changes))


def event(name: str = "Olivia Organizer", email: str = "o@example.com", **changes: Any) -> Event:
    """`events/{event_id}`, published just now: all its work is yet to be done."""
    due = now()
    values = {
        "event_id": str(uuid.uuid4()),
        "owner": "someone",
        "organizer": Organizer(name=name, email=email, email_verified=True),
        "fingerprint": "",
        "shard": 0,
        "ticket_count": 0,
        "cover": Cover(state="pending", due=due),
        "confirmation": Confirmation(state="pending", due=due),
        "trace": "",
        "slug": "summer-jazz-night",
        "title": "Summer Jazz Night",
        **times(),
        "timezone": "Europe/Berlin",
        "location": venue(),
        "published_at": due,
    }
    return Event.model_validate(values | changes)


def venue(**changes: Any) -> dict[str, Any]:
    place = {"kind": "venue", "name": "Kesselhaus", "address": "Knaackstr. 97, Berlin"}
    return place | changes


def ticket(**changes: Any) -> dict[str, Any]:
    return {"name": "Entry", "price": 1800, "currency": "EUR", "quantity": 120} | changes


def cover(**changes: Any) -> dict[str, Any]:
    """The part of a page that its cover is."""
    return {
        "source": "generated",
        "url": f"{MEDIA}/cover.webp",
        "sizes": {
            "400": f"{MEDIA}/cover-400.webp",
            "800": f"{MEDIA}/cover-800.webp",
            "1600": f"{MEDIA}/cover.webp",
        },
        "social_url": f"{MEDIA}/card.jpg",
        "width": 1600,
        "height": 914,
    } | changes
