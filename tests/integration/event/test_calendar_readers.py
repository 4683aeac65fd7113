"""Two independent programs read the instants that the calendar file means, in every zone."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata
from vobject.base import readOne

from infra.functions import ROOT
from shared.event.calendar import ics
from tests.support.factories import CLOCK, SITE, page

_YEARS = timedelta(days=5 * 366)
# ical.js is what Thunderbird reads calendars with.
_ICAL_JS = """
const ICAL = require("ical.js");
const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const instant = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify(files.map((file) => {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent"));
  return [instant(event.startDate), instant(event.endDate)];
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


def test_ical_js_reads_the_instants(hours: list[Hours], files: list[str]) -> None:
    answer = subprocess.run(
        ["node", "-e", _ICAL_JS],
        cwd=ROOT / "web",
        input=json.dumps(files),
        capture_output=True,
        text=True,
        check=True,
    )

    found = [tuple(map(datetime.fromisoformat, pair)) for pair in json.loads(answer.stdout)]
    assert found == hours


def test_vobject_reads_the_instants(hours: list[Hours], files: list[str]) -> None:
    events = [readOne(file).vevent for file in files]

    assert [(event.dtstart.value, event.dtend.value) for event in events] == hours
