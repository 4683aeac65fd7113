"""Many at once: the thousandth event of one title, and the Big List of Naughty Strings."""

import html
import json
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.functions import ROOT
from shared.event.draft import EventDraft
from tests.support.factories import draft
from tests.support.production import Production, production
from tests.support.stack import Stack

# https://github.com/minimaxir/big-list-of-naughty-strings, MIT, beside its licence.
NAUGHTY: list[str] = json.loads((ROOT / "tests/support/data/blns.json").read_text())


@pytest.fixture(scope="module")
def served(stack: Stack) -> Iterator[Production]:
    with production(stack) as found:
        yield found


def test_a_thousand_events_of_one_title_cost_three_rpcs_at_most(
    stack: Stack, served: Production
) -> None:
    sent, token = draft(title=f"Open day {uuid.uuid4()}"), served.issuer.token()
    keys = [str(uuid.uuid4()) for _ in range(1000)]

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda key: served.publish(token, sent, key), keys))

    assert {answer.status_code for answer in answers} == {200}
    assert len({json.loads(answer.data)["slug"] for answer in answers}) == 1000
    costs = {stack.firestore_relay.calls(key).total() for key in keys}
    assert costs == {1, 3}  # the first, and everybody after


def test_naughty_strings_come_back_from_the_page_as_they_were_kept(served: Production) -> None:
    token = served.issuer.token()
    shown = 0
    for naughty in NAUGHTY:
        venue = {"kind": "venue", "name": naughty, "address": naughty}
        sent = draft(title=naughty, description=naughty, location=venue)
        answer = served.publish(token, sent)
        if answer.status_code == 400:  # a title must hold something, and no more than 120
            assert {e["pointer"] for e in (answer.json or {})["errors"]} <= {
                "/title",
                "/location/name",
            }
            continue
        kept = EventDraft.model_validate(sent)
        page = served.page(json.loads(answer.data)["slug"])
        assert page.status_code == 200
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
        assert heading
        assert html.unescape(heading[1]) == kept.title
        assert "<" not in heading[1]
        shown += 1
    assert shown > 400
