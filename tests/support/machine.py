"""Publish, change, replay, take down, restore, and both workers, in any order: against the model.

Each step goes through the real functions and the real Firestore; `tests.support.revisions` says
what must come of it. The workers here claim and record as the product's do, without pictures and
mails, so that a step takes milliseconds.
"""

import uuid
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from shared.event.change import LETTERED, NOTICED
from shared.event.model import Event, Facts, WorkName
from shared.store import changing, leases, operations, reading
from shared.store.changing import Attempt, Changed
from shared.store.leases import Claim
from tests.support.factories import draft, ticket
from tests.support.production import Answer, Production
from tests.support.revisions import FIELDS, OWNER, Expected, Json, Request, State
from tests.support.stack import Stack

_PHASES = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
_LEASE = timedelta(minutes=5)
_EDITORS = (0, 1)
_EDITOR = st.sampled_from(_EDITORS)
_MOSTLY = st.sampled_from((True, True, True, False))
_START = {"starts_at": "2099-12-30T19:00:00Z", "ends_at": "2099-12-30T23:00:00Z"}
_LATER = {"starts_at": "2099-12-31T19:00:00Z", "ends_at": "2099-12-31T23:00:00Z"}
_BODIES = st.builds(
    lambda *parts: {name: value for part in parts for name, value in part.items()},
    st.sampled_from([{"title": "Jazz"}, {"title": "Yoga"}]),
    st.sampled_from([_START, _START, _LATER]),
    st.sampled_from([{}, {}, {"status": "cancelled"}, {"status": "postponed"}]),
    st.sampled_from([{}, {}, {"note": "Bring a coat."}]),
    st.sampled_from([{}, {"tickets": []}, {"tickets": [ticket(name=name) for name in "ab"]}]),
    st.sampled_from([{}, {}, {}, {"location": {"kind": "online", "url": "https://meet.example/"}}]),
)
_STATES = st.one_of(_BODIES, _BODIES, _BODIES, st.none())
_BASE = {
    name: value for name, value in draft().items() if name not in ("title", "starts_at", "ends_at")
}


@dataclass
class Live:
    """An event, its model, and what was sent and done about it."""

    key: str
    sent: Json
    answer: bytes
    state: State
    slug: str
    views: list[int] = field(default_factory=lambda: [0 for _ in _EDITORS])
    """The revision that each editor looked at last."""
    requests: list[Request] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    """The first answer of each key that was used up."""
    held: list[Claim] = field(default_factory=list)
    pictures: int = 0
    """Those that were paid for and recorded."""
    mails: list[Facts] = field(default_factory=list)


def explore(stack: Stack, served: Production, *, examples: int, steps: int) -> int:
    """Run the machine, the same steps each time. Returns how many there were."""
    firestore = stack.other(served.project)
    tokens = {name: served.issuer.token({"sub": name}) for name in (OWNER, "grace")}
    count = 0

    def send(live: Live, each: Request) -> Answer:
        return served.change(tokens[each.who], live.key, each.body, each.revision, each.key)

    def restore(live: Live, revision: int) -> Changed:
        trace = f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-01"
        attempt = Attempt(live.key, str(uuid.uuid4()), revision, trace)
        return served.does(changing.restore(attempt))

    class Machine(RuleBasedStateMachine):
        """Without preconditions: who wins a race must not decide what is drawn next."""

        live: Live

        @initialize(body=_BODIES)
        def publishes(self, body: Json) -> None:
            nonlocal count
            count += 1
            sent = _BASE | {name: body[name] for name in body if name not in ("status", "note")}
            key = str(uuid.uuid4())
            answer = served.publish(tokens[OWNER], sent, key)
            assert answer.status_code == 200, answer.text
            self.live = Live(key, sent, answer.data, State.published(sent), answer.json["slug"])

        # --- The organizer's two editors ----------------------------------------------------------

        @rule(editor=_EDITOR, body=_STATES, looks=_MOSTLY)
        def changes(self, editor: int, body: Json | None, *, looks: bool) -> None:
            self._send(self._request(editor, body, looks=looks))

        @rule(editor=_EDITOR, looks=_MOSTLY)
        def changes_nothing(self, editor: int, *, looks: bool) -> None:
            content = self.live.state.content
            body = {name: value for name, value in content.items() if name != "unpublished_at"}
            down = content["unpublished_at"]
            self._send(self._request(editor, None if down else body, looks=looks))

        @rule(bodies=st.tuples(_BODIES, _STATES), looks=_MOSTLY)
        def both_change_at_once(self, bodies: tuple[Json, Json | None], *, looks: bool) -> None:
            sent = [self._request(editor, body, looks=looks) for editor, body in enumerate(bodies)]
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(lambda each: send(self.live, each), sent))
            pairs = list(zip(sent, answers, strict=True))
            assert self._fits(pairs) or self._fits(pairs[::-1]), [each.text for each in answers]

        @rule(body=_STATES, copies=st.sampled_from((2, 3)))
        def one_request_arrives_several_times_at_once(self, body: Json | None, copies: int) -> None:
            sent = self._request(0, body, looks=True)
            with ThreadPoolExecutor(copies) as pool:
                answers = list(pool.map(lambda _: send(self.live, sent), range(copies)))
            answers.sort(key=lambda answer: "Idempotent-Replayed" in answer.headers)
            assert self._fits([(sent, answer) for answer in answers]), answers

        @rule(number=st.integers(min_value=0))
        def sends_an_earlier_request_again(self, number: int) -> None:
            if self.live.requests:
                self._send(self.live.requests[number % len(self.live.requests)])

        @rule(number=st.integers(min_value=0), body=_STATES)
        def uses_a_key_twice(self, number: int, body: Json | None) -> None:
            if not self.live.answers:
                return
            key = list(self.live.answers)[number % len(self.live.answers)]
            whole = None if body is None else _BASE | body
            self._send(Request(key, OWNER, self.live.state.revision, whole))

        @rule()
        def publishes_again(self) -> None:
            again = served.publish(tokens[OWNER], self.live.sent, self.live.key)
            assert (again.status_code, again.data) == (200, self.live.answer)

        @rule(body=_STATES)
        def a_stranger_changes_it(self, body: Json | None) -> None:
            whole = None if body is None else _BASE | body
            self._send(Request(str(uuid.uuid4()), "grace", self.live.state.revision, whole))

        # --- The operator -------------------------------------------------------------------------

        @rule(really=st.sampled_from((True, False, False)))
        def an_operator_takes_it_down(self, *, really: bool) -> None:
            if not really:
                return
            event = reading.find(self.live.key)
            assert event
            operations.unpublish(event)
            self.live.state = self.live.state.unpublished()

        @rule(number=st.integers(min_value=0))
        def an_operator_restores(self, number: int) -> None:
            revision = number % len(self.live.state.history)
            self.live.state, changed = self.live.state.restored(revision)
            found = restore(self.live, revision)
            assert (found.revision, list(found.changed)) == (self.live.state.revision, changed)

        # --- The workers --------------------------------------------------------------------------

        @rule(work=st.sampled_from(("cover", "confirmation")))
        def a_worker_claims(self, work: WorkName) -> None:
            served.does(_claim(self.live, work))

        @rule(number=st.integers(min_value=0))
        def a_worker_finishes(self, number: int) -> None:
            if self.live.held:
                claim = self.live.held.pop(number % len(self.live.held))
                served.does(_finish(self.live, claim))

        @rule()
        def all_work_is_done(self) -> None:
            served.does(_drain(self.live))
            self._judge()

        @rule(number=st.integers(min_value=0))
        def a_lease_runs_out(self, number: int) -> None:
            """Its worker goes on: it is slow, not dead."""
            if not self.live.held:
                return
            claim = self.live.held[number % len(self.live.held)]
            event = reading.find(self.live.key)
            assert event
            if event.work(claim.work).due == claim.due:
                past = datetime.now(UTC) - timedelta(minutes=1)
                firestore.document(f"events/{self.live.key}").update({f"{claim.work}.due": past})

        # --- What must hold -----------------------------------------------------------------------

        def check_invariants(self, *args: Any, **kwargs: Any) -> None:  # after every step
            super().check_invariants(*args, **kwargs)
            if not hasattr(self, "live"):
                return
            nonlocal count
            count += 1
            paths = (f"events/{self.live.key}", f"pages/{self.live.slug}")
            for found in firestore.get_all([firestore.document(path) for path in paths]):
                stored = found.to_dict() or {}
                assert _content(stored) == self.live.state.content
                assert stored["revision"] == self.live.state.revision
                assert stored["unpublished_by"] == self.live.state.down_by

        def teardown(self) -> None:
            if hasattr(self, "live"):
                served.does(_drain(self.live))
                self._judge()

        def _judge(self) -> None:
            live, state = self.live, self.live.state
            event = reading.find(live.key)
            assert event
            made = firestore.collection(f"events/{live.key}/changes").get()
            by_editors = {each.id for each in made if each.get("changed_by") == "owner"}
            assert by_editors == set(live.answers)  # I11
            revisions = sorted(each.get("revision") for each in made if each.get("changed"))
            assert revisions == list(range(1, state.revision + 1))
            tickets = firestore.collection(f"events/{live.key}/tickets").get()
            assert [each.to_dict() for each in tickets] == state.content["tickets"]
            stored = firestore.document(f"events/{live.key}").get().to_dict() or {}
            if not state.content["unpublished_at"]:
                assert stored["cover"]["words"] == _words(event)  # I13
            if state.down_by != "operator":
                assert live.mails[-1] == _facts(event)
            assert live.pictures <= 1  # I14
            noticed = sum(
                any(was[name] != now[name] for name in NOTICED)
                for was, now in zip(state.history, state.history[1:], strict=False)
            )
            # A mail more for a page that an operator took down and put up, and for a slow worker.
            assert len(live.mails) <= 1 + noticed

        # --- How ----------------------------------------------------------------------------------

        def _request(self, editor: int, body: Json | None, *, looks: bool) -> Request:
            """Of the revision that the editor looks at now, or looked at when it last did."""
            if looks:
                self.live.views[editor] = self.live.state.revision
            whole = None if body is None else _BASE | body
            return Request(str(uuid.uuid4()), OWNER, self.live.views[editor], whole)

        def _send(self, sent: Request) -> None:
            answer = send(self.live, sent)
            assert self._fits([(sent, answer)]), answer.text

        def _fits(self, pairs: Iterable[tuple[Request, Answer]]) -> bool:
            """Whether the answers are the model's, in this order; then it goes on from there."""
            state, answers = self.live.state, dict(self.live.answers)
            for sent, answer in pairs:
                state, expected = state.after(sent)
                first = answers.get(expected.replays or "")
                if not _is(answer, expected, first):
                    return False
                if expected.status == 200:
                    answers.setdefault(sent.key, answer)
            self.live.state, self.live.answers = state, answers
            self.live.requests += [sent for sent, _ in pairs]
            return True

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            phases=_PHASES,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return count


def _is(answer: Answer, expected: Expected, first: Answer | None) -> bool:
    replayed = "Idempotent-Replayed" in answer.headers
    if answer.status_code != expected.status or replayed != bool(expected.replays):
        return False
    if first:
        return (answer.data, answer.headers["ETag"]) == (first.data, first.headers["ETag"])
    body = answer.json
    if expected.status == 200 and answer.headers["ETag"] != f'"{expected.revision}"':
        return False
    return all(
        body.get(name) == value
        for name, value in (("revision", expected.revision), ("changed", expected.changed))
        if value is not None
    )


def _content(stored: Json) -> Json:
    """As the model writes it."""
    found = {name: stored[name] for name in FIELDS}
    for name in ("starts_at", "ends_at"):
        found[name] = f"{found[name]:%Y-%m-%dT%H:%M:%SZ}"
    return found | {"unpublished_at": found["unpublished_at"] is not None}


# --- Workers --------------------------------------------------------------------------------------


async def _claim(live: Live, work: WorkName) -> None:
    try:
        claim = await leases.claim(live.key, work, _LEASE)
    except leases.Busy:
        return
    if claim:
        live.held.append(claim)


async def _finish(live: Live, claim: Claim) -> None:
    """As the product's workers do, but for the picture and the mail themselves."""
    finishing: dict[WorkName, Callable[[Live, Claim], Awaitable[None]]] = {
        "cover": _letter,
        "confirmation": _announce,
    }
    try:
        await finishing[claim.work](live, claim)
    except leases.Lost:
        return


async def _letter(live: Live, claim: Claim) -> None:
    ready = {"state": "ready", "words": _words(claim.event)}
    await leases.finish(claim, ready, page={"cover": {"words": ready["words"]}})
    live.pictures += not claim.event.cover.keeps_art


async def _announce(live: Live, claim: Claim) -> None:
    facts, announced = _facts(claim.event), claim.event.confirmation.announced
    sent = {"state": "sent", "announced": Facts.model_dump(claim.event, include=set(NOTICED))}
    await leases.finish(claim, sent)
    if announced is None or facts != _facts(announced):
        live.mails.append(facts)


def _facts(of: Facts) -> Facts:
    """Since when a page is down makes no difference to anybody."""
    down = datetime(1, 1, 1, tzinfo=UTC) if of.unpublished_at else None
    return Facts.model_validate(of.model_dump() | {"unpublished_at": down})


def _words(event: Event) -> Json:
    return event.model_dump(mode="json", include=set(LETTERED))


async def _drain(live: Live) -> None:
    """Until no work is due."""
    for _ in range(20):
        while live.held:
            await _finish(live, live.held.pop())
        for work in ("cover", "confirmation"):
            await _claim(live, work)
        if not live.held:
            return
    raise AssertionError("the work does not end")
