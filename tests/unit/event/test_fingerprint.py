"""Properties of the draft's fingerprint, by hypothesis."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.event import text
from shared.event.currencies import CURRENCIES
from shared.event.draft import EventDraft

Json = dict[str, Any]
_LINE = st.text(st.characters(exclude_categories=("C", "Z")), max_size=40).filter(text.visible)
_TICKETS = st.lists(
    st.fixed_dictionaries(
        {
            "name": _LINE,
            "price": st.integers(0, 10**9),
            "currency": st.sampled_from(CURRENCIES),
            "quantity": st.integers(1, 10**6),
        }
    ),
    max_size=3,
    unique_by=lambda ticket: text.visible(text.one_line(str(ticket["name"]))),
)


@st.composite
def drafts(draw: st.DrawFn) -> Json:
    start = draw(st.datetimes(datetime(2090, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001
    length = timedelta(minutes=draw(st.integers(1, 10_000)))
    venue = {"kind": "venue", "name": draw(_LINE), "address": draw(_LINE)}
    return {
        "title": draw(_LINE),
        "description": draw(_LINE),
        "starts_at": start.replace(tzinfo=UTC).isoformat(),
        "ends_at": (start + length).replace(tzinfo=UTC).isoformat(),
        "timezone": draw(st.sampled_from(("Europe/Berlin", "Asia/Tokyo", "UTC"))),
        "location": draw(
            st.sampled_from((venue, {"kind": "online", "url": "https://example.com/x"}))
        ),
        "tickets": draw(_TICKETS),
        "visibility": draw(st.sampled_from(("public", "unlisted"))),
    }


def _fingerprint(written: Json) -> str:
    return EventDraft.model_validate(json.loads(json.dumps(written))).fingerprint()


@given(drafts(), st.integers(-14, 14), st.randoms(use_true_random=False))
def test_the_same_draft_written_otherwise_has_the_same_fingerprint(
    written: Json, hours: int, random: Any
) -> None:
    keys = list(written)
    random.shuffle(keys)
    otherwise = {key: written[key] for key in keys}
    for name in ("starts_at", "ends_at"):
        moved = datetime.fromisoformat(written[name]).astimezone(timezone(timedelta(hours=hours)))
        otherwise[name] = moved.isoformat()
    otherwise["title"] = f"  {written['title']}\t"
    otherwise["cover_upload"] = None
    if written["visibility"] == "public":
        del otherwise["visibility"]

    assert _fingerprint(otherwise) == _fingerprint(written)


@given(drafts(), drafts())
def test_another_draft_has_another_fingerprint(one: Json, other: Json) -> None:
    same = EventDraft.model_validate(one) == EventDraft.model_validate(other)

    assert (_fingerprint(one) == _fingerprint(other)) == same


@given(drafts(), st.sampled_from(("title", "description", "timezone", "visibility", "tickets")))
def test_every_field_counts(written: Json, field: str) -> None:
    changes: Json = {
        "title": written["title"] + "!",
        "description": written["description"] + "!",
        "timezone": "Pacific/Auckland",
        "visibility": {"public": "unlisted", "unlisted": "public"}[written["visibility"]],
        "tickets": [
            *written["tickets"],
            {"name": "@", "price": 1, "currency": "EUR", "quantity": 1},
        ],
    }

    assert _fingerprint(written | {field: changes[field]}) != _fingerprint(written)
