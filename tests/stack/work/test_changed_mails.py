"""A mail for each change that guests would notice, and none twice."""

from collections.abc import Callable

from icalendar import Calendar

from tests.support.changed import WORKS, Changed, text_of
from tests.support.factories import venue
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def test_each_change_that_guests_would_notice_is_one_mail(it: Changed) -> None:
    title = it.draft["title"]
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: it.change(location=venue(name="Halle 2")), "Changed"),
        (lambda: it.change(status="cancelled", note="The band is ill."), "Cancelled"),
        (lambda: it.change(status="scheduled", note=""), "Back on"),
        (lambda: it.change(status="postponed"), "Postponed"),
        (it.take_down, "Taken down"),
        (it.change, "Back online"),
    ]
    subjects = [f"Your event is live: {title}"]
    for step, subject in steps:
        step()
        confirmation = it.finished()["confirmation"]
        subjects.append(f"{subject}: {title}")
        assert it.subjects == subjects
        assert (confirmation["state"], confirmation["revision"]) == ("sent", it.revision)
        mail = it.inbox[-1]
        assert mail["Message-ID"] == confirmation["message_id"]
        assert confirmation["message_id"].startswith(f"<{it.key}.{it.revision}.confirmation@")
        assert mail["In-Reply-To"] == it.inbox[-2]["Message-ID"]
        files = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
        assert len(files) == (subject != "Taken down")
        for attached in files:
            (entry,) = Calendar.from_ical(attached.get_content()).events
            assert entry["UID"] == f"{it.key}@publish-event"
    assert "was: Kesselhaus, Knaackstr. 97, Berlin" in text_of(it.inbox[1])
    assert "now: Halle 2, Knaackstr. 97, Berlin" in text_of(it.inbox[1])
    assert "The band is ill." in text_of(it.inbox[2])


def test_what_no_guest_would_notice_is_no_work(it: Changed) -> None:
    before = it.event

    it.change(description="Other words.", tickets=[], note="By the way", visibility="unlisted")
    for name in ("image", "email"):
        assert it.push(name).status_code == 200

    assert {work: it.event[work] for work in WORKS} == {work: before[work] for work in WORKS}
    assert len(it.inbox) == 1


def test_changes_before_a_mail_was_sent_share_one(it: Changed) -> None:
    old = it.draft["title"]
    it.lose_message()
    it.change(title="Blues at noon")
    it.change(status="cancelled")

    it.finished()

    assert it.subjects == [f"Your event is live: {old}", "Cancelled: Blues at noon"]
    text = text_of(it.inbox[-1])
    assert f"was: {old}" in text
    assert "now: Blues at noon" in text
    assert "was: Scheduled" in text


def test_what_is_changed_back_before_a_mail_was_sent_is_none(it: Changed) -> None:
    title, before = it.draft["title"], it.event["confirmation"]
    it.lose_message()
    it.change(title="Blues at noon")
    it.change(title=title)

    after = it.finished()["confirmation"]

    assert len(it.inbox) == 1
    told = ("state", "message_id", "sent_at", "announced")
    assert {name: after[name] for name in told} == {name: before[name] for name in told}
    assert it.stack.log("email", "confirmation_not_needed", it.key)


def test_a_mail_in_flight_is_recorded_and_the_change_told_in_one_more(
    stack: Stack, organizer: Person
) -> None:
    it = Changed(stack, organizer)
    title = it.draft["title"]
    it.at_commit(
        "confirmation.sent_at", action=lambda: it.change(title="Blues at noon"), passes=True
    )
    it.insist()
    wait(lambda: it.revision)

    it.finished()

    assert it.subjects == [f"Your event is live: {title}", "Changed: Blues at noon"]
    assert f"was: {title}" in text_of(it.inbox[-1])


def test_a_worker_that_dies_before_it_records_sends_the_same_message_again(it: Changed) -> None:
    it.at_commit("confirmation.sent_at", action=it.kills("email"))

    it.change(title="Blues at noon")
    it.recover()

    mails = it.inbox[1:]
    assert {str(mail["Subject"]) for mail in mails} == {"Changed: Blues at noon"}
    assert {str(mail["Message-ID"]) for mail in mails} == {it.event["confirmation"]["message_id"]}
    assert len(mails) <= 2
    assert it.event["confirmation"]["announced"]["title"] == "Blues at noon"
