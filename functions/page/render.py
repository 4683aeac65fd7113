"""The HTML of event pages and error pages. The templates escape everything that people wrote."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from functions.page import links
from functions.page.notice import notice
from functions.page.prose import prose
from functions.page.schema import schema
from shared.event import languages, text, wording
from shared.event.languages import SOURCE, Language
from shared.event.model import Page, PageCover
from shared.runtime.settings import settings

_FOLDER = Path(__file__).parent / "templates"
_STYLE = "".join((_FOLDER / name).read_text() for name in ("look.css", "page.css"))
_SCRIPT = "".join((_FOLDER / name).read_text() for name in ("page.js", "clock.js"))


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
    wording.format_date(datetime.now(UTC), "EEEE d MMMM y, HH:mm", languages.of(SOURCE))


def event(page: Page) -> bytes:
    """The page of a published event."""
    site = settings().public_url
    url = f"{site}/e/{page.slug}"
    past = page.ends_at <= datetime.now(UTC)
    spoken = wording.language(page)
    values = _words(spoken) | {
        "page": page,
        "site": site,
        "url": url,
        "direction": direction(page),
        "headline": wording.preview(page),
        "notice": notice(page, past=past),
        "start": wording.local(page.starts_at, page),
        "end": wording.local(page.ends_at, page),
        "ends": wording.ends(page),
        "when": wording.when(page),
        "intl": wording.intl_locale(spoken),
        "moved_from": wording.moved_from(page),
        # Until there is one, its address waits for it.
        "card": page.cover.social_url if page.cover else f"{url}.jpg",
        "srcset": _srcset(page.cover) if page.cover else "",
        "online": page.location.is_online,
        "past": past,
        "summary": _summary(page),
        "map": links.place(page),
        "calendars": links.calendars(page, url),
        "subscription": links.subscription(url),
        "sharing": links.sharing(page, url),
        "schema": schema(page, url, past=past),
    }
    return _templates.get_template("event.html").render(values).encode()


def direction(page: Page) -> str:
    """The language's; of a page in English, which may be so by default, the title's."""
    spoken = wording.language(page)
    is_by_title = spoken.catalogue == SOURCE and text.is_right_to_left(page.title)
    return "rtl" if is_by_title else spoken.direction


@lru_cache(maxsize=200)
def refusal(status: int, spoken: Language, seconds: int = 0) -> bytes:
    """The error page for 404, 405, 500 or 503; with 503, `seconds` say when to try again."""
    match status:
        case 404:
            # NOTE: The headline of an error page.
            title = spoken.text("There is no event here")
            # NOTE: On an error page, after "There is no event here".
            advice = spoken.text("Check the link, or ask the organizer for a new one.")
        case 405:
            # NOTE: The headline of an error page, for programs that try to write to it.
            title = spoken.text("This page is read-only")
            # NOTE: On an error page, after "This page is read-only".
            advice = spoken.text("Open the link in a browser to see the event.")
        case 503:
            # NOTE: The headline of an error page.
            title = spoken.text("One moment, please")
            # NOTE: On an error page, after "One moment, please". {count} is 1 or 5.
            advice = spoken.count(
                "We cannot load this page right now. Try again in {count} second.",
                "We cannot load this page right now. Try again in {count} seconds.",
                seconds,
            )
        case _:
            # NOTE: The headline of an error page.
            title = spoken.text("Something went wrong")
            # NOTE: On an error page, after "Something went wrong".
            advice = spoken.text("This is our fault, not yours. Try again in a few minutes.")
    return _refusal(status, title, advice, spoken)


@lru_cache(maxsize=200)
def taken_down(spoken: Language, *, by_owner: bool) -> bytes:
    """The page in place of an event's, after its owner or an operator took that down."""
    if by_owner:
        # NOTE: The headline in place of an event's page.
        title = spoken.text("The organizer took this page down")
        # NOTE: In place of an event's page: "them" is the organizer, who took it down.
        advice = spoken.text("If you meant to go, ask them how things stand.")
    else:
        # NOTE: The headline in place of an event's page.
        title = spoken.text("This page has been taken down")
        # NOTE: In place of an event's page, which an operator has taken down.
        advice = spoken.text("If you meant to go, ask whoever sent you the link.")
    return _refusal(410, title, advice, spoken)


def _refusal(status: int, title: str, advice: str, spoken: Language) -> bytes:
    values = {"status": status, "title": title, "text": advice, "site": settings().public_url}
    return _templates.get_template("refusal.html").render(values | _words(spoken)).encode()


def _words(spoken: Language) -> dict[str, Any]:
    return {"_": spoken.html, "term": spoken.term, "spoken": spoken}


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
