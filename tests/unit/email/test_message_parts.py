"""The confirmation's headers and parts, whole: one more or less is noticed."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from typing import Any

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from shared.event.model import Organizer
from shared.runtime.failures import Permanent
from tests.support.evening import EVENT_ID, URL, WHEN, WHERE, event
from tests.support.factories import SENDER, SITE
from tests.support.mails import mail_of

DASHBOARD = f"{SITE}/dashboard/events/{EVENT_ID}/success"


def message(site: str = SITE, **changes: Any) -> EmailMessage:
    sent = mail_of(event(**changes), site)
    return email.message_from_bytes(sent.data, policy=email.policy.default)


def parts(found: Message) -> dict[str, Any]:
    return {part.get_content_type(): part for part in found.walk()}


def organizer(**changes: Any) -> Organizer:
    return Organizer(
        **{"name": "Olivia", "email": "o@example.com", "email_verified": True} | changes
    )


def test_its_headers_are_these_and_no_others() -> None:
    found = message()

    assert {name: str(value) for name, value in found.items()} == {
        "Subject": "Your event is live: Summer Jazz Night",
        "From": SENDER,
        "To": "Olivia Organizer <o@example.com>",
        "Message-ID": f"<{EVENT_ID}.confirmation@events.example>",
        "Date": "Sat, 02 Jan 2027 03:04:05 +0000",
        # No holiday reply, neither by RFC 3834 nor by Exchange's own word for it.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
        "Content-Type": found["Content-Type"],
    }
    assert found["Date"].datetime == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.get_content_type() == "multipart/mixed"


def test_the_text_says_it_all() -> None:
    text = parts(message())["text/plain"].get_content()

    for words in ("Your event is live", "Summer Jazz Night", WHEN, WHERE, URL, DASHBOARD):
        assert words in text
    assert "&" not in parts(message(title="Jazz, Blues"))["text/plain"].get_content()


def test_the_html_says_the_same_and_leads_to_the_same_places() -> None:
    html = BeautifulSoup(parts(message())["text/html"].get_content(), "html.parser")

    seen = html.get_text(" ")
    for words in ("Your event is live", "Summer Jazz Night", WHEN, WHERE, URL):
        assert words in seen
    assert {a["href"] for a in html.find_all("a")} == {URL, DASHBOARD}
    assert [img["src"] for img in html.find_all("img")] == [f"{URL}.jpg"]


def test_text_is_text_and_html_is_escaped() -> None:
    found = parts(message(title="Jazz & <Blues>"))

    assert "Jazz & <Blues>" in found["text/plain"].get_content()
    assert "Jazz &amp; &lt;Blues&gt;" in found["text/html"].get_content()


def test_the_html_is_right_in_whatever_charset_a_client_guesses() -> None:
    html = parts(message(title="夏 Jäzz"))["text/html"].get_content()

    assert html.isascii()
    assert "&#22799; J&#228;zz" in html


def test_its_styles_are_inlined_but_for_the_dark_ones() -> None:
    html = BeautifulSoup(parts(message())["text/html"].get_content(), "html.parser")

    assert html.h1
    assert "font-size: 28px" in str(html.h1["style"])
    rules = "".join(str(style.string) for style in html.find_all("style"))
    assert "prefers-color-scheme: dark" in rules
    assert ".title { margin" not in rules


def test_the_calendar_entry_is_attached_as_a_file_to_keep() -> None:
    found = parts(message())["text/calendar"]

    assert (found.get_filename(), found.get_content_disposition()) == ("event.ics", "attachment")
    params = dict(found["Content-Type"].params)
    assert (params["charset"], "method" in params) == ("utf-8", False)
    entry = Calendar.from_ical(found.get_content()).events[0]
    assert (entry["UID"], entry["URL"]) == (f"{EVENT_ID}@publish-event", URL)


@pytest.mark.parametrize(
    ("site", "domain"),
    [
        ("https://events.example:8443", "events.example"),
        ("http://127.0.0.1:8080", "127.0.0.1"),
        ("not-an-address", "localhost"),
    ],
)
def test_its_id_is_the_events_own_in_the_sites_domain(site: str, domain: str) -> None:
    assert message(site)["Message-ID"] == f"<{EVENT_ID}.confirmation@{domain}>"


@pytest.mark.parametrize("end", ["\n", "\r", "\x00", "\x85", "\u2028", "\u2029"])
def test_neither_name_nor_title_can_begin_another_header(end: str) -> None:
    evil = f" Eve{end}{end} Bcc: v@example.com "

    found = message(title=evil, organizer=organizer(name=evil))

    assert found["Subject"] == "Your event is live: Eve Bcc: v@example.com"
    (to,) = found["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Eve Bcc: v@example.com", "o@example.com")
    assert "Bcc" not in found


def test_half_a_surrogate_pair_in_a_name_is_left_out() -> None:
    found = message(organizer=organizer(name="Eve\ud800 Doe"))

    assert str(found["To"]) == "Eve Doe <o@example.com>"


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "@example.com", "a@b@example.com", "Eve <a@example.com>", "a b@example.com",
     "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", "a@example.com>"],
)  # fmt: skip
def test_no_mail_goes_to_what_is_no_address(address: str) -> None:
    with pytest.raises(Permanent) as refused:
        message(organizer=organizer(email=address))

    assert str(refused.value) == "the organizer's address is not valid"
