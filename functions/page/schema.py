"""The event as schema.org structured data, with the properties that Google's search results use.

https://developers.google.com/search/docs/appearance/structured-data/event
"""

from typing import Any

from shared.event import wording
from shared.event.model import Page


def schema(page: Page, url: str, *, past: bool) -> dict[str, Any]:
    """The JSON-LD of the page at `url`, without ticket offers when the event is `past`."""
    online = page.location.is_online
    mode = "OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"
    properties = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.description or page.title,
        "startDate": wording.local(page.starts_at, page).isoformat(),
        "endDate": wording.local(page.ends_at, page).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": _location(page),
        "image": [page.cover.url, page.cover.social_url] if page.cover else [],
        "organizer": {
            "@type": "Organization",
            "name": page.organizer_name or "The organizer",
            "url": url,
        },
        "offers": [] if past else _offers(page, url),
        "url": url,
    }
    return {name: value for name, value in properties.items() if value}


def _location(page: Page) -> dict[str, str]:
    if page.location.is_online:
        return {"@type": "VirtualLocation", "url": page.location.url}
    address = page.location.address or page.location.name
    return {"@type": "Place", "name": page.location.name, "address": address}


def _offers(page: Page, url: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "Offer",
            "name": ticket.name,
            "price": wording.amount(ticket.price, ticket.currency),
            "priceCurrency": ticket.currency,
            "availability": "https://schema.org/InStock",
            "validFrom": page.published_at.isoformat(),
            "url": url,
        }
        for ticket in page.tickets
    ]
