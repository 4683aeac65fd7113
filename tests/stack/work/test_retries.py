"""Work that fails in a passing way is tried again by time, and nobody has to do anything."""

import base64
import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
import requests

from tests.support.attempts import Try
from tests.support.proxy import Cut
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def _failed_once(it: Try, work: str) -> dict[str, Any]:
    """The work's state after its first attempt, which failed."""

    def failed() -> dict[str, Any] | None:
        state: dict[str, Any] = it.event.get(work, {})
        return state if state.get("error") else None

    return wait(failed)


@pytest.fixture
def mail_later(stack: Stack, organizer: Person) -> Try:
    """An event whose confirmation the mail server put off (greylisting)."""
    it = Try(stack, organizer)
    address = organizer.email.encode()
    stack.mail_proxy.cut(Cut(b"rcpt TO:<" + address, answer=b"451 <%b> later\r\n" % address))
    it.insist()
    return it


def test_a_mail_refused_for_now_is_due_again_in_half_a_minute(mail_later: Try) -> None:
    state = _failed_once(mail_later, "confirmation")

    wait_left = state["due"] - datetime.now(UTC)
    assert timedelta(seconds=5) < wait_left <= timedelta(seconds=30)
    assert (state["state"], state["attempts"], state["leased"]) == ("pending", 1, False)
    assert state["error"] == "the mail server answered 451"
    (line,) = mail_later.stack.log("email", "attempt_failed", mail_later.key)
    assert (line["severity"], line["reason"]) == ("WARNING", state["error"])
    log = (mail_later.stack.state / "logs/email.log").read_text()
    assert mail_later.person.email not in log


def test_a_delivery_before_the_retry_is_due_is_acknowledged_and_does_nothing(
    mail_later: Try,
) -> None:
    before = _failed_once(mail_later, "confirmation")

    answer = mail_later.push("email")

    assert answer.status_code == requests.codes.ok
    assert mail_later.event["confirmation"] == before
    assert mail_later.stack.mails(mail_later.person.email) == []


def test_it_is_sent_once_when_the_retry_is_due(mail_later: Try) -> None:
    _failed_once(mail_later, "confirmation")

    mail_later.recover()

    state = mail_later.event["confirmation"]
    assert (state["state"], state["attempts"], state["error"]) == ("sent", 2, None)
    assert not {"due", "first_due"} & set(state)
    assert len(mail_later.stack.mails(mail_later.person.email)) == 1


_ENDS = {"email": ("confirmation", 48, "failed"), "image": ("cover", 24, "ready")}


@pytest.mark.parametrize("name", _ENDS)
def test_it_is_given_up_when_its_time_is_up(stack: Stack, organizer: Person, name: str) -> None:
    work, hours, ending = _ENDS[name]
    it = Try(stack, organizer)
    it.lose_message()
    it.gemini_will("429")
    stack.mail_proxy.cut(Cut(organizer.email.encode(), answer=b"451 later\r\n", times=2))
    it.insist()
    event = stack.firestore.document(f"events/{it.key}")
    minute = timedelta(minutes=1)
    first_due = datetime.now(UTC) - timedelta(hours=hours) + minute
    event.update({f"{work}.first_due": first_due})

    assert it.push(name).status_code == requests.codes.service_unavailable
    state = it.event[work]
    # Not half a minute later, but at the end of its time: within a minute of now.
    assert (state["state"], state["due"] <= first_due + timedelta(hours=hours)) == ("pending", True)

    event.update({f"{work}.first_due": first_due - minute, f"{work}.due": datetime.now(UTC)})
    assert it.push(name).status_code == requests.codes.ok
    assert it.event[work]["state"] == ending
    assert it.event[work]["error"]
    assert "due" not in it.event[work]


def test_a_message_of_new_work_is_no_retry_even_if_the_publishers_clock_is_ahead(
    stack: Stack, organizer: Person
) -> None:
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    ahead = datetime.now(UTC) + timedelta(milliseconds=900)
    stack.firestore.document(f"events/{it.key}").update({"confirmation.due": ahead})

    assert it.push("email").status_code == requests.codes.ok

    assert it.event["confirmation"]["state"] == "sent"


def test_work_that_the_previous_release_left_claimed_is_leased(
    stack: Stack, organizer: Person
) -> None:
    """Its documents have no `leased`: an attempt was counted, and `due` was the lease's end."""
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    later = datetime.now(UTC) + timedelta(minutes=1)
    old = {"state": "pending", "attempts": 1, "due": later}
    stack.firestore.document(f"events/{it.key}").update({"confirmation": old})

    assert it.push("email").status_code == requests.codes.service_unavailable

    stack.firestore.document(f"events/{it.key}").update({"confirmation.due": datetime.now(UTC)})
    assert it.push("email").status_code == requests.codes.ok
    assert it.event["confirmation"]["state"] == "sent"


def test_a_missing_page_ends_the_work_with_an_error_and_pays_once(
    stack: Stack, organizer: Person
) -> None:
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    stack.firestore.document(f"pages/{it.slug}").delete()

    assert it.push("image").status_code == requests.codes.ok

    assert it.event["cover"]["state"] == "ready"
    assert stack.log("image", "page_missing", '"severity": "ERROR"', it.key)
    assert len(it.gemini_calls()) == 1


@contextlib.contextmanager
def _outage(it: Try, what: str) -> Iterator[None]:
    stack = it.stack
    match what:
        case "mail":
            with stack.mail_proxy.down():
                yield
        case "storage":
            with stack.storage_proxy.down():
                yield
        case "gemini":
            it.gemini_will("429")
            yield
            it.release_gemini()
        case "pubsub":
            stack.pubsub_relay.fail(
                "Publish", it.key, grpc.StatusCode.UNAVAILABLE, times=float("inf")
            )
            yield
            stack.pubsub_relay.heal(it.key)


@pytest.mark.parametrize("what", ["mail", "gemini", "pubsub", "storage"])
def test_after_twenty_minutes_of_outage_every_event_is_complete_by_itself(
    stack: Stack, organizer: Person, what: str
) -> None:
    it = Try(stack, organizer)
    if what != "pubsub":
        it.lose_message()  # deliveries are the test's alone: the emulator's come every second
    with _outage(it, what):
        assert it.publish().status_code == requests.codes.ok
        for _ in range(4):  # after 0 s, 30 s, 2 min and 10 min: twenty minutes have passed
            for name, work in (("image", "cover"), ("email", "confirmation")):
                it.make_due(work)
                it.push(name)
        requests.post(stack["sweep"], timeout=60)

    it.recover()

    event = it.event
    assert (event["cover"]["state"], event["cover"]["source"]) == ("ready", "generated")
    assert event["confirmation"]["state"] == "sent"
    assert len(stack.mails(organizer.email)) == 1
    assert stack.dead_letters(base64.b64encode(it.key.encode()).decode()) == []
    assert stack.dead_letters(it.key) == []
