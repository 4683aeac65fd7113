"""The email about an event, new or changed: text and HTML, with a calendar file attached while its
page is up.
"""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from functions.email import headers
from functions.email.headers import Mailbox
from functions.email.news import News
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
_WIRE = policy.SMTP.clone(cte_type="7bit")  # not every server takes more
# Dark colours are in a media query, which cannot be inlined and must stay in the style sheet.
_inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Mail:
    """A message as it is sent: `data` are its bytes, headers and all."""

    sender: Mailbox
    to: Mailbox
    message_id: str
    data: bytes


def confirmation_message(event: Event, latest: News, site: str, sender: str) -> Mail:
    """The email that tells the organizer the latest. `site` is the site's origin, `sender` the From
    header.

    The Message-ID depends on the event's revision alone, so that mail clients recognise a second
    copy (I6). Raises Permanent for an address that no mail can be sent to.
    """
    message_id = _message_id(event, site)
    subject = headers.plain(latest.subject)
    author, to = Mailbox.parse(sender), _addressee(event)
    lines = (
        headers.text_line("Subject", subject),
        headers.mailbox_line("From", author),
        headers.mailbox_line("To", to),
        f"Message-ID: {message_id}\r\n",
        *_thread(event),
        f"Date: {format_datetime(event.last_changed)}\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "X-Auto-Response-Suppress: All\r\n",  # Exchange's header for the same
    )
    data = "".join(lines).encode() + _body(event, latest, site).as_bytes()
    if misread := headers.misread(data, author, to, subject, message_id):
        raise Permanent(f"the message would be read otherwise than meant: {', '.join(misread)}")
    return Mail(author, to, message_id, data)


def _message_id(event: Event, site: str) -> str:
    """By the revision that the mail was asked for: a later one may have changed nothing in it."""
    revision = event.confirmation.revision
    number = f".{revision}" if revision else ""
    return f"<{event.event_id}{number}.confirmation@{_domain(site)}>"


def _thread(event: Event) -> tuple[str, ...]:
    """Headers by which mail programs show the mails of an event together."""
    last = event.confirmation.message_id
    return (f"In-Reply-To: {last}\r\n", f"References: {last}\r\n") if last else ()


def _addressee(event: Event) -> Mailbox:
    try:
        return Mailbox.of(event.organizer.name, event.organizer.email)
    except ValueError:
        raise Permanent("the organizer's address is not valid") from None


def _body(event: Event, latest: News, site: str) -> EmailMessage:
    """Text, HTML and a calendar file, under the headers that say so.

    Not while the page is taken down: that is no cancelled event, so nothing is said to calendars.
    """
    url, revision = f"{site}/e/{event.slug}", event.revision
    spoken = wording.language(event)
    values = {
        "_": spoken.text,
        "spoken": spoken,
        "start": "right" if spoken.direction == "rtl" else "left",
        "event": event,
        "news": latest,
        "url": url,
        # Mail providers keep a picture by its address for longer than its event stays the same.
        "picture": f"{url}.jpg?revision={revision}" if revision else f"{url}.jpg",
        "dashboard": f"{site}/dashboard/events/{event.event_id}/success",
        "when": wording.when(event),
        "where": wording.where(event),
        "preview": _preview(event, latest, url),
        "attached": "" if event.unpublished_at else _attached(event),
    }
    message = EmailMessage(policy=_WIRE)
    message.set_content(_templates.get_template("confirmation.txt").render(values))
    message.add_alternative(_html(values), subtype="html")
    if not event.unpublished_at:
        message.add_attachment(
            calendar.ics(event, event.event_id, url),
            maintype="text",
            subtype="calendar",
            filename="event.ics",
            params={"charset": "utf-8"},
        )
    return message


def _attached(event: Event) -> str:
    last, spoken = event.confirmation.announced, wording.language(event)
    if last and not last.unpublished_at:
        # NOTE: In the mail about a change of an event.
        return spoken.text("The calendar file that is attached updates the entry in your calendar.")
    # NOTE: In the mail about an event that was published.
    return spoken.text("A calendar file is attached.")


def _preview(event: Event, latest: News, url: str) -> str:
    """What an inbox shows beside the subject."""
    spoken = wording.language(event)
    if latest.differences:
        # NOTE: What is new of an event: "When: Sat 12 June 2027, 19:30". Shown beside a subject.
        return " · ".join(
            spoken.text("{name}: {value}", name=each.name, value=each.now)
            for each in latest.differences
        )
    when, where = wording.when(event), wording.where(event)
    if event.unpublished_at:
        return f"{when} · {where}"
    # NOTE: What an inbox shows beside the subject: when and where an event is, and its link.
    return spoken.text("{when} · {where}. Share it: {url}", when=when, where=where, url=url)


def _html(values: dict[str, Any]) -> str:
    values |= {"_": values["spoken"].html}
    html = _inliner.inline(_templates.get_template("confirmation.html").render(values))
    # ASCII with character references is right in whatever charset a mail client guesses.
    return html.encode("ascii", "xmlcharrefreplace").decode()


def _domain(site: str) -> str:
    return urlsplit(site).hostname or "localhost"
