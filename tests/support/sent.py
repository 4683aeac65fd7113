"""What clients and the push subscriptions send."""

import base64
import io
import json
import uuid
from datetime import UTC, datetime

from PIL import Image

from shared.event.published import SCHEMA_VERSION, EventPublished


def message(event_id: str, at: datetime) -> EventPublished:
    """Of an event without a photo, published at this time."""
    return EventPublished(
        event_id=event_id,
        slug="any",
        owner="ada",
        title="Any",
        starts_at=at,
        published_at=at,
        ticket_count=1,
        visibility="public",
        has_upload=False,
    )


def envelope(name: str, event_id: str) -> bytes:
    """The body of a delivery."""
    now = datetime.now(UTC)
    published = message(event_id, now).model_dump_json()
    sent = {
        "data": base64.b64encode(published.encode()).decode(),
        "attributes": {"event_type": "event_published", "schema_version": SCHEMA_VERSION},
        "messageId": uuid.uuid4().hex,
        "publishTime": now.isoformat(),
    }
    subscription = f"projects/p/subscriptions/{name}"
    return json.dumps({"message": sent, "subscription": subscription}).encode()


def photo() -> bytes:
    """A JPEG of 1200 × 800."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(made, "JPEG")
    return made.getvalue()
