"""Work that kills whoever takes it ends all the same."""

import pytest
import requests

from shared.edge.worker import MAX_ATTEMPTS
from tests.support.attempts import Try
from tests.support.stack import Person, Stack


@pytest.mark.parametrize(
    ("name", "work", "ending"),
    [
        ("image", "cover", {"state": "ready", "alarm": "cover_settled"}),
        ("email", "confirmation", {"state": "failed", "alarm": "confirmation_failed"}),
    ],
)
def test_work_that_no_attempt_survived_is_given_up_and_not_tried_again(
    stack: Stack, organizer: Person, name: str, work: str, ending: dict[str, str]
) -> None:
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    event = stack.firestore.document(f"events/{it.key}")
    event.update({f"{work}.attempts": MAX_ATTEMPTS})  # as so many that were killed leave it

    answer = it.push(name)

    assert answer.status_code == requests.codes.ok
    assert it.event[work]["state"] == ending["state"]
    assert it.event[work]["error"] == "the worker died in every attempt"
    assert "due" not in it.event[work]
    assert stack.log(name, ending["alarm"], '"severity": "ERROR"', it.key)
    assert stack.gemini_calls(it.draft["title"]) == []
    assert stack.mails(organizer.email) == []
    assert it.push(name).status_code == requests.codes.ok
