"""The event as schema.org structured data, with the properties that Google's search results use.

https://developers.google.com/search/docs/appearance/structured-data/event
"""

from typing import Any

from shared.event import wording
from shared.event.model import Page, PageCover

_TYPES = "https://schema.org"
_CARD = (1200, 630)
_MADE_BY_AI = {
    "creditText": "Made with AI",
    # https://schema.org/digitalSourceType: what the XMP in the file says, in schema.org's terms.
    "digitalSourceType": f"{_TYPES}/TrainedAlgorithmicMediaDigitalSource",
}
_STATUSES = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def schema(page: Page, url: str, *, past: bool) -> dict[str, Any]:
    """The JSON-LD of the page at `url`, without offers when the event is `past` or cancelled."""
    online = page.location.is_online
    mode = "OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"
    properties = {
        "@context": _TYPES,
        "@type": "Event",
        "name": page.title,
        "description": page.description or page.title,
        "startDate": wording.local(page.starts_at, page).isoformat(),
        "endDate": wording.local(page.ends_at, page).isoformat(),
        "previousStartDate": _previous_start(page),
        "eventStatus": _status(page),
        "eventAttendanceMode": f"{_TYPES}/{mode}",
        "location": _location(page),
        "image": _images(page.cover) if page.cover else [_image(f"{url}.jpg", *_CARD)],
        "organizer": {
            "@type": "Organization",
            "name": page.organizer_name or "The organizer",
            "url": url,
        },
        "offers": [] if past or page.status == "cancelled" else _offers(page, url),
        "url": url,
    }
    return {name: value for name, value in properties.items() if value}


def _status(page: Page) -> str | list[str]:
    """A list when two apply, as of an event that was moved to another day and online."""
    statuses = [_STATUSES[page.status]] if page.status in _STATUSES else []
    if wording.moved_from(page):
        statuses.append("EventRescheduled")
    if page.moved_online and page.status != "cancelled":
        statuses.append("EventMovedOnline")
    found = [f"{_TYPES}/{status}" for status in statuses or ["EventScheduled"]]
    return found[0] if len(found) == 1 else found


def _previous_start(page: Page) -> str | None:
    previous = wording.moved_from(page)
    return wording.local(previous, page).isoformat() if previous else None


def _location(page: Page) -> dict[str, str]:
    if page.location.is_online:
        return {"@type": "VirtualLocation", "url": page.location.url}
    address = page.location.address or page.location.name
    return {"@type": "Place", "name": page.location.name, "address": address}


def _images(cover: PageCover) -> list[dict[str, Any]]:
    """The cover, and the card: search results show whichever shape fits them."""
    found = [
        _image(cover.url, cover.width, cover.height),
        _image(cover.social_url, *_CARD),
    ]
    return [each | _MADE_BY_AI for each in found] if cover.source == "generated" else found


def _image(url: str, width: int, height: int) -> dict[str, Any]:
    """`url`, which Google asks of an event's picture, and `contentUrl`, which it asks of any."""
    measures = {"width": width, "height": height}
    return {"@type": "ImageObject", "url": url, "contentUrl": url} | measures


def _offers(page: Page, url: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "Offer",
            "name": ticket.name,
            "price": wording.amount(ticket.price, ticket.currency),
            "priceCurrency": ticket.currency,
            "availability": f"{_TYPES}/InStock",
            "validFrom": page.published_at.isoformat(),
            "url": url,
        }
        for ticket in page.tickets
    ]
