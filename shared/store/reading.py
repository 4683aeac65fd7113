"""Reads: one event, one page, and overdue work."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from shared.event.model import Change, Event, Page, Purged, WorkName
from shared.runtime import log
from shared.runtime.clients import async_firestore_client, firestore_client
from shared.store import documents, gets
from shared.store.documents import ASYNC_DEADLINE, DEADLINE, SHARDS

if TYPE_CHECKING:
    from google.cloud.firestore import DocumentSnapshot, FieldFilter

_STREAM_SECONDS = 45


def find(event_id: str) -> Event | None:
    snapshot = documents.event(event_id).get(**DEADLINE)
    return documents.existing_event(snapshot)


def raw_event(event_id: str) -> dict[str, Any]:
    """The event's fields, not validated: an event that cannot be read can still be purged.

    Empty when there is no such event, or it was purged already.
    """
    snapshot = documents.event(event_id).get(**DEADLINE)
    return {} if documents.is_purged(snapshot) else snapshot.to_dict() or {}


@dataclass(frozen=True)
class PageDocument:
    """`pages/{slug}` as it was read: the public page, or what is left of it.

    Two of one `slug` and `version` are of the same write, and `found` is the same in both.
    """

    slug: str
    version: str
    found: Page | Purged | None = field(compare=False)

    @property
    def page(self) -> Page | None:
        return self.found if isinstance(self.found, Page) else None


async def find_page(slug: str) -> PageDocument:
    """One read. `found` is None, and `version` empty, when there is no such document."""
    snapshot = await gets.get(f"pages/{slug}")
    if not snapshot.exists:
        return PageDocument(slug, "", None)
    model = Purged if documents.is_purged(snapshot) else Page
    written = snapshot.update_time
    version = f"{written.seconds}.{written.nanos:09}"
    return PageDocument(slug, version, model.model_validate(snapshot.to_dict()))


async def changes(event_id: str) -> list[Change]:
    """The event's revisions after the first, in order."""
    client = await async_firestore_client()
    collection = client.collection("events").document(event_id).collection("changes")
    query = collection.order_by("revision")
    found = [Change.model_validate(each.to_dict()) async for each in query.stream(**ASYNC_DEADLINE)]
    return [each for each in found if each.changed]


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
        .where(filter=_filter("shard", "in", list(range(SHARDS))))
        .where(filter=_filter(f"{work}.due", "<=", now))
        .order_by(f"{work}.due")
    )
    for snapshot in query.stream(timeout=_STREAM_SECONDS):
        event = _readable(snapshot)
        state = event and event.work(work)
        is_retry = bool(state and state.attempts and not state.is_leased)
        due = snapshot.get(f"{work}.due")  # raw: an event that cannot be read is late all the same
        if is_retry or due <= now - grace:
            yield Overdue(snapshot.id, due, event)


def failed(since: datetime) -> Iterator[Event]:
    """Events published since then whose confirmation failed, or whose cover failed to be better
    than the composed one. Those that cannot be read are skipped.
    """
    shards = _filter("shard", "in", list(range(SHARDS)))
    events = firestore_client().collection("events").where(filter=shards)
    for state in (
        _filter("confirmation.state", "==", "failed"),
        _filter("cover.source", "==", "composed"),
    ):
        for snapshot in events.where(filter=state).stream(timeout=_STREAM_SECONDS):
            event = _readable(snapshot)
            if event and event.published_at >= since:
                yield event


def _readable(snapshot: "DocumentSnapshot[Any]") -> Event | None:
    try:
        return documents.as_event(snapshot)
    except ValidationError as error:
        log.error("event_unreadable", event_id=snapshot.id, cause=error.error_count())
        return None


def _filter(field: str, comparison: str, value: Any) -> "FieldFilter":
    from google.cloud.firestore import FieldFilter  # noqa: PLC0415  # a page asks for none

    return FieldFilter(field, comparison, value)
