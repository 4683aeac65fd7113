"""What a mail tells of a change, by what the one before it told."""

import email
import email.policy
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from functions.email import news
from functions.email.news import Difference
from shared.event.model import Confirmation, Event, Facts
from tests.support.evening import EVENT_ID, ONLINE, PUBLISHED_AT, URL, WHEN, WHERE, event
from tests.support.factories import SENDER, SITE, venue
from tests.support.mails import mail_of

FIRST_ID = f"<{EVENT_ID}.confirmation@events.example>"
DOWN = {"unpublished_at": datetime(2027, 2, 1, tzinfo=UTC)}
CHANGED_AT = datetime(2027, 2, 3, 4, 5, 6, tzinfo=UTC)
ATTACHED = "A calendar file is attached."
UPDATES = "The calendar file that is attached updates the entry in your calendar."
DASHBOARD = f"{SITE}/dashboard/events/{EVENT_ID}/success"

pytestmark = pytest.mark.usefixtures("clock")


def changed(before: dict[str, Any], **now: Any) -> Event:
    """An event whose last mail told what was `before`, and which is otherwise `now`."""
    announced = Facts.model_validate(event(**before).model_dump())
    last = {"message_id": FIRST_ID, "announced": announced, "revision": 3}
    confirmation = Confirmation(state="pending", **last)
    return event(confirmation=confirmation, revision=4, changed_at=CHANGED_AT, **now)


def mail(found: Event) -> EmailMessage:
    sent = mail_of(found)
    return email.message_from_bytes(sent.data, policy=email.policy.default)


def body(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("before", "now", "subject"),
    [
        ({"title": "Jazz"}, {}, "Changed"),
        ({"location": ONLINE}, {}, "Changed"),
        ({}, {"status": "cancelled"}, "Cancelled"),
        ({}, {"status": "postponed"}, "Postponed"),
        ({"status": "postponed"}, {"status": "cancelled"}, "Cancelled"),
        ({"status": "cancelled"}, {}, "Back on"),
        ({"status": "postponed"}, {}, "Back on"),
        ({}, {"status": "a later release's"}, "Changed"),
        ({}, DOWN, "Taken down"),
        (DOWN, {}, "Back online"),
        # What changed together, or before there was a mail, is one: the worst of it first.
        ({"title": "Jazz"}, {"status": "cancelled"}, "Cancelled"),
        ({"title": "Jazz"}, DOWN | {"status": "cancelled"}, "Taken down"),
        (DOWN, {"status": "cancelled"}, "Cancelled"),
        (DOWN | {"status": "cancelled"}, {"status": "cancelled"}, "Back online"),
        (DOWN | {"title": "Jazz"}, DOWN, "Changed"),
    ],
)
def test_the_subject_says_what_happened(
    before: dict[str, Any], now: dict[str, Any], subject: str
) -> None:
    found = changed(before, **now)

    assert news.of(found).is_worth_a_mail
    assert mail(found)["Subject"] == f"{subject}: Summer Jazz Night"


@pytest.mark.parametrize(
    ("now", "subject", "headline"),
    [
        ({}, "Your event is live", "Your event is live"),
        ({"status": "cancelled"}, "Cancelled", "Your event is cancelled"),
        ({"status": "postponed"}, "Postponed", "Your event is postponed"),
        (DOWN, "Taken down", "Your event page is taken down"),
        ({"status": "a later release's"}, "Your event is live", "Your event is live"),
    ],
)
def test_a_first_mail_says_how_the_event_is_by_now(
    now: dict[str, Any], subject: str, headline: str
) -> None:
    found = mail(event(revision=2, changed_at=CHANGED_AT, **now))

    assert found["Subject"] == f"{subject}: Summer Jazz Night"
    for kind in ("plain", "html"):
        assert headline in body(found, kind)
        assert "What changed" not in body(found, kind)


BEFORE = event().starts_at - timedelta(days=7)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"title": "Jazz"}, {}, [("Title", "Jazz", "Summer Jazz Night")]),
        (
            {"starts_at": BEFORE, "ends_at": BEFORE + timedelta(hours=1)},
            {},
            [("When", "Sat 5 June 2027, 19:30 – 20:30 CEST", WHEN)],
        ),
        (
            {},
            {"timezone": "Europe/London"},
            [("When", WHEN, "Sat 12 June 2027, 18:30 – 22:00 BST")],
        ),
        (
            {"location": venue(name="Halle 2")},
            {},
            [("Where", "Halle 2, Knaackstr. 97, Berlin", WHERE)],
        ),
        (
            {},
            {"location": ONLINE},
            [("Where", WHERE, "Online"), ("Link", "None", ONLINE["url"])],
        ),
        (
            {"location": ONLINE | {"url": "https://meet.example/blues"}},
            {"location": ONLINE},
            [("Link", "https://meet.example/blues", ONLINE["url"])],
        ),
        ({}, {"status": "cancelled"}, [("Status", "Scheduled", "Cancelled")]),
        (DOWN, {}, [("Page", "Taken down", "Online")]),
        (
            {"title": "Jazz", "status": "cancelled"},
            DOWN | {"status": "postponed"},
            [
                ("Title", "Jazz", "Summer Jazz Night"),
                ("Status", "Cancelled", "Postponed"),
                ("Page", "Online", "Taken down"),
            ],
        ),
    ],
)
def test_a_table_says_what_was_and_what_is(
    before: dict[str, Any], now: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    found = changed(before, **now)

    assert news.of(found).differences == tuple(Difference(*each) for each in told)
    message = mail(found)
    seen = BeautifulSoup(body(message, "html"), "html.parser")
    rows = [[*row.stripped_strings] for row in seen.select("table.changes tr")]
    assert rows == [list(each) for each in told]
    text = "\n".join(f"{name}\n  was: {was}\n  now: {is_}\n" for name, was, is_ in told)
    assert f"What changed:\n\n{text}\n" in body(message, "plain")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({}, {}),
        # Two zones of one clock, and a page that was put up and taken down again.
        ({}, {"timezone": "Europe/Paris"}),
        (DOWN, {"unpublished_at": datetime(2027, 2, 2, tzinfo=UTC)}),
        ({"starts_at": event().starts_at + timedelta(seconds=1)}, {}),
    ],
)
def test_what_reads_as_it_was_told_is_worth_no_mail(
    before: dict[str, Any], now: dict[str, Any]
) -> None:
    assert not news.of(changed(before, **now)).is_worth_a_mail


def test_its_headers_name_its_revision_and_the_mail_before_it() -> None:
    found = changed({"title": "Jazz"})

    read = mail(found)

    assert {name: str(value) for name, value in read.items()} == {
        "Subject": "Changed: Summer Jazz Night",
        "From": SENDER,
        "To": "Olivia Organizer <o@example.com>",
        # Revision 4 changed nothing that a mail tells: this one was asked for by revision 3.
        "Message-ID": f"<{EVENT_ID}.3.confirmation@events.example>",
        "In-Reply-To": FIRST_ID,
        "References": FIRST_ID,
        "Date": "Wed, 03 Feb 2027 04:05:06 +0000",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
        "Content-Type": read["Content-Type"],
    }


def test_a_first_mail_of_revision_0_is_as_it_always_was() -> None:
    found = mail(event())

    assert found["Message-ID"] == FIRST_ID
    assert found["Date"].datetime == PUBLISHED_AT
    assert "In-Reply-To" not in found
    assert "References" not in found


def test_the_note_is_in_it_as_it_was_written() -> None:
    found = mail(changed({"title": "Jazz"}, note="The band <is> ill.\nSorry & see you!"))

    assert "Your note to guests:\nThe band <is> ill.\nSorry & see you!\n" in body(found, "plain")
    seen = BeautifulSoup(body(found, "html"), "html.parser").select_one("p.note")
    assert seen
    assert seen.get_text("\n") == "The band <is> ill.\nSorry & see you!"
    assert "Your note" not in body(mail(changed({"title": "Jazz"})), "plain")


def test_what_a_person_wrote_before_is_text() -> None:
    hostile = '</td><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    seen = BeautifulSoup(body(mail(changed({"title": hostile})), "html"), "html.parser")

    was = seen.select_one("table.changes .was")
    assert was
    assert was.get_text() == hostile
    assert len(seen.find_all("img")) == 1
    assert not seen.find("script")


def test_the_inbox_shows_what_is_new_beside_the_subject() -> None:
    seen = BeautifulSoup(body(mail(changed({"title": "Jazz", **DOWN})), "html"), "html.parser").body
    assert seen

    first = next(text for text in seen.stripped_strings)

    assert first.startswith("Title: Summer Jazz Night · Page: Online")


def test_a_picture_that_has_changed_has_another_address() -> None:
    """Mail providers keep their own copy of a picture by its address."""
    seen = BeautifulSoup(body(mail(changed({"title": "Jazz"})), "html"), "html.parser")

    assert [img["src"] for img in seen.find_all("img")] == [f"{URL}.jpg?revision=4"]
    assert {a["href"] for a in seen.find_all("a")} == {URL, DASHBOARD}


def test_a_page_that_is_down_is_not_linked_to() -> None:
    found = mail(changed({}, **DOWN))

    seen = BeautifulSoup(body(found, "html"), "html.parser")
    assert {a["href"] for a in seen.find_all("a")} == {DASHBOARD}
    assert not seen.find_all("img")
    assert URL not in body(found, "plain")
    assert DASHBOARD in body(found, "plain")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (changed({"title": "Jazz"}), UPDATES),
        (changed({}, status="cancelled"), UPDATES),
        (changed(DOWN), ATTACHED),  # the mail before had none
        (event(revision=2), ATTACHED),
    ],
)
def test_the_calendar_entry_is_attached_while_the_page_is_up(found: Event, said: str) -> None:
    sent = mail(found)

    (attached,) = (each for each in sent.walk() if each.get_filename() == "event.ics")
    calendar = Calendar.from_ical(attached.get_content())
    assert isinstance(calendar, Calendar)
    assert calendar.events[0]["UID"] == f"{EVENT_ID}@publish-event"
    for kind in ("plain", "html"):
        assert said in body(sent, kind)


HIDDEN = [changed({}, **DOWN), changed(DOWN | {"title": "Jazz"}, status="cancelled", **DOWN)]


@pytest.mark.parametrize("found", [*HIDDEN, event(**DOWN)])
def test_a_page_that_is_down_is_no_cancelled_event_and_calendars_hear_nothing(found: Event) -> None:
    sent = mail(found)

    assert [each.get_content_type() for each in sent.walk() if not each.is_multipart()] == [
        "text/plain",
        "text/html",
    ]
    for kind in ("plain", "html"):
        assert "calendar" not in body(sent, kind)
    assert body(sent, "plain").endswith(
        f"{DASHBOARD}\n\nYou received this email because you published this event.\n"
    )


def test_its_styles_are_inlined_too() -> None:
    source = body(mail(changed({"title": "Jazz"}, note="Sorry")), "html")
    seen = BeautifulSoup(source, "html.parser")

    assert seen.body
    styled = seen.body.select("td, p, table.changes, .was, .now")
    assert styled
    assert all(element.get("style") for element in styled)
    assert '<meta charset="utf-8">' in source[:1024]
    was = seen.select_one(".was")
    assert was
    assert "line-through" in str(was["style"])
