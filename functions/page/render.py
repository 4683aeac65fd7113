"""Values → HTML. Everything that came from a person is escaped by the templates."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from functions.page import links
from functions.page.prose import prose
from functions.page.schema import schema
from shared.event import wording
from shared.event.draft import Online
from shared.event.model import Page
from shared.runtime.settings import settings

_FOLDER = Path(__file__).parent / "templates"
_STYLE = (_FOLDER / "page.css").read_text()
STYLE_HASH = "sha256-" + b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_REFUSALS = {
    404: (
        "There is no event here",
        "The address may be mistyped, or the event was never published.",
    ),
    405: ("That cannot be done here", "This page can only be read."),
    410: ("This event was unpublished", "Its organizer has taken the page down."),
    500: ("Something went wrong", "It is our fault and has been noted. Try again in a while."),
    503: ("One moment, please", "The page cannot be reached just now. Try again in a few seconds."),
}


_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"prose": prose, "written": wording.written}
_templates.globals |= {"style": Markup(_STYLE), "money": wording.money}  # noqa: S704  # our own file


def event(page: Page) -> bytes:
    site = settings().public_url
    url = f"{site}/e/{page.slug}"
    past = page.ends_at <= datetime.now(UTC)
    values = {
        "page": page,
        "site": site,
        "url": url,
        "start": wording.local(page.starts_at, page),
        "end": wording.local(page.ends_at, page),
        "when": wording.when(page),
        "zone": wording.zone(page),
        "online": isinstance(page.location, Online),
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
    title, text = _REFUSALS[status]
    values = {"status": status, "title": title, "text": text, "site": settings().public_url}
    return _templates.get_template("refusal.html").render(values).encode()


def _summary(page: Page) -> str:
    """The preview's text: when, where and the description's beginning, cut at a word."""
    parts = (wording.when(page), wording.where(page), " ".join(page.description.split()))
    whole = " · ".join(part for part in parts if part)
    return whole if len(whole) <= 200 else whole[:199].rsplit(" ", 1)[0] + "…"
