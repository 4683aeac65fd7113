"""The confirmation of a published event, from the click to the inbox."""

import uuid
from typing import Any

import requests

from tests.support.factories import draft
from tests.support.proxy import Cut
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def test_it_arrives_with_everything_in_it(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    published = stack.publish(organizer, draft(title="Sommernacht 夏"), key).json()

    kept = stack.settled(key, "confirmation", seconds=60)  # the first of a run finds a cold worker

    (mail,) = stack.mails(organizer.email)
    source = requests.get(f"{stack['inbox']}/api/email/{mail['id']}/source", timeout=10).text
    assert kept["message_id"] in source
    assert "Auto-Submitted: auto-generated" in source
    assert mail["subject"] == "Your event is live: Sommernacht 夏"
    assert mail["to"][0]["name"] == "Ada Lovelace"
    assert [attached["filename"] for attached in mail["attachments"]] == ["event.ics"]
    for form in ("text", "html"):
        assert published["public_url"] in mail[form]
        assert f"{stack['site']}/dashboard/events/{key}" in mail[form]
    stack.settled(key, "cover", seconds=60)
    picture = requests.get(f"{published['public_url']}.jpg", timeout=10)
    assert picture.headers["Content-Type"] == "image/jpeg"


def test_a_refusal_for_good_ends_it_says_why_and_is_logged_for_the_alert(
    stack: Stack, organizer: Person
) -> None:
    kept, lines = _refused(stack, organizer, b"550 <%b> is nobody here\r\n", "confirmation_failed")

    assert (kept["state"], kept["attempts"]) == ("failed", 1)
    assert kept["error"] == "the mail server answered 550"
    assert [(line["severity"], line["reason"]) for line in lines] == [("ERROR", kept["error"])]
    assert stack.mails(organizer.email) == []


def test_an_address_that_nobody_verified_gets_nothing(stack: Stack) -> None:
    person, key = stack.person(verified=False), str(uuid.uuid4())
    stack.publish(person, draft(), key)

    assert stack.settled(key, "confirmation")["state"] == "skipped"
    assert stack.mails(person.email) == []


def test_a_name_with_a_line_in_it_adds_no_header(stack: Stack) -> None:
    person, key = stack.person("Eve\r\nBcc: victim@example.com"), str(uuid.uuid4())
    stack.publish(person, draft(), key)

    assert stack.settled(key, "confirmation")["state"] == "sent"
    (mail,) = stack.mails(person.email)
    assert mail["to"][0]["name"] == "Eve Bcc: victim@example.com"
    assert stack.mails("victim@example.com") == []


def _refused(
    stack: Stack, organizer: Person, answer: bytes, logged: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The confirmation and its log lines, after the server's first answer; none has an address."""
    address = organizer.email.encode()
    stack.mail_proxy.cut(Cut(b"rcpt TO:<" + address, answer=answer % address))
    key = str(uuid.uuid4())
    stack.publish(organizer, draft(), key)
    kept = stack.settled(key, "confirmation")
    assert organizer.email not in str(kept)
    lines = wait(lambda: stack.log("email", logged, key))
    assert organizer.email not in (stack.state / "logs/email.log").read_text()
    return kept, lines
