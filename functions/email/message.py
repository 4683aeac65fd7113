"""The confirmation email: text and HTML, with a calendar file attached."""

import unicodedata
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from shared.event import calendar, wording
from shared.event.model import Event
from shared.runtime.failures import Permanent

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# Dark colours are in a media query, which cannot be inlined and must stay in the style sheet.
_inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def confirmation_message(event: Event, site: str, sender: str) -> EmailMessage:
    """The email to the organizer. `site` is the site's origin, `sender` the From header.

    The Message-ID depends on the event alone, so that mail clients recognise a second copy (I6).
    Raises Permanent for an address that no mail can be sent to.
    """
    url = f"{site}/e/{event.slug}"
    values = {
        "event": event,
        "url": url,
        "dashboard": f"{site}/dashboard/events/{event.event_id}/success",
        "when": wording.when(event),
        "where": wording.where(event),
    }
    message = EmailMessage()
    message["Subject"] = f"Your event is live: {_header_text(event.title)}"
    message["From"] = sender
    message["To"] = _address(event)
    message["Message-ID"] = f"<{event.event_id}.confirmation@{_domain(site)}>"
    message["Date"] = event.published_at
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange's header for the same
    message.set_content(_templates.get_template("confirmation.txt").render(values))
    message.add_alternative(_html(values), subtype="html")
    message.add_attachment(
        calendar.ics(event, event.event_id, url),
        maintype="text",
        subtype="calendar",
        filename="event.ics",
        params={"charset": "utf-8"},
    )
    return message


def _html(values: dict[str, Any]) -> str:
    html = _inliner.inline(_templates.get_template("confirmation.html").render(values))
    # ASCII with character references is right in whatever charset a mail client guesses.
    return html.encode("ascii", "xmlcharrefreplace").decode()


def _address(event: Event) -> Address:
    organizer = event.organizer
    if parseaddr(organizer.email)[1] != organizer.email:
        raise Permanent("the organizer's address is not valid")
    try:
        return Address(display_name=_header_text(organizer.name), addr_spec=organizer.email)
    except (ValueError, IndexError, HeaderParseError):
        raise Permanent("the organizer's address is not valid") from None


def _header_text(text: str) -> str:
    """The text without characters that could end a header and begin another."""
    unsafe = ("Cc", "Cs", "Zl", "Zp")
    plain = "".join(" " if unicodedata.category(c) in unsafe else c for c in text)
    return " ".join(plain.split())


def _domain(site: str) -> str:
    return urlsplit(site).hostname or "localhost"
