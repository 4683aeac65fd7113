"""An event as the email function finds it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from shared.event.model import Confirmation, Cover, Event, Organizer

SITE = "https://events.example"
SENDER = "Publish Event <events@example.com>"


def event(name: str = "Olivia Organizer", email: str = "o@example.com", **changes: Any) -> Event:
    due = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
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
        "starts_at": datetime(2027, 6, 12, 17, 30, tzinfo=UTC),
        "ends_at": datetime(2027, 6, 12, 21, 0, tzinfo=UTC),
        "timezone": "Europe/Berlin",
        "location": {"kind": "venue", "name": "Kesselhaus", "address": "Knaackstr. 97, Berlin"},
        "published_at": due,
    }
    return Event.model_validate(values | changes)
