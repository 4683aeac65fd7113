"""What an operator does to an event. None of it happens by itself."""

from datetime import UTC, datetime
from typing import Any

from google.cloud.firestore import DELETE_FIELD

from shared.event.model import WORKS, Event, WorkName
from shared.store import documents
from shared.store.documents import DEADLINE

_RESET = {"attempts": 0, "state": "pending", "error": None}


def reopen(event: Event) -> list[WorkName]:
    """Make unfinished and failed work, and a cover that had to be composed, due now.

    Returns what it reopened. Work under a live lease is left to its holder. So is an unpublished
    event: its work is never done, and would stay overdue for ever.
    """
    if event.unpublished_at:
        return []
    now = datetime.now(UTC)
    reopened = [work for work in WORKS if _can_reopen(event, work, now)]
    changes = {
        f"{work}.{field}": value
        for work in reopened
        for field, value in (_RESET | {"due": now}).items()
    }
    if changes:
        documents.event(event.event_id).update(changes, **DEADLINE)
    return reopened


def _can_reopen(event: Event, work: WorkName, now: datetime) -> bool:
    if due := event.work(work).due:
        return due <= now
    if work == "cover":
        return event.cover.source == "composed"
    return event.confirmation.state == "failed"


def unpublish(event: Event) -> None:
    """Take the page down (410) and all work off the queue, in one commit."""
    unpublished = {"unpublished_at": datetime.now(UTC)}
    no_work = {"cover.due": DELETE_FIELD, "confirmation.due": DELETE_FIELD}
    batch = documents.batch()
    batch.update(documents.event(event.event_id), unpublished | no_work)
    batch.update(documents.page(event.slug), unpublished)
    batch.commit(**DEADLINE)


def purge(event_id: str, fields: dict[str, Any]) -> int:
    """Delete event, tickets and page in one commit. Returns the number of documents.

    `fields` is the event as `raw_event` returned it. Workers that are busy with it find nothing to
    record and end. The idempotency key is free again.
    """
    event = documents.event(event_id)
    references: list[Any] = list(event.collection("tickets").list_documents())
    if slug := fields.get("slug"):
        page = documents.page(slug).get(**DEADLINE)
        if (page.to_dict() or {}).get("event_id") == event_id:
            references.append(page.reference)
    batch = documents.batch()
    for reference in (*references, event):
        batch.delete(reference)
    batch.commit(**DEADLINE)
    return len(references) + 1
