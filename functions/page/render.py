"""The HTML of event pages and error pages. The templates escape everything that people wrote."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from functions.page import links
from functions.page.notice import notice
from functions.page.prose import prose
from functions.page.schema import schema
from shared.event import text, wording
from shared.event.model import Page, PageCover
from shared.runtime.settings import settings

_FOLDER = Path(__file__).parent / "templates"
_STYLE = "".join((_FOLDER / name).read_text() for name in ("look.css", "page.css"))
_SCRIPT = (_FOLDER / "page.js").read_text()
_REFUSALS = {
    404: ("There is no event here", "Check the link, or ask the organizer for a new one."),
    405: ("This page is read-only", "Open the link in a browser to see the event."),
    500: ("Something went wrong", "This is our fault, not yours. Try again in a few minutes."),
    503: ("One moment, please", "We cannot load this page right now. Try again in a few seconds."),
}
"""Title and text of an error page, by HTTP status."""
_TAKEN_DOWN = {
    True: ("The organizer took this page down", "If you meant to go, ask them how things stand."),
    False: ("This page has been taken down", "If you meant to go, ask whoever sent you the link."),
}
"""The same of a 410, by whether it was the event's owner."""


def _hash(inline: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(inline.encode()).digest()).decode()


STYLE_HASH, SCRIPT_HASH = _hash(_STYLE), _hash(_SCRIPT)
"""Of the only style and the only script that a page may have, both inline."""

_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"prose": prose, "date": wording.format_date}
_templates.globals |= {
    "style": Markup(_STYLE),  # noqa: S704  # our own file
    "script": Markup(_SCRIPT),  # noqa: S704  # our own file
    "money": wording.money,
    "moment": wording.moment,
}


def warm_up() -> None:
    """Compile the page's template and load the language's data, as the first page would."""
    _templates.get_template("event.html")
    wording.format_date(datetime.now(UTC), "EEEE d MMMM y, HH:mm")


def event(page: Page) -> bytes:
    """The page of a published event."""
    site = settings().public_url
    url = f"{site}/e/{page.slug}"
    past = page.ends_at <= datetime.now(UTC)
    values = {
        "page": page,
        "site": site,
        "url": url,
        "direction": "rtl" if text.is_right_to_left(page.title) else "ltr",
        "headline": wording.preview(page),
        "notice": notice(page, past=past),
        "start": wording.local(page.starts_at, page),
        "end": wording.local(page.ends_at, page),
        "ends": wording.ends(page),
        "when": wording.when(page),
        "moved_from": wording.moved_from(page),
        # Until there is one, its address waits for it.
        "card": page.cover.social_url if page.cover else f"{url}.jpg",
        "srcset": _srcset(page.cover) if page.cover else "",
        "online": page.location.is_online,
        "past": past,
        "summary": _summary(page),
        "map": links.place(page),
        "calendars": links.calendars(page, url),
        "sharing": links.sharing(page, url),
        "schema": schema(page, url, past=past),
    }
    return _templates.get_template("event.html").render(values).encode()


@cache
def refusal(status: int) -> bytes:
    """The error page for a status in `_REFUSALS`."""
    return _refusal(status, *_REFUSALS[status])


@cache
def taken_down(*, by_owner: bool) -> bytes:
    """The page in place of an event's, after its owner or an operator took that down."""
    return _refusal(410, *_TAKEN_DOWN[by_owner])


def _refusal(status: int, title: str, advice: str) -> bytes:
    values = {"status": status, "title": title, "text": advice, "site": settings().public_url}
    return _templates.get_template("refusal.html").render(values).encode()


def _srcset(cover: PageCover) -> str:
    """The cover's widths, for a browser to choose from. "" where version 1 stored one alone."""
    widths = sorted(cover.sizes, key=int)
    return ", ".join(f"{cover.sizes[width]} {width}w" for width in widths)


def _summary(page: Page) -> str:
    """Time, place and texts in at most 200 characters, for search and social previews."""
    badge, when = wording.badge(page), wording.when(page)
    texts = (" ".join(part.split()) for part in (page.note, page.description))
    parts = (f"{badge}: {when}" if badge else when, wording.where(page), *texts)
    return text.shorten(" · ".join(part for part in parts if part), 200)
