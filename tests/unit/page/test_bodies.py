"""What an answer costs: what somebody has already is not rendered again."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from starlette.requests import Request
from starlette.responses import Response

from functions.page import answers, render, views
from functions.page.recent import Recent
from functions.page.views import View
from shared.event.model import Page, Purged
from shared.store.reading import PageDocument
from tests.support.evening import page
from tests.support.factories import CLOCK

pytestmark = pytest.mark.usefixtures("clock", "site")


@pytest.fixture(autouse=True)
def nothing_is_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_views", Recent[View](views._MAX_BYTES))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """The pages that were rendered."""
    found: list[Page] = []

    def event(shown: Page) -> bytes:
        found.append(shown)
        return shown.title.encode()

    monkeypatch.setattr(render, "event", event)
    return found


def answer(
    found: Page | Purged, version: str = "1", method: str = "GET", **headers: str
) -> Response:
    """To a request for what was just read."""
    given = [
        (name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()
    ]
    request = Request({"type": "http", "method": method, "headers": given})
    view = views._store("jazz", views._view(PageDocument("jazz", version, found)))
    return asyncio.run(answers.page(request, view))


def test_what_nobody_has_written_since_is_rendered_once(rendered: list[Page]) -> None:
    first, again = answer(page()), answer(page())

    assert first.body == again.body == b"Summer Jazz Night"
    assert first.headers["ETag"] == again.headers["ETag"]
    assert len(rendered) == 1


def test_what_was_written_is_another_page(rendered: list[Page]) -> None:
    before, after = answer(page()), answer(page(title="Winter Jazz Night"), "2")

    assert after.body == b"Winter Jazz Night"
    assert after.headers["ETag"] != before.headers["ETag"]
    assert answer(page(), "2", If_None_Match=before.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_for_who_has_it_already_nothing_is_rendered(
    rendered: list[Page], monkeypatch: pytest.MonkeyPatch, coding: str
) -> None:
    tag = answer(page(), Accept_Encoding=coding).headers["ETag"]
    monkeypatch.setattr(views, "_views", Recent[View](views._MAX_BYTES))
    rendered.clear()

    same = answer(page(), Accept_Encoding=coding, If_None_Match=tag)

    assert (same.status_code, same.body, same.headers["ETag"]) == (304, b"", tag)
    assert not rendered


def test_head_renders_nothing_and_says_how_long_it_is_when_that_is_known(
    rendered: list[Page],
) -> None:
    head = answer(page(), method="HEAD")
    assert (head.status_code, head.body) == (200, b"")
    assert "Content-Length" not in head.headers
    assert not rendered

    got = answer(page())

    assert {**got.headers, **head.headers} == dict(got.headers)
    known = answer(page(), method="HEAD")
    assert known.headers == got.headers


def test_the_end_of_its_event_makes_it_another_page() -> None:
    before = answer(page())
    with time_machine.travel(CLOCK + timedelta(days=31), tick=False):
        after = answer(page())

    assert b"This event is over" not in before.body
    assert b"This event is over" in after.body
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ({"unpublished_by": "owner"}, "Veranstalter"),
        ({}, "Diese Seite wurde offline genommen"),
    ],
)
def test_what_was_taken_down_says_so_in_its_language(gone: dict[str, Any], said: str) -> None:
    taken = page(unpublished_at=CLOCK, language="de", **gone)

    assert said in bytes(answer(taken).body).decode()


def test_what_was_removed_says_so_in_its_language() -> None:
    removed = Purged(purged_at=CLOCK, language="de")

    assert "Diese Seite wurde offline genommen" in bytes(answer(removed).body).decode()
