"""The mail about an event in each language."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from shared.event import languages, wording
from shared.event.languages import CATALOGUES
from shared.event.model import Confirmation, Event, Facts
from tests.support.evening import event
from tests.support.mails import mail_of

TAGS = [name.replace("_", "-") for name in CATALOGUES]

pytestmark = pytest.mark.usefixtures("clock")


def mail(found: Event) -> EmailMessage:
    return email.message_from_bytes(mail_of(found).data, policy=email.policy.default)


def body(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def changed(before: dict[str, Any], **now: Any) -> Event:
    announced = Facts.model_validate(event(**before).model_dump())
    confirmation = Confirmation(state="pending", announced=announced)
    changed_at = datetime(2027, 2, 3, 4, 5, 6, tzinfo=UTC)
    return event(confirmation=confirmation, revision=1, changed_at=changed_at, **now)


@pytest.mark.parametrize("tag", TAGS)
def test_a_mail_is_in_the_events_language(tag: str) -> None:
    found, spoken = event(language=tag), languages.of(tag)
    sent = mail(found)

    subject = spoken.text("Your event is live: {title}", title=found.title)
    assert sent["Subject"] == " ".join(subject.split())
    text, seen = body(sent, "plain"), BeautifulSoup(body(sent, "html"), "html.parser")
    (html,) = seen.select("html")
    assert (html["lang"], html["dir"]) == (tag, spoken.direction)
    assert seen.select("table.all")[0]["dir"] == spoken.direction
    for message in (
        "Your event is live",
        "A calendar file is attached.",
        "You received this email because you published this event.",
    ):
        assert spoken.text(message) in text
        assert spoken.text(message) in seen.get_text()
    assert wording.when(found) in text
    assert [link.get_text() for link in seen.select(".rule a")]  # inside its sentence


@pytest.mark.parametrize(
    ("tag", "subject", "row"),
    [
        ("de", "Abgesagt: Summer Jazz Night", ("Status", "Geplant", "Abgesagt")),
        ("en-US", "Canceled: Summer Jazz Night", ("Status", "Scheduled", "Canceled")),
        ("fr", "Annulé : Summer Jazz Night", ("Statut", "Prévu", "Annulé")),
        ("he", "בוטל: Summer Jazz Night", ("מצב", "מתוכנן", "בוטל")),
        ("ja", "中止：Summer Jazz Night", ("状態", "開催予定", "中止")),
    ],
)
def test_a_change_is_told_in_the_events_language(
    tag: str, subject: str, row: tuple[str, str, str]
) -> None:
    # What the last mail told was told in English: the language is no difference.
    sent = mail(changed({}, language=tag, status="cancelled"))

    assert sent["Subject"] == subject
    seen = BeautifulSoup(body(sent, "html"), "html.parser")
    rows = [tuple(each.stripped_strings) for each in seen.select("table.changes tr")]
    assert rows == [row]


def test_lines_begin_on_the_right_where_people_read_from_there() -> None:
    def style(tag: str, selector: str) -> str:
        source = body(mail(changed({}, language=tag, status="cancelled")), "html")
        return str(BeautifulSoup(source, "html.parser").select(selector)[0]["style"])

    assert "text-align: right" in style("ar", ".body")
    assert "text-align: left" in style("de", ".body")
    assert "0 0 12px 16px" in style("he", ".name")
    assert "0 16px 12px 0" in style("pl", ".name")


def test_the_calendar_file_says_what_became_of_the_event_in_its_language() -> None:
    sent = mail(changed({}, language="uk", status="postponed"))

    (attached,) = (each for each in sent.walk() if each.get_filename() == "event.ics")
    calendar = Calendar.from_ical(attached.get_content())
    assert isinstance(calendar, Calendar)
    assert calendar.events[0]["SUMMARY"] == "Відкладено: Summer Jazz Night"
