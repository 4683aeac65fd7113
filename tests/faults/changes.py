"""The rows of changing: each breaks something for real while a published event is changed."""

import io
import os
import signal
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from functools import partial
from typing import Any, Literal

import grpc
import requests

from tests.faults.row import Play, Row
from tests.support.attempts import Edit, NotArranged, Try, arranged, persist
from tests.support.machine import explore
from tests.support.production import production
from tests.support.proxy import Cut

_WORKS = ("cover", "confirmation")


def _published(it: Try) -> None:
    """With its cover made and its first mail sent."""
    it.insist()
    for work in _WORKS:
        it.settled(work)


def _moved(it: Try, **changes: Any) -> Edit:
    """A change that guests notice, of an event that is complete: a mail more, and no picture."""
    _published(it)
    it.pictures = len(it.gemini_calls())
    it.letters += 1
    it.mails = tuple(count + 1 for count in it.mails)
    return it.intends(**{"title": f"{it.draft['title']} moved"} | changes)


# --- The change itself ----------------------------------------------------------------------------


_STEPS: dict[str, Callable[[Try, Edit], Callable[..., object]]] = {
    "read": lambda it, _: it.at_read,
    "commit": lambda it, edit: partial(it.at_commit, edit.key),
    "message": lambda it, _: it.at_message,
}


def _killed(step: str, when: Literal["before", "after"], *, is_made: bool) -> Row:
    """The function dies; the client's retry finds the change made, or makes it."""

    def play(it: Try) -> None:
        edit = _moved(it)
        _STEPS[step](it, edit)(after=when == "after", action=it.kills("change"))
        answer = it.insist_on(edit)
        assert answer.headers.get("Idempotent-Replayed", "false") == str(is_made).lower()

    return Row(f"change killed {when} its {step}", play, alone=True)


def _answered_at_first(arrange: Callable[[Try, Edit], object]) -> Play:
    """What fails is no matter of the client's."""

    def play(it: Try) -> None:
        edit = _moved(it)
        arrange(it, edit)
        answer = it.send(edit)
        assert answer.status_code == 200, answer.text
        assert "Idempotent-Replayed" not in answer.headers
        assert (answer.json()["revision"], answer.json()["changed"]) == (1, ["/title"])
        it.stack.pubsub_relay.heal(it.key)

    return play


def _refused_at_first(arrange: Callable[[Try, Edit], object]) -> Play:
    """Firestore fails: 503, nothing is written, and the same key makes the change later."""

    def play(it: Try) -> None:
        edit = _moved(it)
        arrange(it, edit)
        first = it.send(edit)
        assert (first.status_code, "Retry-After" in first.headers) == (503, True), first.text
        it.insist_on(edit)

    return play


def answer_lost(it: Try) -> None:
    edit = _moved(it)
    first, again = it.send(edit), it.send(edit)
    assert (first.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert first.content == again.content


def two_editors(it: Try) -> None:
    mine, yours = _moved(it), it.intends(revision=0, title=f"{it.draft['title']} of yours")
    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(lambda edit: it.send(edit).status_code, (mine, yours)))
    assert sorted(statuses) == [200, 412], statuses
    _yields(it, (mine, yours)[statuses.index(412)])


def another_editor_between_read_and_commit(it: Try) -> None:
    mine, yours = _moved(it), it.intends(revision=0, title=f"{it.draft['title']} of yours")
    it.at_commit(mine.key, action=lambda: it.insist_on(yours), passes=True)
    first = it.send(mine)
    assert (first.status_code, first.json()["revision"]) == (412, 1), first.text
    _yields(it, mine)


def _yields(it: Try, edit: Edit) -> None:
    """Who lost looks at what stands now, and changes that."""
    edit.wins = False
    _noticed_once_more(it)
    later = it.intends(title=f"{it.draft['title']} at last")
    assert it.insist_on(later).json()["revision"] == 2


def _noticed_once_more(it: Try) -> None:
    """Changes that follow each other at once share a mail, or each get one."""
    it.letters += 1
    it.mails = (*it.mails, max(it.mails) + 1)


def twenty_with_one_key(it: Try) -> None:
    edit = _moved(it)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: it.send(edit), range(20)))
    fresh = [answer for answer in answers if "Idempotent-Replayed" not in answer.headers]
    assert {answer.status_code for answer in answers} == {200}
    assert len(fresh) == 1


def replayed_after_the_next(it: Try) -> None:
    edit = _moved(it)
    first = it.insist_on(edit)
    _noticed_once_more(it)
    it.insist_on(it.intends(title=f"{it.draft['title']} again"))
    again = it.send(edit)
    assert (again.headers["Idempotent-Replayed"], again.content) == ("true", first.content)


def publish_replayed_after_a_change(it: Try) -> None:
    it.insist_on(_moved(it))
    again = it.publish()
    assert again.headers["Idempotent-Replayed"] == "true"


def change_terminated_mid_request(it: Try) -> None:
    edit, doomed = _moved(it), it.stack.pids()["change"]
    it.at_commit(edit.key, action=lambda: os.kill(doomed, signal.SIGTERM), passes=True)
    assert it.send(edit).status_code == 200  # the request in flight was finished
    persist(lambda: it.stack.pids()["change"] != doomed)
    again = it.insist_on(edit)  # and the next one takes over
    assert again.headers["Idempotent-Replayed"] == "true"


def any_order(it: Try) -> None:
    """The state machine's long profile, in a project of its own."""
    it.stands = False
    with redirect_stdout(io.StringIO()), production(it.stack) as served:  # its log is no report
        explore(it.stack, served, examples=50, steps=100)


# --- Against the workers --------------------------------------------------------------------------


def _before_any_work(it: Try, **changes: Any) -> Edit:
    """A change of an event of which no worker has heard."""
    it.lose_message()
    it.insist()
    return it.intends(**{"title": f"{it.draft['title']} moved"} | changes)


def before_any_work(it: Try) -> None:
    it.pictures = 1
    it.insist_on(_before_any_work(it))


def _at_claim(name: str, work: str, *, after: bool) -> Play:
    """The worker's claim meets the change: before it is written, or with its answer lost."""

    def play(it: Try) -> None:
        edit = _before_any_work(it)
        it.at_commit(
            f"{work}.attempts",
            after=after,
            action=lambda: it.insist_on(edit),
            passes=not after,
        )
        assert it.push(name).status_code in (200, 503)  # or the change's own message was faster
        assert edit.answers

    return play


def _while_painting(**changes: Any) -> Play:
    """A worker that is busy with the words of before loses its claim, and its picture."""

    def play(it: Try) -> None:
        edit = _before_any_work(it, **changes)
        it.pictures = 2
        it.hold_gemini()
        with ThreadPoolExecutor() as pool:
            busy = pool.submit(it.push, "image")
            arranged(it.gemini_calls)
            it.insist_on(edit)
            it.release_gemini()
            assert busy.result().status_code == 200
        persist(lambda: it.stack.log("image", '"lease_lost"', it.key))

    return play


def taken_down_while_painting(it: Try) -> None:
    """Nothing is made for a page that is down; put up again, it gets its cover."""
    edit = _before_any_work(it, down=True)
    it.pictures, it.letters, it.mails = 2, 2, (1, 2)
    it.hold_gemini()
    with ThreadPoolExecutor() as pool:
        busy = pool.submit(it.push, "image")
        arranged(it.gemini_calls)
        it.insist_on(edit)
        it.release_gemini()
        busy.result()
    cover = it.event["cover"]
    assert (cover["state"], "due" in cover) == ("pending", False)
    it.insist_on(it.intends())


def stored_but_not_recorded(it: Try) -> None:
    edit = _before_any_work(it)
    it.pictures = 2
    it.at_commit("cover.model", action=lambda: it.insist_on(edit), passes=True)
    assert it.push("image").status_code == 200
    persist(lambda: it.stack.log("image", '"lease_lost"', it.key))


def lettering_overtaken(it: Try) -> None:
    """The next change comes when the art is lettered again for the one before."""
    first = _moved(it)
    _noticed_once_more(it)
    second = it.intends(title=f"{it.draft['title']} again")
    it.at_commit("cover.social_url", action=lambda: it.insist_on(second), passes=True)
    it.insist_on(first)
    persist(lambda: second.answers)


def while_the_mail_is_sent(it: Try) -> None:
    """What is being sent cannot be unsent: a second mail says what changed since."""
    edit = _before_any_work(it)
    it.mails, it.letters = (2,), 2
    it.cut(it.stack.mail_proxy, Cut(b"rcpt TO:<" + it.person.email.encode(), stall=4))
    with ThreadPoolExecutor() as pool:
        busy = pool.submit(it.push, "email")
        arranged(lambda: it.event["confirmation"]["leased"])
        it.insist_on(edit)
        if it.stack.mails(it.person.email):
            raise NotArranged("the mail was sent before the change")
        assert busy.result().status_code == 200


def mail_accepted_but_not_recorded(it: Try) -> None:
    edit = _before_any_work(it)
    it.mails, it.letters = (2,), 2
    it.at_commit("confirmation.sent_at", action=lambda: it.insist_on(edit), passes=True)
    assert it.push("email").status_code == 200


def email_killed_and_then_changed(it: Try) -> None:
    """After the mail, before the record: nobody knows that the first one was sent."""
    edit = _before_any_work(it)
    it.mails, it.letters = (2,), 2

    def kill_and_change() -> None:
        it.kill("email")
        it.insist_on(edit)

    it.at_commit("confirmation.sent_at", action=kill_and_change)
    with suppress(requests.ConnectionError):  # killed, it answers nothing
        it.push("email")


def a_worker_writes_between_read_and_commit(it: Try) -> None:
    edit = _moved(it)
    event = it.stack.firestore.document(f"events/{it.key}")
    it.at_commit(
        edit.key, action=lambda: event.update({"cover.seen": uuid.uuid4().hex}), passes=True
    )
    answer = it.send(edit)
    assert (answer.status_code, answer.json()["revision"]) == (200, 1), answer.text


# --- Against the operator -------------------------------------------------------------------------


def _at_every_commit(it: Try, edit: Edit, *command: str) -> None:
    """The operator's command runs once. A commit that is tried again meanwhile waits for it too."""
    ran = threading.Lock()
    done: list[str] = []

    def run() -> None:
        with ran:
            if not done:
                done.append(it.stack.ops(*command))

    it.at_commit(edit.key, action=run, passes=True, times=100)


def _purged(**changes: Any) -> Play:
    """Between the change's read and its commit: nothing of either is left."""

    def play(it: Try) -> None:
        _published(it)
        edit = it.intends(**changes)
        _at_every_commit(it, edit, "purge", it.key, "--yes")
        assert it.insist_on(edit).status_code == 410
        it.stands = False
        it.person = it.stack.person()  # the mail was right when it was sent

    return play


def unpublished_between_read_and_commit(it: Try) -> None:
    """The operator's word stands; restored, the page is up, and the change can be made."""
    edit = _moved(it)
    _at_every_commit(it, edit, "unpublish", it.key)
    assert it.insist_on(edit).status_code == 403
    assert it.event["unpublished_by"] == "operator"
    edit.wins = False
    it.stack.ops("restore", it.key, "0")
    restored = it.intends()
    restored.key = next(
        each.id for each in it.stack.firestore.collection(f"events/{it.key}/changes").get()
    )
    restored.answers += it.answers
    it.insist_on(it.intends(title=f"{it.draft['title']} at last"))


_UNAVAILABLE, _QUOTA = grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED

ROWS = (
    _killed("read", "before", is_made=False),
    _killed("read", "after", is_made=False),
    _killed("commit", "before", is_made=False),
    _killed("commit", "after", is_made=True),
    _killed("message", "before", is_made=True),
    _killed("message", "after", is_made=True),
    Row(
        "a change's read, its answer lost",
        _answered_at_first(lambda it, _: it.at_read(after=True)),
    ),
    Row(
        "a change's commit, its answer lost",
        _answered_at_first(lambda it, e: it.at_commit(e.key, after=True)),
    ),
    Row(
        "a change's message, its answer lost",
        _answered_at_first(lambda it, _: it.at_message(after=True)),
    ),
    Row(
        "Pub/Sub down at a change",
        _answered_at_first(lambda it, _: it.at_message(times=10_000)),
    ),
    Row(
        "topic missing at a change",
        _answered_at_first(lambda it, _: it.at_message(grpc.StatusCode.NOT_FOUND)),
    ),
    Row("a change's read out of quota", _refused_at_first(lambda it, _: it.at_read(code=_QUOTA))),
    Row(
        "a change's commit out of quota",
        _refused_at_first(lambda it, e: it.at_commit(e.key, code=_QUOTA)),
    ),
    Row(
        "a change's commit fails, nobody knows why",
        _refused_at_first(lambda it, e: it.at_commit(e.key, code=grpc.StatusCode.UNKNOWN)),
    ),
    Row(
        "Firestore unavailable at a change's read",
        _refused_at_first(lambda it, _: it.at_read(times=30)),
    ),
    Row(
        "Firestore unavailable at a change's commit",
        _refused_at_first(lambda it, e: it.at_commit(e.key, times=30)),
    ),
    Row("a change is made, its HTTP answer lost", answer_lost),
    Row("two editors at once", two_editors),
    Row("another editor between read and commit", another_editor_between_read_and_commit),
    Row("20 at once with one change's key", twenty_with_one_key, alone=True),
    Row("revision 1 replayed after revision 2", replayed_after_the_next),
    Row("the publish replayed after a change", publish_replayed_after_a_change),
    Row("SIGTERM in the middle of a change", change_terminated_mid_request, alone=True),
    Row("changes in any order, 5,000 steps", any_order, slow=True, alone=True),
    Row("changed before any work", before_any_work),
    Row("changed at the image worker's claim", _at_claim("image", "cover", after=False)),
    Row("changed when the cover is claimed", _at_claim("image", "cover", after=True)),
    Row("changed while Gemini paints", _while_painting(), alone=True),
    Row("cancelled while Gemini paints", _while_painting(status="cancelled"), alone=True),
    Row("taken down while Gemini paints", taken_down_while_painting, alone=True),
    Row("changed when the cover is stored, not recorded", stored_but_not_recorded),
    Row("changed while a cover is lettered again", lettering_overtaken),
    Row("changed at the email worker's claim", _at_claim("email", "confirmation", after=False)),
    Row("changed when the mail is claimed", _at_claim("email", "confirmation", after=True)),
    Row("changed while the mail is sent", while_the_mail_is_sent, alone=True),
    Row("changed when the mail is sent, not recorded", mail_accepted_but_not_recorded),
    Row("email killed after the mail, then changed", email_killed_and_then_changed, alone=True),
    Row("a worker writes between read and commit", a_worker_writes_between_read_and_commit),
    Row("purged between read and commit", _purged(title="Never")),
    Row("purged while nothing is changed", _purged()),
    Row("unpublished between read and commit", unpublished_between_read_and_commit),
)
