"""What an operator does to an event: nothing of it happens by itself."""

from datetime import UTC, datetime
from typing import Any

from google.cloud.firestore import DELETE_FIELD

from shared.events import documents
from shared.events.documents import DEADLINE
from shared.events.reading import WORKS, WorkName
from shared.models import Event

_AGAIN = {"due": None, "attempts": 0, "state": "pending", "error": None}


def reopen(event: Event) -> list[WorkName]:
    """Make unfinished, failed and second-best work due now, and name it.

    A cover is second best when it had to be the composed one. Work under a live lease is left to
    its holder, and an unpublished event alone: nobody would take its work off the queue again.
    """
    again = [] if event.unpublished_at else [work for work in WORKS if _is_wanting(event, work)]
    now = datetime.now(UTC)
    changes = {
        f"{work}.{field}": value
        for work in again
        for field, value in (_AGAIN | {"due": now}).items()
    }
    if changes:
        documents.event(event.event_id).update(changes, **DEADLINE)
    return again


def _is_wanting(event: Event, work: WorkName) -> bool:
    if due := getattr(event, work).due:
        return bool(due <= datetime.now(UTC))
    if work == "cover":
        return event.cover.source == "composed"
    return event.confirmation.state == "failed"


def unpublish(event: Event) -> None:
    """Take the page down (410) and every work off its queue, in one commit."""
    gone = {"unpublished_at": datetime.now(UTC)}
    work = {"cover.due": DELETE_FIELD, "confirmation.due": DELETE_FIELD}
    batch = documents.batch()
    batch.update(documents.event(event.event_id), gone | work)
    batch.update(documents.page(event.slug), gone)
    batch.commit(**DEADLINE)


def purge(event_id: str, kept: dict[str, Any]) -> int:
    """Delete event, tickets and page in one commit; how many documents that were.

    `kept` is the event as `stored` tells it. Work that is queued or under way finds nothing and
    ends. The idempotency key is free again.
    """
    root = documents.event(event_id)
    found: list[Any] = list(root.collection("tickets").list_documents())
    if slug := kept.get("slug"):
        page = documents.page(slug).get(**DEADLINE)
        if (page.to_dict() or {}).get("event_id") == event_id:
            found.append(page.reference)
    batch = documents.batch()
    for reference in (*found, root):
        batch.delete(reference)
    batch.commit(**DEADLINE)
    return len(found) + 1
