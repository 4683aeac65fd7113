"""Properties of the fingerprint, and the promises I1–I4 against a model, by hypothesis."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test

from shared.event.currencies import CURRENCIES
from shared.event.draft import EventDraft
from tests.production import Production, production
from tests.stack import Stack, draft

Json = dict[str, Any]
_LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)
_TICKETS = st.lists(
    st.fixed_dictionaries(
        {
            "name": _LINE,
            "price": st.integers(0, 10**9),
            "currency": st.sampled_from(CURRENCIES),
            "quantity": st.integers(1, 10**6),
        }
    ),
    max_size=3,
    unique_by=lambda ticket: EventDraft.model_validate(draft(title=ticket["name"])).title,
)


@st.composite
def drafts(draw: st.DrawFn) -> Json:
    start = draw(st.datetimes(datetime(2100, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
    length = timedelta(minutes=draw(st.integers(1, 10_000)))
    venue = {"kind": "venue", "name": draw(_LINE), "address": draw(_LINE)}
    return {
        "title": draw(_LINE),
        "description": draw(_LINE),
        "starts_at": start.replace(tzinfo=UTC).isoformat(),
        "ends_at": (start + length).replace(tzinfo=UTC).isoformat(),
        "timezone": draw(st.sampled_from(("Europe/Berlin", "Asia/Tokyo", "UTC"))),
        "location": draw(
            st.sampled_from((venue, {"kind": "online", "url": "https://example.com/x"}))
        ),
        "tickets": draw(_TICKETS),
        "visibility": draw(st.sampled_from(("public", "unlisted"))),
    }


def _fingerprint(written: Json) -> str:
    return EventDraft.model_validate(json.loads(json.dumps(written))).fingerprint()


@given(drafts(), st.integers(-14, 14), st.randoms(use_true_random=False))
def test_the_same_draft_written_otherwise_has_the_same_fingerprint(
    written: Json, hours: int, random: Any
) -> None:
    keys = list(written)
    random.shuffle(keys)
    otherwise = {key: written[key] for key in keys}
    for name in ("starts_at", "ends_at"):
        moved = datetime.fromisoformat(written[name]).astimezone(timezone(timedelta(hours=hours)))
        otherwise[name] = moved.isoformat()
    otherwise["title"] = f"  {written['title']}\t"
    otherwise["cover_upload"] = None
    if written["visibility"] == "public":
        del otherwise["visibility"]

    assert _fingerprint(otherwise) == _fingerprint(written)


@given(drafts(), drafts())
def test_another_draft_has_another_fingerprint(one: Json, other: Json) -> None:
    same = EventDraft.model_validate(one) == EventDraft.model_validate(other)

    assert (_fingerprint(one) == _fingerprint(other)) == same


@given(drafts(), st.sampled_from(("title", "description", "timezone", "visibility", "tickets")))
def test_every_field_counts(written: Json, field: str) -> None:
    changes: Json = {
        "title": written["title"] + "!",
        "description": written["description"] + "!",
        "timezone": "Pacific/Auckland",
        "visibility": {"public": "unlisted", "unlisted": "public"}[written["visibility"]],
        "tickets": [
            *written["tickets"],
            {"name": "@", "price": 1, "currency": "EUR", "quantity": 1},
        ],
    }

    assert _fingerprint(written | {field: changes[field]}) != _fingerprint(written)


@pytest.fixture(scope="module")
def served(stack: Stack) -> Iterator[Production]:
    with production(stack) as found:
        yield found


def test_one_key_one_event_whatever_the_order_of_requests(stack: Stack, served: Production) -> None:
    """Publishes, replays, mutates and races; every answer must be the model's (I1–I4)."""
    tokens = {name: served.issuer.token({"sub": name}) for name in ("ada", "grace")}

    class Machine(RuleBasedStateMachine):
        keys = Bundle("keys")

        def __init__(self) -> None:
            super().__init__()
            self.model: dict[str, tuple[str, Json, bytes]] = {}

        @rule(target=keys)
        def makes_a_key(self) -> str:
            return str(uuid.uuid4())

        @rule(
            key=keys,
            person=st.sampled_from(("ada", "grace")),
            title=st.sampled_from(("Jazz", "Yoga")),
            at_once=st.sampled_from((1, 1, 1, 4)),
        )
        def publishes(self, key: str, person: str, title: str, at_once: int) -> None:
            sent = draft(
                title=title, starts_at="2100-01-01T00:00:00Z", ends_at="2100-01-02T00:00:00Z"
            )
            with ThreadPoolExecutor(at_once) as pool:
                answers = list(
                    pool.map(lambda _: served.publish(tokens[person], sent, key), range(at_once))
                )
            fresh = [
                a
                for a in answers
                if a.status_code == 200 and "Idempotent-Replayed" not in a.headers
            ]
            if key not in self.model:
                assert len(fresh) == 1
                self.model[key] = (person, sent, fresh[0].data)
            else:
                assert not fresh
            owner, first, data = self.model[key]
            expected = 409 if owner != person else 200 if first == sent else 422
            assert {answer.status_code for answer in answers} == {expected}
            if expected == 200:
                assert {answer.data for answer in answers} == {data}

        def teardown(self) -> None:
            for key, (owner, first, _) in self.model.items():
                kept = stack.other(served.project).document(f"events/{key}").get().to_dict() or {}
                assert kept["owner"] == owner
                assert kept["title"] == first["title"]
            slugs = {json.loads(data)["slug"] for _, _, data in self.model.values()}
            assert len(slugs) == len(self.model)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
