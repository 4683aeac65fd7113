"""Many at once: the thousandth event of one title, and the Big List of Naughty Strings."""

import html
import json
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.functions import ROOT
from shared.event import slugs
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
    first, *keys = [str(uuid.uuid4()) for _ in range(1000)]
    begun = served.publish(token, sent, first)
    # The pages are what later events of the title meet: most are written as publishing would.
    written, published = keys[:-50], keys[-50:]
    taken = {list(slugs.candidates(sent["title"], key))[1]: key for key in written}
    firestore = stack.other(served.project)
    batch = firestore.batch()
    for slug, key in taken.items():
        batch.create(firestore.document(f"pages/{slug}"), {"event_id": key})
    batch.commit()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda key: served.publish(token, sent, key), published))

    assert {answer.status_code for answer in (begun, *answers)} == {200}
    made = {json.loads(answer.data)["slug"] for answer in (begun, *answers)}
    assert len(made | taken.keys()) == 1000
    costs = [stack.firestore_relay.calls(key).total() for key in (first, *published)]
    assert costs == [1, *(3 for _ in published)]


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
