"""While Firestore fails, the answer is a 503 in good time: retrying with the same key is safe."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest

from tests.support.factories import draft
from tests.support.relay import Fault
from tests.support.stack import Person, Stack

# What may be otherwise in a moment: unreachable, contended, too slow.
PASSING = (
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.ABORTED,
    grpc.StatusCode.DEADLINE_EXCEEDED,
)
DEADLINE_SECONDS = 5  # retries included (shared/store/documents.py)


def test_a_firestore_that_stays_out_of_reach_is_503_within_its_deadline(
    stack: Stack, organizer: Person
) -> None:
    def answered(code: grpc.StatusCode) -> tuple[int, str, float]:
        key, start = str(uuid.uuid4()), time.monotonic()
        stack.firestore_relay.fail("Commit", key, code, times=float("inf"))
        answer = stack.publish(organizer, draft(), key)
        stack.firestore_relay.heal(key)
        return answer.status_code, answer.json()["type"], time.monotonic() - start

    with ThreadPoolExecutor(len(PASSING)) as pool:
        answers = dict(zip(PASSING, pool.map(answered, PASSING), strict=True))

    for code, (status, problem, seconds) in answers.items():
        assert (status, problem) == (503, "urn:publish-event:problem:unavailable"), code
        assert seconds < 3 * DEADLINE_SECONDS, code  # unbounded, it would be a minute


def test_a_firestore_that_does_not_answer_is_503_within_its_deadline(
    stack: Stack, organizer: Person
) -> None:
    key, start, answered = str(uuid.uuid4()), time.monotonic(), threading.Event()
    stack.firestore_relay.add(
        Fault("Commit", (key,), grpc.StatusCode.OK, action=lambda: answered.wait(25), passes=True)
    )

    answer = stack.publish(organizer, draft(), key)
    answered.set()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert time.monotonic() - start > DEADLINE_SECONDS - 1


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED])
def test_what_passes_in_a_moment_is_not_noticed(
    stack: Stack, organizer: Person, code: grpc.StatusCode
) -> None:
    key = str(uuid.uuid4())
    stack.firestore_relay.fail("Commit", key, code)

    assert stack.publish(organizer, draft(), key).status_code == 200
