"""The page of an event that changed: what it says first, what it strikes out, what it offers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup

from functions.page import render
from shared.event import languages
from tests.support.evening import ONLINE, WHEN, page

CHANGED_AT = datetime(2027, 5, 1, 8, 30, tzinfo=UTC)
BEFORE = page().starts_at - timedelta(weeks=1)
CANCELLED = {"status": "cancelled", "changed_at": CHANGED_AT, "note": "The hall flooded."}
POSTPONED = CANCELLED | {"status": "postponed"}
MOVED = {"previous_starts_at": BEFORE, "changed_at": CHANGED_AT}
OFF = pytest.mark.parametrize("changes", [CANCELLED, POSTPONED], ids=["cancelled", "postponed"])

pytestmark = pytest.mark.usefixtures("clock", "site")


class Shown(BeautifulSoup):
    """A page under test."""

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.get_text().split()) for found in self.select(selector)]

    def meta(self, name: str) -> str:
        (found,) = self.select(f'meta[property="{name}"], meta[name="{name}"]')
        return str(found["content"])


def shown(**changes: Any) -> Shown:
    return Shown(render.event(page(**changes)).decode(), "html.parser")


def test_an_event_that_never_changed_says_nothing_of_changes() -> None:
    found = shown()

    assert not found.select(".notice, s, .updated")
    assert found.texts("time") == ["Sat 12 June 2027, 19:30", "23:00 CEST"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("cancelled", CANCELLED),
        ("postponed", POSTPONED),
        ("moved", MOVED),
        ("note", {"note": "Bring a coat."}),
    ],
)
def test_what_became_of_it_is_said_before_anything_else(kind: str, changes: dict[str, Any]) -> None:
    found = shown(**changes)

    assert found.select("main > *")[0]["class"] == ["notice"]
    assert found.select("main")[0]["class"] == [kind]


@OFF
def test_whoever_sees_only_the_link_is_told_that_it_is_off(changes: dict[str, Any]) -> None:
    found, status = shown(**changes), str(changes["status"]).capitalize()

    headline = f"{status}: Summer Jazz Night"
    assert found.texts("title") == [headline]
    assert found.meta("og:title") == found.meta("twitter:title") == headline
    assert found.meta("og:image:alt") == f"{headline}, {WHEN}"
    for name in ("description", "og:description", "twitter:description"):
        assert found.meta(name).startswith(f"{status}: {WHEN} · Kesselhaus")
        assert "The hall flooded." in found.meta(name)
    assert found.texts("h1") == ["Summer Jazz Night"]


@OFF
def test_the_time_of_what_is_off_is_struck_out(changes: dict[str, Any]) -> None:
    assert shown(**changes).texts(".when s") == [WHEN]


def test_what_is_cancelled_offers_nothing() -> None:
    found = shown(**CANCELLED)

    assert not found.select(".dates, table")
    assert not [a for a in found.select("a") if "calendar" in str(a["href"])]
    assert found.select(".share a")  # whoever meant to go is to hear of it


def test_who_waits_for_another_date_can_subscribe_to_it_and_to_no_old_one() -> None:
    found = shown(**POSTPONED)

    (link,) = found.select(".dates a")
    assert link["href"] == "webcal://events.example/e/summer-jazz-night.ics"
    assert found.select("table")


def test_the_old_time_is_struck_out_beside_the_new() -> None:
    found = shown(**MOVED)

    assert found.texts(".when p > b:has(time)") == [WHEN]
    assert found.texts(".when s") == ["Sat 5 June 2027, 19:30 CEST"]
    assert found.texts(".notice b") == ["New date"]
    headline = "New date: Summer Jazz Night"
    assert found.texts("title") == [headline]
    assert found.meta("og:title") == found.meta("twitter:title") == headline
    assert found.meta("og:image:alt") == f"{headline}, {WHEN}"
    assert found.meta("og:description").startswith(f"New date: {WHEN} ·")


def test_who_hears_the_page_is_told_that_the_old_time_is_old() -> None:
    (time,) = shown(**MOVED).select(".when span:has(> s)")

    assert " ".join(time.get_text().split()) == "Originally planned: Sat 5 June 2027, 19:30 CEST"


def test_a_move_to_the_internet_is_said() -> None:
    found = shown(moved_online=True, location=ONLINE)

    assert found.texts(".notice p") == ["Now online This event now takes place online."]


def test_the_note_is_the_organizers_and_its_links_vouch_for_nothing() -> None:
    found = shown(note="Sorry! <b>\n\nhttps://example.com/refunds")

    assert found.texts(".said p") == ["Sorry! <b>", "https://example.com/refunds"]
    (link,) = found.select(".said a")
    assert link["rel"] == ["nofollow", "ugc", "noopener"]


def test_a_page_says_when_it_last_changed() -> None:
    found = shown(**CANCELLED)

    assert found.texts(".updated") == ["Updated Sat 1 May 2027, 10:30 CEST"]
    (time,) = found.select(".updated time")
    assert time["datetime"] == "2027-05-01T08:30:00+00:00"


@OFF
def test_what_was_off_is_not_said_to_be_over(
    changes: dict[str, Any], clock: time_machine.Traveller
) -> None:
    clock.move_to(page().ends_at)

    assert not shown(**changes).select(".over")
    assert shown(**MOVED).select(".over")
    assert not shown(**MOVED).select(".notice, s")


def test_a_page_that_was_taken_down_says_who_did() -> None:
    english = languages.of("en")
    by_owner = render.taken_down(english, by_owner=True).decode()
    by_operator = render.taken_down(english, by_owner=False).decode()

    assert "The organizer took this page down" in by_owner
    assert "This page has been taken down" in by_operator
    assert "organizer" not in by_operator
