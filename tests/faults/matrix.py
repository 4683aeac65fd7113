"""The rows: each breaks something for real while an organizer publishes."""

import base64
import io
import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import grpc
import requests
from PIL import Image

from infra.topics import DEAD_LETTERS
from shared.event.retries import MAX_LOST_WORKERS
from tests.faults import changes
from tests.faults.row import Play, Row
from tests.support.attempts import (
    NotArranged,
    Try,
    arranged,
    frozen_firestore,
    persist,
    push,
)
from tests.support.production import production
from tests.support.proxy import Cut
from tests.support.stack import Stack

_ROUNDS = 3

_PAGE_COVER = ("source", "url", "social_url", "width", "height")


def run(row: Row, stack: Stack) -> list[Try]:
    """One round: broken, recovered, ready to be judged.

    Raises NotArranged when its fault did not come about, three times.
    """
    for _ in range(_ROUNDS - 1):
        with suppress(NotArranged):
            return _round(row, stack)
    return _round(row, stack)


def _round(row: Row, stack: Stack) -> list[Try]:
    first = Try(stack, stack.person())
    tries = row.play(first) or [first]
    for each in tries:
        if each.stands:
            each.recover()
    missed = [fault for each in tries for fault in each.never_met()]
    if missed and not any(each.verdict() for each in tries):
        raise NotArranged(f"never met: {', '.join(missed)}")
    return tries


# --- Publishing ---------------------------------------------------------------------------------


def killed_before_commit(it: Try) -> None:
    it.at_commit("fingerprint", action=it.kills("publish"))
    it.insist()


def commit_answer_lost(it: Try) -> None:
    it.at_commit("fingerprint", after=True)
    it.insist()


def killed_between_commit_and_message(it: Try) -> None:
    it.at_commit("fingerprint", after=True, action=it.kills("publish"))
    it.insist()


def message_answer_lost(it: Try) -> None:
    it.at_message(after=True)
    it.insist()


def pubsub_down(it: Try) -> None:
    it.at_message(times=10_000)
    assert it.publish().status_code == 200  # at the first answer
    it.stack.pubsub_relay.heal(it.key)


def topic_missing(it: Try) -> None:
    it.at_message(grpc.StatusCode.NOT_FOUND)
    assert it.publish().status_code == 200


def _commit_fails(code: grpc.StatusCode) -> Play:
    def play(it: Try) -> None:
        it.at_commit("fingerprint", code=code)
        first = it.publish()
        assert (first.status_code, "Retry-After" in first.headers) == (503, True), first.text
        it.insist()

    return play


def replayed_without_a_message(it: Try) -> None:
    """The instance died between commit and message; the client's retry comes seconds later."""
    it.lose_message()
    it.insist()
    it.published_ago(timedelta(seconds=5))
    it.publish()
    for work in ("cover", "confirmation"):
        it.settled(work)  # without a sweep


def ticket_left_behind(it: Try) -> None:
    it.stack.firestore.document(f"events/{it.key}/tickets/0").create({"name": "an earlier life"})
    assert it.publish().status_code == 200


def purged_and_retried(it: Try) -> None:
    it.insist()
    for work in ("cover", "confirmation"):
        it.settled(work)
    it.stack.ops("purge", it.key, "--yes")
    assert it.publish().status_code == 410
    it.stands = False
    it.person = it.stack.person()  # the mail was right when it was sent


def firestore_down(it: Try) -> None:
    it.at_commit("fingerprint", times=30)
    it.insist()


def firestore_frozen(it: Try) -> None:
    emulator = frozen_firestore(it.stack)
    with ThreadPoolExecutor() as pool:
        emulator.suspend()
        try:
            publishing = pool.submit(it.insist)
            time.sleep(1)  # a second of silence is the fault itself
        finally:
            emulator.resume()
        publishing.result()


def firestore_restarted(it: Try) -> list[Try]:
    """Connections cut and refused: one's work is under way, another publishes meanwhile."""
    other = Try(it.stack, it.stack.person())
    it.gemini_will("slow", seconds=1)
    it.insist()
    with ThreadPoolExecutor() as pool:
        with it.stack.firestore_relay.down():
            publishing = pool.submit(other.insist)
            time.sleep(1)  # a second without it is the fault itself
        publishing.result()
    return [it, other]


def certificates_down(it: Try) -> None:
    """Publish as production runs it, which must fetch Google's keys before it believes anybody."""
    account = {"sub": it.person.uid, "email": it.person.email, "name": "Ada"}
    named = {
        "aud": it.stack["project"],
        "iss": f"https://securetoken.google.com/{it.stack['project']}",
    }
    project = {"GOOGLE_CLOUD_PROJECT": it.stack["project"]}
    silence = redirect_stdout(io.StringIO())  # its log is no part of the report
    with silence, production(it.stack, certificates="http://127.0.0.1:9/", **project) as served:
        token = served.issuer.token(named | account)
        assert served.publish(token, it.draft, it.key).status_code == 503
    assert not it.event
    with silence, production(it.stack, **project) as served:
        token = served.issuer.token(named | account)
        assert served.publish(token, it.draft, it.key).status_code == 200


def twenty_with_one_key(it: Try) -> None:
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: it.publish(), range(20)))


def two_users_one_slug(it: Try) -> list[Try]:
    other = Try(it.stack, it.stack.person(), it.draft)
    with ThreadPoolExecutor() as pool:
        list(pool.map(Try.insist, (it, other)))
    assert it.slug != other.slug
    return [it, other]


def one_key_two_drafts(it: Try) -> None:
    it.insist()
    changed = replace(it, draft=it.draft | {"title": "Changed"}, answers=[])
    if changed.publish().status_code != 422:
        it.answers += changed.answers  # the same answer to another draft
        raise AssertionError("another draft under the same key was not refused")


def publish_terminated_mid_request(it: Try) -> None:
    doomed = it.stack.pids()["publish"]
    it.at_commit("fingerprint", action=lambda: os.kill(doomed, signal.SIGTERM), passes=True)
    assert it.publish().status_code == 200  # the request in flight was finished
    persist(lambda: it.stack.pids()["publish"] != doomed)
    it.insist()  # and the next one takes over


# --- The sweep ----------------------------------------------------------------------------------


def sweeps_race(it: Try) -> None:
    it.lose_message()
    it.insist()
    it.expire("cover")
    it.expire("confirmation")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: requests.post(it.stack["sweep"], timeout=60), range(6)))


def claim_answer_lost(it: Try) -> None:
    it.at_commit("cover.attempts", after=True)
    it.insist()
    it.settled("cover")  # by the worker whose claim it was, not a lease later
    assert it.event["cover"]["attempts"] == 1


def claims_race(it: Try) -> None:
    """A second worker reads and claims between the first one's reading and its claim."""
    it.hold_gemini()
    it.lose_message()
    it.insist()
    with ThreadPoolExecutor() as pool:
        rivals: list[Future[requests.Response]] = []

        def overtake() -> None:
            rivals.append(pool.submit(it.push, "image"))
            arranged(lambda: it.event["cover"]["attempts"])

        it.at_commit("cover.attempts", action=overtake, passes=True)
        first = it.push("image").status_code
        arranged(it.gemini_calls)
        it.release_gemini()
        statuses = [first, rivals[0].result().status_code]
    assert sorted(statuses) == [200, 503], statuses
    assert len(it.gemini_calls()) == 1


def hidden_behind_the_unreadable(it: Try) -> None:
    """200 overdue documents that are no events, before the one that is."""
    it.lose_message()
    it.insist()
    firestore, now = it.stack.firestore, datetime.now(UTC)
    strange = {"shard": 3, "cover": {"due": now - timedelta(days=9), "attempts": None}}
    make, remove = firestore.batch(), firestore.batch()
    for number in range(200):
        document = firestore.document(f"events/{it.key}-{number}")
        make.set(document, strange)
        remove.delete(document)
    make.commit()
    try:
        for work in ("cover", "confirmation"):
            it.age(work, timedelta(minutes=2))
        answer = requests.post(it.stack["sweep"], timeout=60)
        assert (answer.status_code, answer.json()["unreadable"] >= 200) == (200, True), answer.text
        it.settled("cover")
    finally:
        remove.commit()


# --- Covers -------------------------------------------------------------------------------------


def page_missing(it: Try) -> None:
    """Deleted by hand: the work ends, and pays for no second picture."""
    it.lose_message()
    it.insist()
    page = it.stack.firestore.document(f"pages/{it.slug}")
    fields = page.get().to_dict() or {}
    page.delete()
    assert it.push("image").status_code == 200
    cover = it.event["cover"]
    assert cover["state"] == "ready"
    assert len(it.gemini_calls()) == 1
    page.set(fields | {"cover": {name: cover[name] for name in _PAGE_COVER}})


def storage_away(it: Try) -> None:
    it.lose_message()
    it.insist()
    with it.stack.storage_proxy.down():
        assert it.push("image").status_code == 503
    assert it.event["cover"]["state"] == "pending"


def written_by_the_next_release(it: Try) -> None:
    """Fields and values that this release does not know."""
    it.lose_message()
    it.insist()
    unknown = {"location.floor": 2, "visibility": "members", "cover.frames": 12}
    it.stack.firestore.document(f"events/{it.key}").update(unknown)
    old_ticket = {"name": "Old", "price": 1, "currency": "HRK", "quantity": 1}
    page = {"location.floor": 2, "tickets": [old_ticket]}
    it.stack.firestore.document(f"pages/{it.slug}").update(page)
    for name in ("image", "email"):
        assert it.push(name).status_code == 200
    assert it.stack.page(it.slug).status_code == 200


def image_killed_before_gemini(it: Try) -> None:
    it.at_commit("cover.attempts", after=True, action=it.kills("image"))
    it.insist()


def image_killed_during_gemini(it: Try) -> None:
    it.hold_gemini()
    it.insist()
    arranged(it.gemini_calls)
    it.kill("image")
    it.release_gemini()
    if it.final_covers():
        raise NotArranged("the cover was ready before the worker was killed")


def image_terminated_during_gemini(it: Try) -> None:
    """Pub/Sub's request is finished, and what was paid for is not paid for again."""
    it.hold_gemini()
    it.insist()
    arranged(it.gemini_calls)
    doomed = it.stack.pids()["image"]
    os.kill(doomed, signal.SIGTERM)
    it.release_gemini()
    it.settled("cover")  # without a sweep
    persist(lambda: it.stack.pids()["image"] != doomed)
    assert len(it.gemini_calls()) == 1


def image_killed_after_gemini(it: Try) -> None:
    it.at_commit("cover.model", action=it.kills("image"))
    it.insist()


def image_killed_after_record(it: Try) -> None:
    it.at_commit("cover.model", after=True, action=it.kills("image"))
    it.insist()


def image_killed_at_every_attempt(it: Try) -> None:
    it.cover = ("composed",)
    it.at_commit("cover.attempts", after=True, action=it.kills("image"), times=MAX_LOST_WORKERS)
    it.insist()
    it.recover()
    assert it.event["cover"]["attempts"] == MAX_LOST_WORKERS + 1
    assert it.stack.log("image", "cover_settled", '"ERROR"', it.key)


def _gemini(behaviour: str, times: int, *sources: str) -> Play:
    def play(it: Try) -> None:
        it.cover = sources or ("generated",)
        it.gemini_will(behaviour, times=times, seconds=2)
        it.insist()

    return play


def _storage(cut: Callable[[str], Cut]) -> Play:
    def play(it: Try) -> None:
        it.cut(it.stack.storage_proxy, cut(it.key))
        it.insist()

    return play


def photo_truncated(it: Try) -> None:
    photo = io.BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(photo, "JPEG", comment=it.key)
    kept = requests.post(
        it.stack["upload"],
        data=photo.getvalue(),
        headers={"Authorization": f"Bearer {it.person.token}", "Content-Type": "image/jpeg"},
        timeout=30,
    )
    it.draft["cover_upload"] = kept.json()["cover_upload"]
    it.cover = ("uploaded",)
    it.cut(it.stack.storage_proxy, Cut(it.key.encode(), toward_client=True, kept=1000))
    it.insist()


# --- Mail ---------------------------------------------------------------------------------------


def mail_server_down(it: Try) -> None:
    with it.stack.mail_proxy.down():
        it.insist()
        arranged(lambda: it.event["confirmation"]["error"])


def mail_answer_lost(it: Try) -> None:
    it.mails = (1, 2)  # I6: the one duplicate that cannot be avoided, under one Message-ID
    it.cut(it.stack.mail_proxy, Cut(b"250 Message queued", toward_client=True))
    it.insist()


def email_killed_at_every_attempt(it: Try) -> None:
    it.confirmation, it.mails = "failed", (0,)
    it.at_commit(
        "confirmation.attempts", after=True, action=it.kills("email"), times=MAX_LOST_WORKERS
    )
    it.insist()
    it.recover()
    assert it.stack.log("email", "confirmation_failed", '"ERROR"', it.key)


def mail_server_slow(it: Try) -> None:
    """Slower than the worker waits, before it has taken the mail."""
    it.cut(it.stack.mail_proxy, Cut(b"rcpt TO:<" + it.person.email.encode(), stall=11))
    it.insist()


def email_killed_before_record(it: Try) -> None:
    it.mails = (1, 2)
    it.at_commit("confirmation.sent_at", action=it.kills("email"))
    it.insist()


def email_killed_after_record(it: Try) -> None:
    it.at_commit("confirmation.sent_at", after=True, action=it.kills("email"))
    it.insist()


def mail_refused_for_now(it: Try) -> None:
    _refuse(it, b"451 later, please\r\n")


def greylisted(it: Try) -> None:
    """Put off three times, as every second server does with a stranger."""
    address = it.person.email.encode()
    it.cut(it.stack.mail_proxy, Cut(address, answer=b"451 come back later\r\n", times=3))
    it.insist()


def mail_refused_for_good(it: Try) -> None:
    it.confirmation, it.mails = "failed", (0,)
    _refuse(it, b"550 nobody of that name\r\n")


def _refuse(it: Try, answer: bytes) -> None:
    it.cut(it.stack.mail_proxy, Cut(it.person.email.encode(), answer=answer))
    it.insist()


# --- Messages -----------------------------------------------------------------------------------


def duplicated_and_reordered(it: Try) -> list[Try]:
    tries = [it, *(Try(it.stack, it.stack.person()) for _ in range(2))]
    for each in tries:
        each.lose_message()
        each.insist()
    deliveries = [(each, name) for each in tries for name in ("image", "email")] * 3
    random.Random(it.key).shuffle(deliveries)  # seeded: the key tells the order again
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda delivery: delivery[0].push(delivery[1]), deliveries))
    return tries


def two_workers_at_once(it: Try) -> None:
    """A handler slower than its deadline: the message comes again while it is still at it."""
    it.hold_gemini()
    it.lose_message()
    it.insist()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(it.push, "image")
        arranged(it.gemini_calls)
        second = it.push("image")
        it.release_gemini()
        assert second.status_code == 503
    assert first.result().status_code == 200
    assert len(it.gemini_calls()) == 1


def no_message_of_ours(it: Try) -> None:
    it.insist()
    good = it.message()
    for broken in (
        {"attributes": good["attributes"]},
        good | {"data": "AAAA"},
        good | {"attributes": {"schema_version": "2"}},
        good | {"attributes": {}},
    ):
        assert 400 <= push(it.stack, "image", broken).status_code < 500


def dead_letter_replayed_twice(it: Try) -> None:
    it.lose_message()
    it.insist()
    it.stack.publish_message({"data": "AAAA", "attributes": {}}, DEAD_LETTERS)
    for _ in range(2):
        it.stack.publish_message(it.message(), DEAD_LETTERS)
        it.stack.ops("replay-dead", "--discard")


def dead_letter_replayed_a_day_later(it: Try) -> None:
    it.lose_message()
    it.insist()
    for work in ("cover", "confirmation"):
        it.age(work, timedelta(days=1))
    letter = it.message()
    it.stack.publish_message(letter, DEAD_LETTERS)
    it.stack.ops("replay-dead")
    for work in ("cover", "confirmation"):
        it.settled(work)
    it.stack.publish_message(letter, DEAD_LETTERS)  # and once more, when all is done
    it.stack.ops("replay-dead")


def refused_until_dead(it: Try) -> None:
    """What is no message of ours: two subscriptions refuse each until it is a dead letter."""
    it.lose_message()
    it.insist()
    good = it.message()
    for broken in (
        good | {"attributes": {"schema_version": "2"}},
        good | {"data": base64.b64encode(f"no JSON {it.key}".encode()).decode()},
        {"attributes": good["attributes"] | {"about": it.key}},
    ):
        it.stack.publish_message(broken, "event-published")
    persist(lambda: len(it.stack.dead_letters(it.key)) == 2 * 3)


def purged_while_queued(it: Try) -> None:
    it.lose_message()
    it.insist()
    message = it.message()
    it.stands = False
    it.stack.ops("purge", it.key, "--yes")
    for name in ("image", "email"):
        assert push(it.stack, name, message).status_code == 200
    requests.post(it.stack["sweep"], timeout=30)


def purged_under_way(it: Try) -> None:
    it.hold_gemini()
    it.insist()
    arranged(lambda: it.event["confirmation"]["state"] == "sent")
    arranged(it.gemini_calls)
    it.stack.ops("purge", it.key, "--yes")
    it.release_gemini()
    persist(lambda: it.stack.log("image", '"lease_lost"', it.key) or it.final_covers())
    if it.final_covers():
        raise NotArranged("the cover was ready before the event was purged")
    assert set(it.event) == {"purged_at"}
    assert not it.stack.documents("pages", event_id=it.key)
    it.stands = False
    it.person = it.stack.person()  # the mail was right when it was sent


_UNAVAILABLE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

ROWS = (
    Row("publish killed before the commit", killed_before_commit, alone=True),
    Row("commit applied, its answer lost", commit_answer_lost),
    Row("publish killed between commit and message", killed_between_commit_and_message, alone=True),
    Row("message accepted, its answer lost", message_answer_lost),
    Row("Pub/Sub down", pubsub_down),
    Row("topic missing", topic_missing),
    Row("commit out of quota", _commit_fails(grpc.StatusCode.RESOURCE_EXHAUSTED)),
    Row("commit fails, nobody knows why", _commit_fails(grpc.StatusCode.UNKNOWN)),
    Row("a replay finds work that was never begun", replayed_without_a_message),
    Row("a ticket left from an earlier life", ticket_left_behind),
    Row("purged, and the client tries once more", purged_and_retried),
    Row("Firestore unavailable for a while", firestore_down),
    Row("Firestore frozen and resumed", firestore_frozen, alone=True),
    Row("Firestore stopped and restarted", firestore_restarted, alone=True),
    Row("certificates out of reach", certificates_down, alone=True),
    Row("20 at once with one key", twenty_with_one_key, alone=True),
    Row("two users, one slug", two_users_one_slug),
    Row("one key, two drafts", one_key_two_drafts),
    Row("SIGTERM in the middle of a publish", publish_terminated_mid_request, alone=True),
    Row("sweep six times at once", sweeps_race),
    Row("200 unreadable events before it", hidden_behind_the_unreadable, alone=True),
    Row("claim applied, its answer lost", claim_answer_lost),
    Row("two workers claim at one moment", claims_race, alone=True),
    Row("image killed before the Gemini call", image_killed_before_gemini, alone=True),
    Row("image killed during the Gemini call", image_killed_during_gemini, alone=True),
    Row("SIGTERM during the Gemini call", image_terminated_during_gemini, alone=True),
    Row("image killed after upload, before the record", image_killed_after_gemini, alone=True),
    Row("image killed after the record", image_killed_after_record, alone=True),
    Row("image killed at every attempt", image_killed_at_every_attempt, slow=True, alone=True),
    Row("Gemini 429 twice", _gemini("429", 2)),
    Row("Gemini 500 twice", _gemini("500", 2)),
    Row("Gemini slow", _gemini("slow", 1)),
    Row("Gemini silent", _gemini("hang", 1), slow=True),
    Row("Gemini drips", _gemini("drip", 1), slow=True),
    Row("Gemini refuses", _gemini("safety", 99, "composed")),
    Row("Gemini answers garbage", _gemini("garbage", 99, "composed")),
    Row("storage 503", _storage(lambda key: Cut(key.encode(), answer=_UNAVAILABLE))),
    Row("storage resets", _storage(lambda key: Cut(key.encode(), times=2))),
    Row("storage slow", _storage(lambda key: Cut(key.encode(), stall=2))),
    Row("storage refuses connections", storage_away, alone=True),
    Row("page missing while its cover is due", page_missing),
    Row("documents of the next release", written_by_the_next_release),
    Row("a photo truncated on its way", photo_truncated),
    Row("mail server down", mail_server_down, alone=True),
    Row("mail accepted, its answer lost", mail_answer_lost, alone=True),
    Row("mail server slow", mail_server_slow, slow=True, alone=True),
    Row("email killed at every attempt", email_killed_at_every_attempt, slow=True, alone=True),
    Row("email killed after the mail, before the record", email_killed_before_record, alone=True),
    Row("email killed after the record", email_killed_after_record, alone=True),
    Row("mail refused with 451", mail_refused_for_now),
    Row("mail put off three times", greylisted),
    Row("mail refused with 550", mail_refused_for_good),
    Row("messages duplicated and reordered", duplicated_and_reordered),
    Row("handler slower than the ack deadline", two_workers_at_once, alone=True),
    Row("malformed, data-less and unknown messages", no_message_of_ours),
    Row("a dead letter replayed twice", dead_letter_replayed_twice, alone=True),
    Row("a dead letter replayed a day later", dead_letter_replayed_a_day_later, alone=True),
    Row("messages refused until they are dead", refused_until_dead, slow=True, alone=True),
    Row("event purged while its work is queued", purged_while_queued),
    Row("event purged while its cover is made", purged_under_way),
    *changes.ROWS,
)
