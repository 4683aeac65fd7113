"""One source of rules: the browser's verdict on a draft is the server's, to the word."""

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from infra.functions import ROOT
from shared.edge.validation import mistakes
from shared.event.draft import EventDraft

_CORPUS = json.loads((ROOT / "web/src/draft.cases.json").read_text())
_BASE: dict[str, Any] = _CORPUS["base"]
_UPLOAD = "uploads/u1/0123456789abcdef0123456789abcdef"
_TEXTS: tuple[Any, ...] = (
    *("", " ", "Jazz", "  Jazz\t Night ", "e\u0301te\u0301", "x" * 100, "x" * 121, "🎷" * 200),
    *(
        "x" * 201,
        "x" * 301,
        "a\u00a0b\u2003c",
        "\u200b",
        "\u2800\u3164",
        "VIP",
        "VIP\u200b",
        "\x07",
        "\x1c",
        "\x85",
        "a\r\nb",
    ),
    *("\u202ejazz\u202c", "x" * 10_000, "x" * 10_001, "\ud83c", None, 7, True, [], {}),
)
_TIMES: tuple[Any, ...] = (
    *("2027-06-12T19:30:00+02:00", "2027-06-12T23:00:00Z", "2028-02-29T00:00:00-11:59"),
    *("2100-02-29T10:00:00Z", "2027-06-12T19:30:00.123456Z", "2027-06-12T19:30:00.1234567Z"),
    *(
        "2027-06-12t19:30:00z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1999-12-31T23:59:59Z",
        "2000-01-01T00:00:00Z",
        "2099-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "2032-06-12T17:30:00Z",
        "2032-06-12T17:30:01Z",
        "2027-06-12T24:00:00Z",
        "2027-06-12T23:59:60Z",
    ),
    *("2027-06-31T19:30:00Z", "2027-06-12T19:60:00Z", "2027-06-12T19:30:00+02:60", "", 0, None),
)
_NUMBERS = (0, 1, -1, 1.5, 10**9, 10**9 + 1, 10**12, 10**12 + 1, "1", None, False)
_POOLS: dict[str, tuple[Any, ...]] = {
    "title": _TEXTS,
    "description": _TEXTS,
    "starts_at": _TIMES,
    "ends_at": _TIMES,
    "timezone": (
        "Europe/Berlin",
        "UTC",
        "Etc/GMT+5",
        "EST5EDT",
        "Mars/Phobos",
        "Factory",
        "Europe/Kiev",
        "",
        "Z",
        1,
        None,
    ),
    "visibility": ("public", "unlisted", "Public", "", None),
    "cover_upload": (_UPLOAD, _UPLOAD.upper(), f"{_UPLOAD}0", f"{_UPLOAD}\n", "", None, 1),
}
_URLS = (
    "https://example.com",
    "https://",
    "https://a/\u00a0",
    "HTTPS://a",
    "https://a\\b",
    "https://ü.de",
    "Https://zoom.us/j/1",
    "https://https://zoom.us/j/1",
    "https://[broken",
    "https://.",
    "https://a.com:0",
    "https://[::1]:443",
    "https://i❤.ws",
    "\u200b",
)


@pytest.mark.parametrize("case", _CORPUS["cases"], ids=lambda case: str(case["about"]))
def test_the_server_gives_the_verdict_that_the_corpus_names(case: dict[str, Any]) -> None:
    changed = {**_BASE, **case["changes"]}
    draft = {name: value for name, value in changed.items() if name not in case.get("without", [])}

    assert set(_mistakes(draft)) == set(case["pointers"])


def test_the_browser_gives_the_servers_verdict_on_the_corpus_and_on_a_thousand_made_up_drafts(
    tmp_path: Path,
) -> None:
    rng = random.Random(7)
    drafts = [_made_up(rng) for _ in range(1000)]
    cases = [
        {"about": f"made up {n}", "draft": draft, "mistakes": _mistakes(draft)}
        for n, draft in enumerate(drafts)
    ]
    assert 50 < sum(not case["mistakes"] for case in cases) < 500  # of either kind
    made_up = tmp_path / "drafts.json"
    made_up.write_text(json.dumps(cases))

    done = subprocess.run(
        ["npm", "--prefix", "web", "--silent", "test", "--", "src/draft.test.ts"],
        cwd=ROOT,
        env=os.environ | {"DRAFTS": str(made_up), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    assert "passed" in done.stdout


def _mistakes(draft: dict[str, Any]) -> dict[str, str]:
    """The first mistake of each field."""
    try:
        EventDraft.model_validate(draft)
    except ValidationError as error:
        return {found["pointer"]: found["detail"] for found in reversed(mistakes(error))}
    return {}


def _made_up(rng: random.Random) -> dict[str, Any]:
    """The base with a few fields from the pools, a place and tickets of all sorts."""
    draft = dict(_BASE)
    for name in rng.sample(sorted(_POOLS), rng.choice((0, 1, 1, 2, 3))):
        draft[name] = rng.choice(_POOLS[name])
    if rng.random() < 0.3:
        draft["location"] = _place(rng)
    if rng.random() < 0.3:
        draft["tickets"] = [_ticket(rng) for _ in range(rng.choice((0, 1, 2, 3)))]
    if rng.random() < 0.02:
        draft["tickets"] = [_BASE["tickets"][0] | {"name": str(n)} for n in range(51)]
    if rng.random() < 0.1:
        del draft[rng.choice(sorted(draft))]
    return draft


def _place(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return {"kind": "online", "url": rng.choice(_URLS)}
    return {"kind": "venue", "name": rng.choice(_TEXTS), "address": rng.choice(_TEXTS)}


def _ticket(rng: random.Random) -> dict[str, Any]:
    usual = {"name": f"T{rng.random()}", "price": 1, "currency": "EUR", "quantity": 1}
    pools = {
        "name": (*_TEXTS, "Entry"),
        "price": _NUMBERS,
        "currency": ("EUR", "JPY", "BGN", "XXX", "", 1),
        "quantity": _NUMBERS,
    }
    odd = rng.sample(sorted(pools), rng.choice((0, 0, 1, 2)))
    return usual | {name: rng.choice(pools[name]) for name in odd}
