"""The front end's table of what is said of an event to guests, in the languages of events."""

from datetime import UTC, datetime, timedelta

from infra.contract.tables import module, tag_of
from shared.event import languages, wording
from shared.event.model import Listing, Place

_START = datetime(9000, 1, 1, tzinfo=UTC)
"""Ahead of any clock: what moved is news until it is over."""


def text() -> str:
    words = {tag: said(tag) for tag in catalogues()}
    names = " | ".join(f'"{name}"' for name in words[languages.SOURCE])
    sayings = f"Record<string, Record<{names}, string>>"
    return module(WORDS=("As shared/event/wording.py has them.", sayings, words))


def catalogues() -> list[str]:
    """The tags of the languages that there are words for."""
    return [tag_of(name) for name in languages.CATALOGUES]


def said(tag: str) -> dict[str, str]:
    """What guests read, with `{title}`, `{name}`, `{address}` and `{organizer}` for its own."""
    venue = Place(kind="venue", name="{name}", address="{address}")
    spoken = languages.of(tag)
    return {
        "online": wording.where(_listing(tag, location=Place(kind="online"))),
        "venue": wording.where(_listing(tag, location=venue)),
        "cancelled": wording.preview(_listing(tag, status="cancelled")),
        "postponed": wording.preview(_listing(tag, status="postponed")),
        "date": wording.preview(_listing(tag, previous_starts_at=_START - timedelta(days=1))),
        "time": wording.preview(_listing(tag, previous_starts_at=_START + timedelta(hours=1))),
        "by": spoken.text("by {organizer}"),
        "free": wording.money(0, "EUR", spoken),
        "ticket": wording.first_ticket(spoken),
    }


def _listing(tag: str, **changes: object) -> Listing:
    usual: dict[str, object] = {
        "language": tag,
        "slug": "slug",
        "title": "{title}",
        "starts_at": _START,
        "ends_at": _START + timedelta(hours=2),
        "timezone": "UTC",
        "location": Place(kind="online"),
        "published_at": _START,
    }
    return Listing.model_validate(usual | changes)
