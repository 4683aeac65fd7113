"""What everyone sees of an event follows its revisions: page, preview, JSON-LD, calendar file."""

from typing import Any

import requests

from tests.support.live import Live, later
from tests.support.seen import seen
from tests.support.waiting import wait


def _shown(live: Live, revision: int, **expected: Any) -> None:
    wait(lambda: seen(live.stack, live.slug)["revision"] == revision)
    found = seen(live.stack, live.slug)
    assert {name: found[name] for name in expected} == expected
    assert len(found["titles"]) == len(found["starts"]) == len(found["cards"]) == 1
    assert found["uid"] == f"{live.key}@publish-event"


def test_page_preview_structured_data_and_calendar_agree_each_time(live: Live) -> None:
    moved = later(live.body, days=7)
    live.quiet(times=4)
    plain: dict[str, Any] = {"said": [], "preview": [], "calendar": "CONFIRMED"}
    title = {"titles": {"A better title"}}
    _shown(live, 0, **plain, titles={live.body["title"]}, status="Scheduled")

    live.put(0, title="A better title")
    _shown(live, 1, **plain, **title, status="Scheduled", start=live.body["starts_at"])

    live.put(1, title="A better title", **moved)
    new_date = plain | title | {"said": ["New date"], "preview": ["New date"]}
    new_date["start"] = moved["starts_at"]
    _shown(live, 2, **new_date, status="Rescheduled")

    live.put(2, title="A better title", status="cancelled", **moved)
    off = {"said": ["Cancelled"], "preview": ["Cancelled"], "calendar": "CANCELLED"}
    _shown(live, 3, **off, **title, status="Cancelled", start=moved["starts_at"])

    live.put(3, title="A better title", **moved)
    _shown(live, 4, **new_date, status="Rescheduled")


def test_what_its_organizer_took_down_is_gone_with_its_file_and_card(live: Live) -> None:
    live.delete()

    def answers() -> list[requests.Response]:
        ends = ("", ".ics", ".jpg")
        return [requests.get(f"{live.stack['page']}/e/{live.slug}{e}", timeout=10) for e in ends]

    wait(lambda: [each.status_code for each in answers()] == [410, 410, 410])
    assert all("The organizer took this page down" in each.text for each in answers())
