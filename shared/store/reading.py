"""Reads: one event, one page, and overdue work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from google.cloud.firestore import DocumentSnapshot, FieldFilter
from pydantic import ValidationError

from shared.event.model import Event, Page, Work, WorkName
from shared.runtime import log
from shared.runtime.clients import async_firestore_client, firestore_client
from shared.store import documents
from shared.store.documents import ASYNC_DEADLINE, DEADLINE, SHARDS

_STREAM_SECONDS = 300


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


@dataclass(frozen=True)
class Overdue:
    """Overdue work. `event` is None when its document cannot be read."""

    event_id: str
    due: datetime
    event: Event | None


def overdue(work: WorkName, grace: timedelta, now: datetime) -> Iterator[Overdue]:
    """All overdue work of a kind, the most overdue first, streamed for as long as it is read.

    Retries are overdue as soon as they are due; new work, and work whose worker died, after
    `grace`: their message is probably on its way.
    """
    query = (
        firestore_client()
        .collection("events")
        .where(filter=FieldFilter("shard", "in", list(range(SHARDS))))
        .where(filter=FieldFilter(f"{work}.due", "<=", now))
        .order_by(f"{work}.due")
    )
    for snapshot in query.stream(timeout=_STREAM_SECONDS):
        state = Work.model_validate((snapshot.to_dict() or {})[work])
        is_retry = state.attempts > 0 and not state.is_leased
        if state.due and (is_retry or state.due <= now - grace):
            yield Overdue(snapshot.id, state.due, _readable(snapshot))


def failed(since: datetime) -> Iterator[Event]:
    """Events published since then whose confirmation failed, or whose cover failed to be better
    than the composed one. Those that cannot be read are skipped.
    """
    shards = FieldFilter("shard", "in", list(range(SHARDS)))
    events = firestore_client().collection("events").where(filter=shards)
    for state in (
        FieldFilter("confirmation.state", "==", "failed"),
        FieldFilter("cover.source", "==", "composed"),
    ):
        for snapshot in events.where(filter=state).stream(timeout=_STREAM_SECONDS):
            event = _readable(snapshot)
            if event and event.published_at >= since:
                yield event


def _readable(snapshot: DocumentSnapshot[Any]) -> Event | None:
    try:
        return documents.as_event(snapshot)
    except ValidationError as error:
        log.error("event_unreadable", event_id=snapshot.id, cause=error.error_count())
        return None
