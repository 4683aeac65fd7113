"""The confirmation as it leaves: read back from its bytes, as a mail program does."""

import email
import email.policy
import email.utils
import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from functions.email import headers
from shared.event import names
from shared.runtime.failures import Permanent
from tests.support.factories import CLOCK, SENDER, SITE, event
from tests.support.mails import mail_of

URL = f"{SITE}/e/summer-jazz-night"

pytestmark = pytest.mark.usefixtures("clock")


def received(**changes: Any) -> EmailMessage:
    sent = mail_of(event(**changes)).data
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    assert sent.isascii()
    return email.message_from_bytes(sent, policy=email.policy.default)


def shown(data: bytes, header: str) -> str:
    """The name beside the address, read by the older of Python's parsers.

    The newer one of Python 3.11 puts spaces between the encoded words of a name.
    """
    line = email.message_from_bytes(data)[header].replace("\r\n", "")
    return str(make_header(decode_header(email.utils.parseaddr(line)[0])))


def part(message: EmailMessage, kind: str) -> EmailMessage:
    (found,) = (part for part in message.walk() if part.get_content_type() == kind)
    return found


def html(**changes: Any) -> str:
    return str(part(received(**changes), "text/html").get_content())


def test_its_headers_say_what_it_is() -> None:
    message = received(event_id="0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11")

    assert message["Subject"] == "Your event is live: Summer Jazz Night"
    assert message["From"] == SENDER
    assert message["To"] == "Olivia Organizer <o@example.com>"
    assert message["Message-ID"] == (
        "<0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11.confirmation@events.example>"
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.isoformat() == CLOCK.isoformat()


def test_a_second_copy_is_the_same_message() -> None:
    found = event()

    first, second = (mail_of(found).message_id for _ in range(2))

    assert first == second != mail_of(event()).message_id


def test_text_and_html_are_twins() -> None:
    message = received()
    text = str(part(message, "text/plain").get_content())
    seen = BeautifulSoup(part(message, "text/html").get_content(), "html.parser").get_text(" ")

    assert [p.get_content_type() for p in message.iter_parts()] == [
        "multipart/alternative",
        "text/calendar",
    ]
    for words in ("Summer Jazz Night", "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus", URL):
        assert words in text
        assert words in seen
    dashboard = re.search(rf"{SITE}/dashboard/events/\S+", text)
    assert dashboard
    assert f'href="{dashboard[0]}"' in part(message, "text/html").get_content()


def test_the_calendar_entry_is_attached() -> None:
    attached = part(received(title="夏 Jazz"), "text/calendar")

    assert attached.get_filename() == "event.ics"
    assert attached.get_content_disposition() == "attachment"
    assert attached.get_content_charset() == "utf-8"
    assert "method" not in attached["Content-Type"].params  # a file to keep, no invitation
    calendar = Calendar.from_ical(attached.get_content())
    assert isinstance(calendar, Calendar)
    assert calendar.events[0]["SUMMARY"] == "夏 Jazz"
    assert calendar.events[0]["URL"] == URL


def test_its_styles_are_inlined_and_only_what_cannot_be_is_left() -> None:
    page = BeautifulSoup(html(), "html.parser")

    assert page.body
    assert all(element.get("style") for element in page.body.select("td, h1, p, img, table.card"))
    rules = "".join(str(style.string) for style in page.find_all("style"))
    outside = re.sub(r"@media[^{]*\{([^{}]*\{[^{}]*\})*\s*\}", "", rules)
    assert "prefers-color-scheme: dark" in rules
    assert outside.strip() == ""


def test_it_stands_on_tables_that_outlook_understands() -> None:
    source = html()
    page = BeautifulSoup(source, "html.parser")

    assert all(table["role"] == "presentation" for table in page.find_all("table"))
    assert page.select_one("td.button[bgcolor]")
    assert "<!--[if mso]><table" in source  # a width that Word keeps
    assert not page.select("script, link, form, iframe, svg, video")
    assert not re.search(r"url\(|position:|display: ?(flex|grid)", source)


def test_the_picture_is_the_cover_of_the_moment_by_its_address() -> None:
    image = BeautifulSoup(html(), "html.parser").img

    assert image
    assert (image["src"], image["alt"]) == (f"{URL}.jpg", "Summer Jazz Night")
    assert image["width"] == "600"


def test_the_inbox_shows_when_and_where_beside_the_subject() -> None:
    body = BeautifulSoup(html(), "html.parser").body
    assert body

    first = next(text for text in body.stripped_strings)

    assert first.startswith("Sat 12 June 2027, 19:30 – 23:00 CEST · Kesselhaus")
    assert "display: none" in str(body.find("div", class_="preheader"))


def test_it_is_right_in_whatever_charset_a_client_guesses() -> None:
    saved = part(received(title="Ätherisch 夏 🎷"), "text/html").get_content().encode("ascii")

    for charset in ("utf-8", "windows-1252", "shift_jis"):
        found = BeautifulSoup(saved.decode(charset), "html.parser").h1
        assert found
        assert found.get_text() == "Ätherisch 夏 🎷"


def test_its_html_names_its_charset_where_a_browser_looks_for_it() -> None:
    source = part(received(), "text/html").get_content().lstrip()

    assert source.startswith("<!DOCTYPE html>")
    assert '<meta charset="utf-8">' in source[:1024]


def test_what_a_person_wrote_is_text() -> None:
    hostile = '</h1><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    page = BeautifulSoup(html(title=hostile), "html.parser")

    assert page.h1
    assert page.h1.get_text() == hostile
    assert len(page.find_all("img")) == 1
    assert not page.find("script")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\0"])
def test_neither_name_nor_title_can_add_a_header(end: str) -> None:
    evil = f"Eve{end}Bcc: victim@example.com{end}{end}Body"

    message = received(name=evil, title=evil)

    assert "Bcc" not in message
    assert message["Subject"] == "Your event is live: Eve Bcc: victim@example.com Body"
    (to,) = message["To"].addresses
    assert to.addr_spec == "o@example.com"
    assert to.display_name == names.display_name(evil)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Ölivia Örganizer",
        "夏子 🎷",
        'Eve "x" <v@example.com>',
        "a, b; c: d@e",
        "N" * 120,
        "=?utf-8?q?Eve?=",
        "\\",
        '"',
        "Kulturverein Kesselhaus, Abteilung Konzerte und Veranstaltungen (Berlin-Prenzlauer Berg)",
        "One, Two, Three, v@example.com, a name of 99 characters; x: y, (z) <w@example.com>, etc.",
    ],
)
def test_whatever_the_name_the_mail_goes_to_one_address(name: str) -> None:
    message = mail_of(event(name=name))

    (to,) = email.message_from_bytes(message.data, policy=email.policy.default)["To"].addresses
    assert to.addr_spec == "o@example.com"
    assert shown(message.data, "To") == name


@given(name=st.text(max_size=150), title=st.text(max_size=120))
def test_every_name_and_title_is_read_as_it_is_meant(name: str, title: str) -> None:
    message = mail_of(event(name=name, title=title))

    read = email.message_from_bytes(message.data, policy=email.policy.default)

    assert [to.addr_spec for to in read["To"].addresses] == ["o@example.com"]
    assert read["Subject"] == " ".join(f"Your event is live: {headers.plain(title)}".split())


@pytest.mark.parametrize(
    "title",
    [
        "Der Donaudampfschifffahrtsgesellschaftskapitän lädt ein: großes Jubiläumskonzert",
        "word " * 23 + "🎷🎷",
        "Jazz  Night",
        "=?utf-8?q?Jazz?=",
        "x" * 120,
        "夏" * 120,
        "e\u0301" * 60,
    ],
)
def test_a_subject_is_whole(title: str) -> None:
    subject = received(title=title)["Subject"]

    assert subject == " ".join(f"Your event is live: {title}".split())


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("hans@münchen.de", "hans@xn--mnchen-3ya.de"),
        ("Hans.Meier+Jazz@EXAMPLE.com", "Hans.Meier+Jazz@EXAMPLE.com"),
        ('"o o"@example.com', '"o o"@example.com'),
    ],
)
def test_a_domain_is_written_as_every_mail_server_takes_it(address: str, sent: str) -> None:
    message = mail_of(event(email=address))

    assert message.to.address == sent
    (to,) = email.message_from_bytes(message.data, policy=email.policy.default)["To"].addresses
    assert to.addr_spec == sent


@pytest.mark.parametrize(
    "sender",
    ['"Ä, Ö und Ü" <events@example.com>', '"A, B" <events@bücher.example>', "events@example.com"],
)
def test_the_sender_is_one_too(sender: str) -> None:
    message = mail_of(event(), sender=sender)

    (read,) = email.message_from_bytes(message.data, policy=email.policy.default)["From"].addresses
    assert read.addr_spec == message.sender.address
    assert shown(message.data, "From") == email.utils.parseaddr(sender)[0]
    assert message.sender.address.isascii()


def test_a_long_site_leaves_the_message_id_alone() -> None:
    site = f"https://{'long-label.' * 15}example"

    data = mail_of(event(event_id="e1"), site).data

    assert f"\r\nMessage-ID: <e1.confirmation@{'long-label.' * 15}example>\r\n".encode() in data


@pytest.mark.parametrize("broken", ["Subject", "To", "From", "Message-ID"])
def test_what_would_be_read_otherwise_is_not_sent(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = EmailMessage.as_bytes

    def wrong(message: EmailMessage) -> bytes:
        return f"{broken}: another <v@example.com>\r\n".encode() + right(message)

    monkeypatch.setattr(EmailMessage, "as_bytes", wrong)

    with pytest.raises(Permanent, match=f"otherwise than meant: {broken}$"):
        mail_of(event())


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com\r\nBcc: victim@example.com",
        "a@example.com, victim@example.com",
        "a@example.com victim@example.com",
        "Eve <a@example.com>",
        "a@b@example.com",
        "@example.com",
        "nobody",
        "a@example.com>",
    ],
)
def test_what_is_no_address_gets_nothing_for_good(address: str) -> None:
    with pytest.raises(Permanent, match="the organizer's address is not valid"):
        mail_of(event(email=address))
