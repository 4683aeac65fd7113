"""Links from an event's page to calendars, a map, and services to share it on."""

from functools import lru_cache
from urllib.parse import quote, urlsplit

from shared.event import wording
from shared.event.model import Page


def calendars(page: Page, url: str) -> dict[str, str]:
    """Label → link that adds the event to that calendar; `url` is the page's own.

    Only a subscription follows the event's changes.
    """
    compact = "%Y%m%dT%H%M%SZ"
    google = {
        "action": "TEMPLATE",
        "text": wording.headline(page),
        "dates": f"{page.starts_at.strftime(compact)}/{page.ends_at.strftime(compact)}",
        "ctz": page.timezone,
        "location": wording.where(page),
        "details": url,
    }
    extended = "%Y-%m-%dT%H:%M:%SZ"
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": wording.headline(page),
        "startdt": page.starts_at.strftime(extended),
        "enddt": page.ends_at.strftime(extended),
        "location": wording.where(page),
        "body": url,
    }
    spoken = wording.language(page)
    # NOTE: A link on an event's page: download a calendar file. ".ics" is its name's ending.
    file = spoken.text(".ics file")
    # NOTE: A link on an event's page: have a calendar follow the event.
    subscribe = spoken.text("Subscribe")
    return {
        "Google": _link("https://calendar.google.com/calendar/render", google),
        "Outlook": _link("https://outlook.live.com/calendar/0/deeplink/compose", outlook),
        file: f"{url}.ics",
        subscribe: subscription(url),
    }


def subscription(url: str) -> str:
    """What a calendar follows the event by whose page is at `url`."""
    return f"{url.replace(urlsplit(url).scheme, 'webcal', 1)}.ics"


def sharing(page: Page, url: str) -> dict[str, str]:
    """Label → link that shares `url`, the page's own, on that service."""
    title = wording.preview(page)
    text = f"{title} · {wording.when(page)}"
    email = {"subject": title, "body": f"{text}\n{url}"}
    linkedin = "https://www.linkedin.com/sharing/share-offsite/"
    return {
        "WhatsApp": _link("https://wa.me/", {"text": f"{text} {url}"}),
        "Telegram": _link("https://t.me/share/url", {"url": url, "text": text}),
        "LinkedIn": _link(linkedin, {"url": url}),
        # NOTE: A link on an event's page: share it by email.
        wording.language(page).text("Email"): _link("mailto:", email),
    }


def place(page: Page) -> str:
    """A map search for the venue."""
    query = {"api": "1", "query": wording.where(page)}
    return _link("https://www.google.com/maps/search/", query)


def _link(base: str, query: dict[str, str]) -> str:
    return f"{base}?{'&'.join([f'{name}={_quoted(value)}' for name, value in query.items()])}"


@lru_cache(maxsize=64)  # a page's links say the same
def _quoted(value: str) -> str:
    """With spaces as %20: mail clients do not decode a plus in a mailto link (RFC 6068)."""
    return quote(value, safe="")
