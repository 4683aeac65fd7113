"""Addresses that a page leads to: calendars, a map, and where it can be shared."""

from urllib.parse import quote, urlencode

from shared.event import wording
from shared.event.model import Page


def calendars(page: Page, url: str) -> dict[str, str]:
    compact = "%Y%m%dT%H%M%SZ"
    google = {
        "action": "TEMPLATE",
        "text": page.title,
        "dates": f"{page.starts_at.strftime(compact)}/{page.ends_at.strftime(compact)}",
        "ctz": page.timezone,
        "location": wording.where(page),
        "details": url,
    }
    extended = "%Y-%m-%dT%H:%M:%SZ"
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": page.title,
        "startdt": page.starts_at.strftime(extended),
        "enddt": page.ends_at.strftime(extended),
        "location": wording.where(page),
        "body": url,
    }
    return {
        "Google": _address("https://calendar.google.com/calendar/render", google),
        "Outlook": _address("https://outlook.live.com/calendar/0/deeplink/compose", outlook),
        ".ics file": f"{url}.ics",
    }


def sharing(page: Page, url: str) -> dict[str, str]:
    text = f"{page.title} · {wording.when(page)}"
    letter = {"subject": page.title, "body": f"{text}\n{url}"}
    linkedin = "https://www.linkedin.com/sharing/share-offsite/"
    return {
        "WhatsApp": _address("https://wa.me/", {"text": f"{text} {url}"}),
        "Telegram": _address("https://t.me/share/url", {"url": url, "text": text}),
        "LinkedIn": _address(linkedin, {"url": url}),
        "Email": _address("mailto:", letter),
    }


def place(page: Page) -> str:
    query = {"api": "1", "query": wording.where(page)}
    return _address("https://www.google.com/maps/search/", query)


def _address(where: str, query: dict[str, str]) -> str:
    return f"{where}?{urlencode(query, quote_via=quote)}"  # a mail's text would keep the plus signs
