"""Reads: one event, one page, and what has been left behind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from google.cloud.firestore import FieldFilter
from pydantic import ValidationError

from shared import log
from shared.clients import firestore_client
from shared.events import documents
from shared.events.documents import DEADLINE, SHARDS
from shared.messages import EventPublished
from shared.models import Event, Page

WorkName = Literal["cover", "confirmation"]
WORKS: tuple[WorkName, ...] = get_args(WorkName)


def find(event_id: str) -> Event | None:
    found = documents.event(event_id).get(**DEADLINE)
    return documents.as_event(found) if found.exists else None


def stored(event_id: str) -> dict[str, Any]:
    """The event's fields, read or not: what cannot be read must be purged all the same."""
    return documents.event(event_id).get(**DEADLINE).to_dict() or {}


def page(slug: str) -> Page | None:
    """The public page: one read."""
    found = documents.page(slug).get(**DEADLINE)
    return Page.model_validate(found.to_dict()) if found.exists else None


def message(event: Event) -> EventPublished:
    """The event as the fact that was, or will be, told of it."""
    return EventPublished(**event.model_dump(), has_upload=event.cover.upload is not None)


def overdue(work: WorkName, grace: timedelta, limit: int) -> Iterator[Event]:
    """Events whose work has been due for longer than `grace`, the longest first.

    The index is led by `shard`: an index on time alone takes 500 writes a second at most. An
    event that cannot be read is named in the log and passed over: it must not hold up the others.
    """
    query = (
        firestore_client()
        .collection("events")
        .where(filter=FieldFilter("shard", "in", list(range(SHARDS))))
        .where(filter=FieldFilter(f"{work}.due", "<", datetime.now(UTC) - grace))
        .order_by(f"{work}.due")
        .limit(limit)
    )
    for found in query.stream(timeout=60):
        try:
            yield documents.as_event(found)
        except ValidationError as error:
            log.error("event_unreadable", event_id=found.id, cause=error.error_count())


def lateness(overdue: Mapping[WorkName, Sequence[Event]]) -> float:
    """Seconds for which the oldest of what `overdue` found has been due; 0 if it found none."""
    oldest = [getattr(events[0], work).due for work, events in overdue.items() if events]
    return (datetime.now(UTC) - min(oldest)).total_seconds() if oldest else 0
