"""What everyone sees of a published event, each part read by a program of its own."""

import json
from typing import Any

import requests
from bs4 import BeautifulSoup
from vobject.base import readOne

from tests.support.stack import Stack


def seen(stack: Stack, slug: str, revision: int = 0) -> dict[str, Any]:
    """Of this revision or a later one, as far as there is one."""
    url, asked = f"{stack['page']}/e/{slug}", {"revision": str(revision)}
    html = requests.get(url, asked, timeout=10).text
    found = BeautifulSoup(html, "html.parser")
    preview = str(found.select('meta[property="og:title"]')[0]["content"])
    data = json.loads(str(found.select('script[type="application/ld+json"]')[0].string))
    entry = entry_of(requests.get(f"{url}.ics", asked, timeout=10).text)
    return {
        "revision": entry["revision"],
        "titles": {
            data["name"],
            found.select("h1")[0].get_text(),
            preview.rsplit(": ", maxsplit=1)[-1],
            entry["title"].split(": ")[-1],
        },
        "starts": {data["startDate"][:16], str(found.select(".when time")[0]["datetime"])[:16]},
        "start": entry["start"],
        "said": [each.get_text() for each in found.select(".notice b")],
        "preview": preview.split(": ")[:-1],
        "status": data["eventStatus"].removeprefix("https://schema.org/Event"),
        "calendar": entry["status"],
        "uid": entry["uid"],
        "cards": {
            str(found.select('meta[property="og:image"]')[0]["content"]),
            data["image"][-1]["url"],
        },
    }


def entry_of(calendar: str) -> dict[str, Any]:
    """The entry of a calendar file."""
    entry = readOne(calendar).vevent
    return {
        "revision": int(entry.sequence.value),
        "title": entry.summary.value,
        "start": entry.dtstart.value.isoformat(),
        "status": entry.status.value,
        "uid": entry.uid.value,
    }
