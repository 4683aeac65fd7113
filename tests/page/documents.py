"""Documents of `pages/{slug}`, as publishing and the cover's worker leave them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from google.cloud.firestore import Client

MEDIA = "https://storage.googleapis.com/a-bucket/covers"


def document(**changes: Any) -> dict[str, Any]:
    """A page that has settled: published an hour ago, under the cover that stays."""
    now = datetime.now(UTC).replace(microsecond=0)
    return {
        "event_id": str(uuid.uuid4()),
        "slug": f"jazz-{uuid.uuid4().hex[:12]}",
        "title": "Summer Jazz Night",
        "description": "Two stages, one courtyard.\n\nDoors open an hour before.",
        "starts_at": datetime(2027, 6, 12, 17, 30, tzinfo=UTC),
        "ends_at": datetime(2027, 6, 12, 21, 0, tzinfo=UTC),
        "timezone": "Europe/Berlin",
        "location": {"kind": "venue", "name": "Kesselhaus", "address": "Knaackstr. 97, Berlin"},
        "visibility": "public",
        "published_at": now - timedelta(hours=1),
        "organizer_name": "Olivia Organizer",
        "tickets": [{"name": "Entry", "price": 1800, "currency": "EUR", "quantity": 120}],
        "cover": cover(),
        "unpublished_at": None,
    } | changes


def cover(**changes: Any) -> dict[str, Any]:
    return {
        "source": "generated",
        "url": f"{MEDIA}/cover.webp",
        "social_url": f"{MEDIA}/card.jpg",
        "width": 1600,
        "height": 914,
    } | changes


def put(firestore: Client, **changes: Any) -> str:
    """Write a page and return its slug."""
    page = document(**changes)
    firestore.document(f"pages/{page['slug']}").set(page)
    return str(page["slug"])
