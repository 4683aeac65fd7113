"""Properties of the fingerprint, and the promises I1–I4 against a model, by hypothesis."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.support.factories import draft
from tests.support.production import Production, production
from tests.support.stack import Stack


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
            self.model: dict[str, tuple[str, dict[str, Any], bytes]] = {}

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
                title=title, starts_at="2099-12-30T00:00:00Z", ends_at="2099-12-31T00:00:00Z"
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
