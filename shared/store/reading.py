"""Reads: one event, one page, and overdue work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from google.cloud.firestore import FieldFilter
from pydantic import ValidationError

from shared.event.model import Event, Page, WorkName
from shared.runtime import log
from shared.runtime.clients import async_firestore_client, firestore_client
from shared.store import documents
from shared.store.documents import ASYNC_DEADLINE, DEADLINE, SHARDS


def find(event_id: str) -> Event | None:
    snapshot = documents.event(event_id).get(**DEADLINE)
    return documents.as_event(snapshot) if snapshot.exists else None


def raw_event(event_id: str) -> dict[str, Any]:
    """The event's fields, not validated: an event that cannot be read can still be purged."""
    return documents.event(event_id).get(**DEADLINE).to_dict() or {}


async def find_page(slug: str) -> Page | None:
    """The public page, in one read."""
    client = await async_firestore_client()
    snapshot = await client.collection("pages").document(slug).get(**ASYNC_DEADLINE)
    return Page.model_validate(snapshot.to_dict()) if snapshot.exists else None


def overdue(work: WorkName, grace: timedelta, limit: int) -> Iterator[Event]:
    """Events whose work has been due for longer than `grace`, the most overdue first.

    An event that cannot be read is logged and skipped, so that it does not hold up the others.
    """
    query = (
        firestore_client()
        .collection("events")
        .where(filter=FieldFilter("shard", "in", list(range(SHARDS))))
        .where(filter=FieldFilter(f"{work}.due", "<", datetime.now(UTC) - grace))
        .order_by(f"{work}.due")
        .limit(limit)
    )
    for snapshot in query.stream(timeout=60):
        try:
            yield documents.as_event(snapshot)
        except ValidationError as error:
            log.error("event_unreadable", event_id=snapshot.id, cause=error.error_count())


def lateness(overdue: Mapping[WorkName, Sequence[Event]]) -> float:
    """Seconds since the oldest work in `overdue`'s answers became due; 0 when there is none."""
    dues = [events[0].work(work).due for work, events in overdue.items() if events]
    oldest = min((due for due in dues if due), default=None)
    return (datetime.now(UTC) - oldest).total_seconds() if oldest else 0
