"""`EventChange`: the next revision of a published event, and what it changes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import Field

from shared.event.choice import UNCHOSEN, NextCover
from shared.event.draft import Details, Language, Slug, Text
from shared.event.model import Cover, Status

Fields = dict[str, Any]

CONTENT: Fields = {
    "title": "",
    "description": "",
    "starts_at": None,
    "ends_at": None,
    "timezone": "",
    "location": None,
    "tickets": [],
    "visibility": "public",
    "status": "scheduled",
    "note": "",
    "unpublished_at": None,
    "language": "en",
}
"""The fields of an event that a revision is made of, with what a document without them means."""

PICTURE: Fields = UNCHOSEN | {"source": None, "model": None, "art": None, "since": 0}
"""The same of its picture, which is the field `cover` of a revision."""

NOTICED = frozenset(
    ("title", "starts_at", "ends_at", "timezone", "location", "status", "unpublished_at")
)
"""The fields that guests must hear about: those of `shared.event.model.Facts`, but for
their language.
"""

LETTERED = frozenset(
    ("title", "starts_at", "ends_at", "timezone", "location", "status", "language")
)
"""The fields that the words on cover and card are made of."""

DRAWN = LETTERED | {"cover"}
"""The fields that cover and card are made of."""


class EventChange(Details):
    """The body of `PUT /api/events/{event_id}`: the event's whole new state."""

    status: Status = "scheduled"
    note: Text = Field(
        default="", max_length=500, description="What guests should know about the change."
    )
    cover: NextCover | None = Field(
        default=None, description="Another picture; without it, the picture stays."
    )
    language: Language | None = Field(default=None, description="Without it, the language stays.")
    slug: Slug | None = Field(
        default=None, description="The address that the event has: it never changes."
    )

    def content(self, language: str = "en") -> Fields:
        """The fields of `CONTENT`, as they are stored, of an event that was in `language`.

        A change puts up what was taken down.
        """
        dumped = self.model_dump(exclude={"cover", "slug"})
        kept = {"tickets": list(dumped["tickets"]), "unpublished_at": None}
        return dumped | kept | {"language": self.language or language}


def content(stored: Mapping[str, Any]) -> Fields:
    """The fields of `CONTENT` in an event's document, and its `cover`, the fields of `PICTURE`."""
    picture = _fields(stored.get("cover") or {}, PICTURE)
    return _fields(stored, CONTENT) | {"cover": picture}


def _fields(stored: Mapping[str, Any], defaults: Fields) -> Fields:
    return {name: stored.get(name, default) for name, default in defaults.items()}


def is_chosen(cover: Cover, wanted: NextCover) -> bool:
    """Whether the event has that cover already, or is about to."""
    chosen = wanted.stored()
    same = all(getattr(cover, name) == value for name, value in chosen.items())
    return same and (wanted.kind != "generated" or cover.state == "pending")


def differences(before: Fields, after: Fields) -> frozenset[str]:
    """The names of the fields that differ; `cover` when another picture was chosen."""
    names = frozenset(name for name in CONTENT if before[name] != after[name])
    is_same = before["cover"]["since"] == after["cover"]["since"]
    return names if is_same else names | {"cover"}


def pointers(names: frozenset[str]) -> tuple[str, ...]:
    """The fields as JSON pointers, in the order of a draft's."""
    return tuple(f"/{name}" for name in (*CONTENT, "cover") if name in names)


def moves_into_the_past(before: Fields, after: Fields) -> bool:
    """Whether a change gives the event times that are over.

    An event that is over already may still have everything else corrected.
    """
    is_moved = any(before[name] != after[name] for name in ("starts_at", "ends_at"))
    return is_moved and bool(after["ends_at"] <= datetime.now(UTC))


def consequences(before: Fields, after: Fields) -> Fields:
    """What else guests see of a change: the start that they knew, and a move to the internet."""
    seen: Fields = {}
    if before["starts_at"] != after["starts_at"]:
        seen["previous_starts_at"] = before["starts_at"]
    was, now = (each["location"]["kind"] == "online" for each in (before, after))
    if was != now:
        seen["moved_online"] = now
    return seen
