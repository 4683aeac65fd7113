"""What an operator does to an event. None of it happens by itself."""

from datetime import UTC, datetime
from typing import Any

from google.api_core import exceptions as google
from google.cloud.firestore import DELETE_FIELD, DocumentReference

from shared.event import tags
from shared.event.model import WORKS, Event, WorkName
from shared.runtime.clients import firestore_client
from shared.store import documents
from shared.store.documents import DEADLINE

_PARTS = ("tickets", "changes")
_RESET = {"attempts": 0, "lost_workers": 0, "leased": False, "state": "pending", "error": None}


def reopen(event_id: str) -> tuple[Event, list[WorkName]] | None:
    """Make unfinished and failed work, and a cover that had to be composed, due now.

    Such a cover gets a new picture, unless there is one that could only not be lettered.
    Returns the event as it was and what was reopened; None when there is no such event. Work under
    a live lease is left to its holder. So is an unpublished event: its work is never done, and
    would stay overdue for ever.
    """
    while True:
        snapshot = documents.event(event_id).get(**DEADLINE)
        event, now = documents.existing_event(snapshot), datetime.now(UTC)
        if event is None:
            return None
        reopened = [work for work in WORKS if _is_wanting(event, work, now)]
        changes = {
            f"{work}.{field}": value
            for work in reopened
            for field, value in (_RESET | {"due": now, "first_due": now}).items()
        }
        if not changes:
            return event, []
        if "cover" in reopened and event.cover.state == "ready":
            changes["cover.keeps_art"] = event.cover.art is not None
        # A worker may claim between the read and this write: then its claim must stand.
        option = firestore_client().write_option(last_update_time=snapshot.update_time)
        try:
            documents.event(event_id).update(changes, option, **DEADLINE)
        except (google.FailedPrecondition, google.NotFound):
            continue
        return event, reopened


def _is_wanting(event: Event, work: WorkName, now: datetime) -> bool:
    if event.unpublished_at:
        return False
    state = event.work(work)
    if state.due:
        return state.due <= now or not state.is_leased
    if work == "cover":
        return event.cover.source == "composed" and event.cover.choice != "composed"
    return event.confirmation.state == "failed"


def unpublish(event: Event) -> None:
    """Take the page down (410) and all work off the queue, in one commit."""
    unpublished = {"unpublished_at": datetime.now(UTC), "unpublished_by": "operator"}
    no_work = {"cover.due": DELETE_FIELD, "confirmation.due": DELETE_FIELD}
    batch = documents.batch()
    batch.update(documents.event(event.event_id), unpublished | no_work)
    if documents.page(event.slug).get(**DEADLINE).exists:
        batch.update(documents.page(event.slug), unpublished)
    batch.commit(**DEADLINE)


def purge(event_id: str, fields: dict[str, Any]) -> int:
    """Delete event, tickets, changes and page in one commit. Returns the number of documents.

    `fields` is the event as `raw_event` returned it. Of event and page a tombstone is left, which
    holds the time, and of the page its language: the idempotency key never publishes again, and the
    slug is never given away. Workers that are busy with the event find nothing to record and end.
    """
    event, now = documents.event(event_id), datetime.now(UTC)
    parts = _parts(event)
    tombstones: list[tuple[DocumentReference, dict[str, Any]]] = [(event, {"purged_at": now})]
    if slug := fields.get("slug"):
        page = documents.page(slug).get(**DEADLINE)
        if not page.exists or (page.to_dict() or {}).get("event_id") == event_id:
            left = {"purged_at": now, "language": _language(fields)}
            tombstones.append((page.reference, left))
    batch = documents.batch()
    for reference in parts:
        batch.delete(reference)
    for reference, left in tombstones:
        batch.set(reference, left)
    batch.commit(**DEADLINE)
    # A change between the listing and that commit made another part. None can come any more: each
    # needs the event.
    late = _parts(event)
    for reference in late:
        reference.delete(**DEADLINE)
    return len(parts) + len(tombstones) + len(late)


def _language(fields: dict[str, Any]) -> str:
    """The event's, without what its organizer may have written into the tag."""
    found = tags.MAIN.match(str(fields.get("language", "")))
    return found[0] if found else "en"


def _parts(event: DocumentReference) -> list[DocumentReference]:
    return [part for name in _PARTS for part in event.collection(name).list_documents()]
