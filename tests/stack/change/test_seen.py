"""What everyone sees of an event follows its revisions: page, preview, JSON-LD, calendar file."""

import json
from typing import Any

import requests
from bs4 import BeautifulSoup
from vobject.base import readOne

from tests.support.live import Live, later
from tests.support.waiting import wait


def _seen(live: Live) -> dict[str, Any]:
    """What the page's parts say, each read by a program of its own."""
    found = BeautifulSoup(live.stack.page(live.slug).text, "html.parser")
    preview = str(found.select('meta[property="og:title"]')[0]["content"])
    data = json.loads(str(found.select('script[type="application/ld+json"]')[0].string))
    file = requests.get(f"{live.stack['page']}/e/{live.slug}.ics", timeout=10).text
    entry = readOne(file).vevent
    return {
        "revision": int(entry.sequence.value),
        "titles": {
            data["name"],
            found.select("h1")[0].get_text(),
            preview.rsplit(": ", maxsplit=1)[-1],
            entry.summary.value.split(": ")[-1],
        },
        "starts": {data["startDate"][:16], str(found.select(".when time")[0]["datetime"])[:16]},
        "start": entry.dtstart.value.isoformat(),
        "said": [found.get_text() for found in found.select(".notice b")],
        "preview": preview.split(": ")[:-1],
        "status": data["eventStatus"].removeprefix("https://schema.org/Event"),
        "calendar": entry.status.value,
        "uid": entry.uid.value,
    }


def _shown(live: Live, revision: int, **expected: Any) -> None:
    wait(lambda: _seen(live)["revision"] == revision)
    seen = _seen(live)
    assert {name: seen[name] for name in expected} == expected
    assert len(seen["titles"]) == len(seen["starts"]) == 1
    assert seen["uid"] == f"{live.key}@publish-event"


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
