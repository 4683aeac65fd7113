"""Two independent programs read what the calendar file means: instants of every zone, changes."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import tzdata
from vobject.base import readOne

from infra.functions import ROOT
from shared.event.calendar import ics
from shared.event.model import Page
from tests.support.factories import CLOCK, SITE, page

_YEARS = timedelta(days=5 * 366)
# ical.js is what Thunderbird reads calendars with.
_ICAL_JS = """
const ICAL = require("ical.js");
const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const instant = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify(files.map((file) => {
  const entry = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent");
  const event = new ICAL.Event(entry);
  return {
    hours: [instant(event.startDate), instant(event.endDate)],
    uid: event.uid,
    sequence: event.sequence,
    status: entry.getFirstPropertyValue("status"),
    modified: instant(entry.getFirstPropertyValue("last-modified")),
    summary: event.summary,
    description: event.description,
  };
})));
"""

Hours = tuple[datetime, datetime]


def _changes() -> Iterator[datetime]:
    """Every instant of the next five years at which a zone's clocks change, to the minute."""
    zones = (Path(tzdata.__file__).parent / "zones").read_text().split()
    days = [CLOCK + timedelta(days=day) for day in range(_YEARS.days)]
    for name in zones:
        zone = ZoneInfo(name)
        offsets = [day.astimezone(zone).utcoffset() for day in days]
        for day, before, after in zip(days, offsets, offsets[1:], strict=False):
            if before != after:
                yield _change(zone, day, day + timedelta(days=1))


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


@pytest.fixture(scope="module")
def hours() -> list[Hours]:
    """Events around every change: before it, after it, and across it."""
    half = timedelta(minutes=30)
    changes = sorted(set(_changes()))
    assert len(changes) > 100
    around = [
        (at + shift, at + shift + half) for at in changes for shift in (-half, -half / 2, half)
    ]
    return [*around, (datetime(2099, 12, 31, 23, tzinfo=UTC), datetime(2104, 12, 31, tzinfo=UTC))]


@pytest.fixture(scope="module")
def files(hours: list[Hours]) -> list[str]:
    listing = page(timezone="Africa/Casablanca")
    return [
        ics(listing.model_copy(update={"starts_at": start, "ends_at": end}), "id", SITE).decode()
        for start, end in hours
    ]


def _by_ical_js(files: list[str]) -> list[dict[str, Any]]:
    answer = subprocess.run(
        ["node", "-e", _ICAL_JS],
        cwd=ROOT / "web",
        input=json.dumps(files),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def test_ical_js_reads_the_instants(hours: list[Hours], files: list[str]) -> None:
    found = [tuple(map(datetime.fromisoformat, each["hours"])) for each in _by_ical_js(files)]

    assert found == hours


def test_vobject_reads_the_instants(hours: list[Hours], files: list[str]) -> None:
    events = [readOne(file).vevent for file in files]

    assert [(event.dtstart.value, event.dtend.value) for event in events] == hours


def _life() -> list[Page]:
    """Published, moved, cancelled, reinstated: one event's revisions."""
    first = page(event_id="0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11")
    week = timedelta(weeks=1)
    moved = {
        "starts_at": first.starts_at + week,
        "ends_at": first.ends_at + week,
        "previous_starts_at": first.starts_at,
    }
    off = {"status": "cancelled", "note": "Rain, again; sorry."}
    changes: list[dict[str, Any]] = [{}, moved, moved | off, moved]
    return [
        first.model_copy(
            update=change | {"revision": n, "changed_at": CLOCK + timedelta(hours=n) if n else None}
        )
        for n, change in enumerate(changes)
    ]


def test_two_readers_follow_an_event_through_its_changes() -> None:
    revisions = _life()
    files = [ics(each, each.event_id, SITE).decode() for each in revisions]
    expected = [
        {
            "uid": f"{each.event_id}@publish-event",
            "sequence": each.revision,
            "status": "CANCELLED" if each.status == "cancelled" else "CONFIRMED",
            "modified": each.last_changed,
            "hours": (each.starts_at, each.ends_at),
            "summary": f"{'Cancelled: ' * (each.status == 'cancelled')}{each.title}",
            "has_note": each.note == "Rain, again; sorry.",
        }
        for each in revisions
    ]
    assert [each["sequence"] for each in expected] == [0, 1, 2, 3]

    by_ical_js = [
        {
            "uid": each["uid"],
            "sequence": each["sequence"],
            "status": each["status"],
            "modified": datetime.fromisoformat(each["modified"]),
            "hours": tuple(map(datetime.fromisoformat, each["hours"])),
            "summary": each["summary"],
            "has_note": each["description"].startswith("Rain, again; sorry."),
        }
        for each in _by_ical_js(files)
    ]
    by_vobject = [
        {
            "uid": each.uid.value,
            "sequence": int(each.sequence.value),
            "status": each.status.value,
            "modified": each.last_modified.value,
            "hours": (each.dtstart.value, each.dtend.value),
            "summary": each.summary.value,
            "has_note": each.description.value.startswith("Rain, again; sorry."),
        }
        for each in (readOne(file).vevent for file in files)
    ]

    assert by_ical_js == expected
    assert by_vobject == expected
