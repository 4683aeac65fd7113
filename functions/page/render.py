"""Values → HTML. Everything that came from a person is escaped by the templates."""

import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from shared import wording
from shared.draft import Online, Venue
from shared.models import Page
from shared.settings import settings

_FOLDER = Path(__file__).parent / "templates"
_STYLE = (_FOLDER / "page.css").read_text()
STYLE_HASH = "sha256-" + b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_REFUSALS = {
    404: (
        "There is no event here",
        "The address may be mistyped, or the event was never published.",
    ),
    405: ("That cannot be done here", "This page can only be read."),
    410: ("This event was unpublished", "Its organizer has taken the page down."),
    503: ("One moment, please", "The page cannot be reached just now. Try again in a few seconds."),
}


def _prose(text: str) -> Markup:
    """Blank lines make paragraphs, and addresses links, which search engines need not follow."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    made = (_linked(part).replace("\n", Markup("<br>")) for part in paragraphs if part)
    return Markup().join(Markup("<p dir=auto>{}</p>").format(part) for part in made)


def _linked(text: str) -> Markup:
    made, end = Markup(), 0
    for found in _LINK.finditer(text):
        link = Markup('<a href="{0}" rel="nofollow ugc noopener">{0}</a>').format(found[0])
        made += escape(text[end : found.start()]) + link
        end = found.end()
    return made + escape(text[end:])


_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"prose": _prose, "written": wording.written}
_templates.globals |= {"style": Markup(_STYLE), "money": wording.money}  # noqa: S704  # our own file


def event(page: Page) -> bytes:
    url = f"{settings().public_url}/e/{page.slug}"
    start, end = (wording.local(time, page) for time in (page.starts_at, page.ends_at))
    values = {
        "page": page,
        "url": url,
        "start": start,
        "end": end,
        "when": wording.when(page),
        "where": wording.where(page),
        "online": isinstance(page.location, Online),
        "past": page.ends_at <= datetime.now(UTC),
        "summary": _summary(page),
        "links": _links(page, url),
        "schema": _schema(page, url),
    }
    return _templates.get_template("event.html").render(values).encode()


def refusal(status: int) -> bytes:
    title, text = _REFUSALS[status]
    values = {"title": title, "text": text, "site": settings().public_url}
    return _templates.get_template("refusal.html").render(values).encode()


def _summary(page: Page) -> str:
    """The preview's text: when, where and the description's beginning, cut at a word."""
    whole = " · ".join(
        (wording.when(page), wording.where(page), " ".join(page.description.split()))
    )
    return whole if len(whole) <= 200 else whole[:199].rsplit(" ", 1)[0] + "…"


def _links(page: Page, url: str) -> dict[str, str]:
    compact = "%Y%m%dT%H%M%SZ"
    text = f"{page.title} · {wording.when(page)}"
    letter = {"subject": page.title, "body": f"{text}\n{url}"}
    google = {
        "action": "TEMPLATE",
        "text": page.title,
        "dates": f"{page.starts_at.strftime(compact)}/{page.ends_at.strftime(compact)}",
        "ctz": page.timezone,
        "location": wording.where(page),
        "details": url,
    }
    outlook = {
        "rru": "addevent",
        "subject": page.title,
        "startdt": page.starts_at.isoformat(),
        "enddt": page.ends_at.isoformat(),
        "location": wording.where(page),
        "body": url,
    }
    return {
        "map": f"https://www.google.com/maps/search/?api=1&query={quote(wording.where(page))}",
        "google": f"https://calendar.google.com/calendar/render?{urlencode(google)}",
        "outlook": f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
        "whatsapp": f"https://wa.me/?text={quote(f'{text} {url}')}",
        "telegram": f"https://t.me/share/url?{urlencode({'url': url, 'text': text})}",
        "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}",
        "mail": f"mailto:?{urlencode(letter, quote_via=quote)}",
    }


def _schema(page: Page, url: str) -> dict[str, Any]:
    """schema.org's Event with what Google's event result asks for."""
    venue = page.location if isinstance(page.location, Venue) else None
    mode = "OfflineEventAttendanceMode" if venue else "OnlineEventAttendanceMode"
    place = (
        {"@type": "Place", "name": venue.name, "address": venue.address or venue.name}
        if venue
        else {"@type": "VirtualLocation", "url": url}
    )
    offers = [
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
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.description or page.title,
        "startDate": wording.local(page.starts_at, page).isoformat(),
        "endDate": wording.local(page.ends_at, page).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": place,
        "image": [page.cover.url, page.cover.social_url] if page.cover else [],
        "organizer": {
            "@type": "Organization",
            "name": page.organizer_name or "The organizer",
            "url": url,
        },
        "offers": offers,
        "url": url,
    }
    return {name: value for name, value in found.items() if value}
