"""What a row of the matrix does to the running product, and how it is judged afterwards."""

import base64
import contextlib
import os
import signal
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import grpc
import psutil
import requests
from google.api_core.exceptions import FailedPrecondition, NotFound

from shared.event.published import EventPublished
from tests.support.factories import draft
from tests.support.proxy import Cut, Proxy
from tests.support.relay import Fault
from tests.support.stack import HELD_SECONDS, Person, Stack
from tests.support.waiting import pause

Json = dict[str, Any]
Found = TypeVar("Found")
_PATIENCE = 90
"""Seconds without any progress after which a row gives up."""
_MAX_PATIENCE = 900
"""Seconds after which it gives up on what makes progress and never ends."""
_EVER = datetime.max.replace(tzinfo=UTC)


class NotArranged(Exception):
    """The fault did not come about, so the round says nothing about the product."""


def arranged(condition: Callable[[], Found | None]) -> Found:
    """The first true answer of `condition`, without which there is no fault to recover from."""
    try:
        return persist(condition)
    except TimeoutError as error:
        raise NotArranged(str(error)) from None


def persist(
    condition: Callable[[], Found | None], progress: Callable[[], object] = lambda: None
) -> Found:
    """The first true answer of `condition`, however slow the machine is.

    Raises TimeoutError when `progress` has given the same answer for _PATIENCE seconds.
    """
    start = changed = time.monotonic()
    latest = progress()
    while not (found := condition()):
        now, reached = time.monotonic(), progress()
        if reached != latest:
            latest, changed = reached, now
        if now - changed > _PATIENCE or now - start > _MAX_PATIENCE:
            raise TimeoutError(f"not within {now - start:.0f} s: {condition.__qualname__}")
        pause(start)
    return found


@dataclass
class Edit:
    """One change that an organizer intends; `body` is None in one that takes the page down."""

    body: Json | None
    revision: int
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    wins: bool = True
    """False: nothing of it may be done."""
    answers: list[requests.Response] = field(default_factory=list)


@dataclass
class Try:
    """One organizer's intent to publish and to change, and how it may end."""

    stack: Stack
    person: Person
    draft: Json = field(default_factory=draft)
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    stands: bool = True
    """False: no trace of it may be left."""
    confirmation: str = "sent"
    cover: tuple[str, ...] = ("generated",)
    mails: tuple[int, ...] = (1,)
    letters: int = 1
    """How many different mails, by their Message-IDs."""
    pictures: int | None = None
    """How many are asked of Gemini at most, where that can be said."""
    edits: list[Edit] = field(default_factory=list)
    answers: list[requests.Response] = field(default_factory=list)
    faults: list[tuple[Fault | Cut, float]] = field(default_factory=list)
    """Each with how often it is to come about."""
    behaviours: list[str] = field(default_factory=list)
    """Of Gemini, each of which it is to show."""

    def publish(self) -> requests.Response:
        self.answers.append(self.stack.publish(self.person, self.draft, self.key))
        return self.answers[-1]

    def insist(self) -> None:
        """As a client does: again under the same key, until there is an answer to rely on."""

        def answered() -> bool:
            try:
                return self.publish().status_code not in (500, 503)
            except requests.RequestException:
                return False

        persist(answered)

    def intends(self, *, down: bool = False, revision: int | None = None, **changes: Any) -> Edit:
        """A change of what stands after those that were intended before, or of `revision`."""
        before = [edit for edit in self.edits if edit.wins]
        body = next((edit.body for edit in reversed(before) if edit.body), self.draft)
        at = len(before) if revision is None else revision
        self.edits.append(Edit(None if down else body | changes, at))
        return self.edits[-1]

    def send(self, edit: Edit) -> requests.Response:
        sent = self.stack.change(self.person, self.key, edit.body, edit.revision, edit.key)
        edit.answers.append(sent)
        return sent

    def insist_on(self, edit: Edit) -> requests.Response:
        """As `insist`, of a change. Returns the last answer."""

        def answered() -> bool:
            try:
                return self.send(edit).status_code not in (500, 503)
            except requests.RequestException:
                return False

        persist(answered)
        return edit.answers[-1]

    @property
    def event(self) -> Json:
        return self.stack.event(self.key)

    @property
    def slug(self) -> str:
        return str(self.event["slug"])

    @property
    def was_published(self) -> bool:
        return bool(self.event) or any(answer.ok for answer in self.answers)

    # --- Faults -----------------------------------------------------------------------------------

    def at_commit(self, *needles: str, **how: Any) -> Fault:
        """Something at the Commit that names this event and all of `needles`."""
        code = how.pop("code", grpc.StatusCode.UNAVAILABLE)
        fault = Fault("Commit", (self.key, *needles), code, **how)
        self.faults.append((fault, fault.times))
        return self.stack.firestore_relay.add(fault)

    def at_read(self, **how: Any) -> None:
        """Something at the read that a change begins with. Workers read so, too: not by then."""
        code = how.pop("code", grpc.StatusCode.UNAVAILABLE)
        fault = Fault("GetDocument", (self.key,), code, **how)
        self.faults.append((fault, fault.times))
        self.stack.firestore_relay.add(fault)

    def at_message(self, code: grpc.StatusCode = grpc.StatusCode.UNAVAILABLE, **how: Any) -> None:
        fault = Fault("Publish", (self.key,), code, **how)
        self.faults.append((fault, fault.times))
        self.stack.pubsub_relay.add(fault)

    def cut(self, proxy: Proxy, cut: Cut) -> None:
        self.faults.append((cut, cut.times))
        proxy.cut(cut)

    def gemini_will(self, behaviour: str, **how: Any) -> None:
        self.behaviours.append(behaviour)
        self.stack.gemini_will(behaviour, self.draft["title"], **how)

    def gemini_calls(self) -> list[Json]:
        return self.stack.gemini_calls(self.draft["title"])

    def hold_gemini(self) -> None:
        """Let Gemini wait with its answer until `release_gemini`."""
        self.gemini_will("slow", seconds=HELD_SECONDS)

    def release_gemini(self) -> None:
        self.stack.gemini_release(self.draft["title"])

    def never_met(self) -> list[str]:
        """The faults that were laid out and did not come about."""
        outcomes = {call["outcome"] for call in self.gemini_calls()}
        return [
            *(str(fault) for fault, times in self.faults if fault.times == times),
            *(f"Gemini: {wanted}" for wanted in self.behaviours if wanted not in outcomes),
        ]

    def lose_message(self) -> None:
        self.at_message(grpc.StatusCode.PERMISSION_DENIED)

    def kills(self, name: str) -> Callable[[], None]:
        return partial(self.kill, name)

    def kill(self, name: str) -> None:
        """SIGKILL the function, all of it, and let the leases that it held run out."""
        os.killpg(self.stack.pids()[name], signal.SIGKILL)
        work = {"image": "cover", "email": "confirmation"}.get(name)
        if work:
            self.expire(work)

    def expire(self, work: str) -> None:
        """As if the lease's time had passed."""
        self._move(work, _EVER)

    def published_ago(self, time: timedelta) -> None:
        """As if it had been published so long ago; the answer of a replay follows the document."""
        ago = {"published_at": datetime.now(UTC) - time}
        self.stack.firestore.document(f"events/{self.key}").update(ago)
        self.answers.clear()

    def make_due(self, work: str) -> None:
        """As if the time of its retry had come; a live lease stays."""
        self._move(work, datetime.min.replace(tzinfo=UTC), timedelta(0))

    def age(self, work: str, by: timedelta) -> None:
        """As if it had been left behind so long ago."""
        self._move(work, _EVER, by)

    def _move(self, work: str, latest: datetime, ago: timedelta = timedelta(minutes=2)) -> None:
        """Make work that is due until `latest`, or that nobody holds, overdue for the sweep."""
        reference = self.stack.firestore.document(f"events/{self.key}")
        first: Json | None = None
        while True:
            found = reference.get()
            state = (found.to_dict() or {}).get(work, {})
            due = state.get("due")
            if not due or (due > latest and state["leased"]) or (first or state) != state:
                return  # done, held, or somebody works on it: so much the better
            first = state
            option = self.stack.firestore.write_option(last_update_time=found.update_time)
            # Refused also when another work's part was written meanwhile: then it is read again.
            with contextlib.suppress(FailedPrecondition, NotFound):
                reference.update({f"{work}.due": datetime.now(UTC) - ago}, option)
                return

    # --- Recovery and judgement -------------------------------------------------------------------

    def recover(self) -> None:
        """Let time pass: work that nobody holds becomes overdue, and the sweep comes round."""

        def settled() -> bool:
            event = self.event
            if all("due" not in event.get(work, {}) for work in ("cover", "confirmation")):
                return True
            for work in ("cover", "confirmation"):
                self._move(work, datetime.now(UTC) - timedelta(seconds=3))
            with contextlib.suppress(requests.RequestException):
                requests.post(self.stack["sweep"], timeout=30)
            time.sleep(0.3)
            return False

        persist(settled, self._progress)

    def settled(self, work: str) -> Json:
        """The work's part of the event, once it is done without the sweep."""

        def done() -> Json | None:
            part: Json = self.event.get(work, {"due": ...})
            return None if "due" in part else part

        return persist(done, self._progress)

    def _progress(self) -> object:
        event = self.event
        parts = [event.get(work, {}) for work in ("cover", "confirmation")]
        return [(part.get("state"), part.get("attempts")) for part in parts]

    def message_ids(self) -> list[str]:
        """Of its mails: one a copy, and the same for copies of the same mail."""
        return [mail["headers"]["message-id"] for mail in self.stack.mails(self.person.email)]

    def verdict(self) -> "Verdict":
        if not self.stands:
            return self._without_trace()
        event = self.event
        pages = self.stack.documents("pages", event_id=self.key)
        mails, letters = self.stack.mails(self.person.email), len(set(self.message_ids()))
        covers, paid = self.final_covers(), len(self.gemini_calls())
        good = {answer.content for answer in self.answers if answer.status_code == 200}
        lost = [
            f"cover {event['cover']}" * (event["cover"]["state"] != "ready"),
            f"source {event['cover']['source']}" * (event["cover"]["source"] not in self.cover),
            f"mail {event['confirmation']}" * (event["confirmation"]["state"] != self.confirmation),
            "no page" * (not pages),
            "no cover on the page" * (not (pages and pages[0]["cover"])),
            f"{len(mails)} mails" * (len(mails) < min(self.mails)),
        ]
        twice = [
            f"{len(pages)} pages" * (len(pages) > 1),
            f"{len(mails)} mails" * (len(mails) > max(self.mails)),
            f"{letters} Message-IDs" * (letters > self.letters),
            f"{covers} final covers" * (covers > 1 + len(self.edits)),
            "two answers" * (len(good) > 1),
            f"{paid} pictures" * (self.pictures is not None and paid > self.pictures),
        ]
        if self.edits:
            lost += self._lost_changes(event, pages, mails)
            twice += self._changed_twice(event)
        return Verdict([text for text in lost if text], [text for text in twice if text])

    def _lost_changes(self, event: Json, pages: list[Json], mails: list[Json]) -> list[str]:
        """Of each change that wins, its revision and its answer; of the last one, what it said."""
        made = [edit for edit in self.edits if edit.wins]
        last = made[-1]
        wanted: Json = {"status": "scheduled"} | (last.body or {})
        same = {name: wanted.get(name, event.get(name)) for name in ("title", "status", "location")}
        same["unpublished_at"] = event["unpublished_at"] if last.body is None else None
        seen = [event, *pages]
        newest = mails[-1]["headers"]["subject"] if mails else ""
        return [
            f"revision {event['revision']}" * (event["revision"] < len(made)),
            "not what the last change said"
            * any(each[name] != value for each in seen for name, value in same.items()),
            "still up" * (last.body is None and not event["unpublished_at"]),
            f"the last mail is {newest!r}"
            * (self.confirmation == "sent" and event["title"] not in newest),
            *(
                f"no answer to {edit.key}"
                for edit in made
                if not any(answer.ok for answer in edit.answers)
            ),
        ]

    def _changed_twice(self, event: Json) -> list[str]:
        made = [edit for edit in self.edits if edit.wins]
        changes = self.stack.firestore.collection(f"events/{self.key}/changes").get()
        good = [{answer.content for answer in edit.answers if answer.ok} for edit in self.edits]
        return [
            f"revision {event['revision']}" * (event["revision"] > len(made)),
            "changes of other keys" * ({each.id for each in changes} != {e.key for e in made}),
            "two answers to one change" * any(len(answers) > 1 for answers in good),
            "a change that was refused"
            * any(
                answers and not edit.wins for edit, answers in zip(self.edits, good, strict=True)
            ),
        ]

    def final_covers(self) -> int:
        return len(self.stack.log("image", '"message": "cover_ready", "logger"', self.key))

    def _without_trace(self) -> "Verdict":
        left = [
            "an event" * bool(set(self.event) - {"purged_at"}),
            "a page" * bool(self.stack.documents("pages", event_id=self.key)),
            "a mail" * bool(self.stack.mails(self.person.email)),
            "a change" * bool(self.stack.firestore.collection(f"events/{self.key}/changes").get()),
            "a ticket" * bool(self.stack.firestore.collection(f"events/{self.key}/tickets").get()),
        ]
        return Verdict([], [text for text in left if text])

    # --- Messages ---------------------------------------------------------------------------------

    def push(self, name: str) -> requests.Response:
        """Deliver this event's message to a worker, as the push subscription does."""
        return push(self.stack, name, self.message())

    def message(self) -> Json:
        return message(self.stack, self.key)


@dataclass(frozen=True)
class Verdict:
    lost: list[str]
    duplicated: list[str]

    def __bool__(self) -> bool:
        return bool(self.lost or self.duplicated)


def message(stack: Stack, key: str) -> Json:
    """What publishing told, or would have told, of an event."""
    event = stack.event(key) | {"event_id": key}
    fact = EventPublished(**event, has_upload=event["cover"]["upload"] is not None)
    return {
        "data": base64.b64encode(fact.model_dump_json().encode()).decode(),
        "attributes": {
            "event_type": "event_published",
            "schema_version": "1",
            "traceparent": event["trace"],
        },
    }


def push(stack: Stack, name: str, message: Json) -> requests.Response:
    envelope = {
        "message": message | {"messageId": uuid.uuid4().hex, "publishTime": "2026-01-01T00:00:00Z"},
        "subscription": f"projects/{stack['project']}/subscriptions/{name}",
    }
    return requests.post(stack[name], json=envelope, timeout=120)


def frozen_firestore(stack: Stack) -> psutil.Process:
    """The emulator's own process, to be stopped and continued."""
    port = stack["firestore"].rpartition(":")[2]
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
        except psutil.Error:
            continue
        if "java" in process.name() and port in words and any("firestore" in w for w in words):
            return process
    raise LookupError("the Firestore emulator's process")
