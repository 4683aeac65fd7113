"""Work that kills whoever takes it ends all the same."""

import pytest
import requests

from shared.event.retries import MAX_LOST_WORKERS
from tests.support.attempts import Try
from tests.support.stack import Person, Stack


@pytest.mark.parametrize(
    ("name", "work", "ending"),
    [
        ("image", "cover", {"state": "ready", "alarm": "cover_settled"}),
        ("email", "confirmation", {"state": "failed", "alarm": "confirmation_failed"}),
    ],
)
def test_work_that_killed_five_workers_in_a_row_is_given_up(
    stack: Stack, organizer: Person, name: str, work: str, ending: dict[str, str]
) -> None:
    it = Try(stack, organizer)
    it.lose_message()
    it.insist()
    event = stack.firestore.document(f"events/{it.key}")
    event.update({f"{work}.lost_workers": MAX_LOST_WORKERS - 1, f"{work}.leased": True})

    answer = it.push(name)

    assert answer.status_code == requests.codes.ok
    assert it.event[work]["state"] == ending["state"]
    assert it.event[work]["error"] == "the worker died in every attempt"
    assert "due" not in it.event[work]
    assert stack.log(name, ending["alarm"], '"severity": "ERROR"', it.key)
    assert stack.gemini_calls(it.draft["title"]) == []
    assert stack.mails(organizer.email) == []
    assert it.push(name).status_code == requests.codes.ok
