"""Publishing: the conditional write, the replay, the mismatch."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.api_core import exceptions as google
from google.cloud.firestore import DocumentSnapshot

from shared.event import slugs
from shared.event.draft import EventDraft
from shared.event.model import Caller, Confirmation, Cover, Event, Organizer, Page
from shared.event.published import EventPublished
from shared.runtime.clients import firestore_client
from shared.store import documents
from shared.store.commits import create
from shared.store.documents import DEADLINE, SHARDS
from shared.store.errors import EventIsOver, KeyInUse, KeyReused


@dataclass(frozen=True)
class Published:
    """An event that exists. `fresh` only for the attempt that created it."""

    message: EventPublished
    fresh: bool


def publish(event_id: str, caller: Caller, draft: EventDraft, trace: str) -> Published:
    """Create event, tickets and page in one commit, or find that this very draft already did.

    `trace` must be this attempt's alone: by it, a commit that succeeded although its answer was
    lost is recognised as this attempt's own. Raises EventIsOver, KeyReused or KeyInUse.
    """
    if draft.is_over():  # nothing new is published, but a replay still gets its first answer
        snapshot = documents.event(event_id).get(**DEADLINE)
        if not snapshot.exists:
            raise EventIsOver
        return _replay(snapshot, caller, draft, trace)
    unlisted = draft.visibility == "unlisted"
    for slug in slugs.candidates(draft.title, event_id, unlisted=unlisted):
        # The create is the claim. Only when it fails is anything read, to learn why.
        try:
            return _create(event_id, slug, caller, draft, trace)
        except google.AlreadyExists:
            snapshot = _read_conflict(event_id, slug)
            if snapshot.exists:
                return _replay(snapshot, caller, draft, trace)
    raise RuntimeError(f"{event_id} can neither be created nor read")


def _create(event_id: str, slug: str, caller: Caller, draft: EventDraft, trace: str) -> Published:
    now = datetime.now(UTC)
    listing = draft.model_dump(exclude={"tickets", "cover_upload"}) | {
        "event_id": event_id,
        "slug": slug,
        "published_at": now,
    }
    event = Event(
        **listing,
        owner=caller.uid,
        organizer=Organizer(**caller.model_dump()),
        fingerprint=draft.fingerprint(),
        shard=zlib.crc32(event_id.encode()) % SHARDS,
        ticket_count=len(draft.tickets),
        cover=Cover(
            state="pending", due=now, first_due=now, leased=False, upload=draft.cover_upload
        ),
        confirmation=Confirmation(state="pending", due=now, first_due=now, leased=False),
        trace=trace,
    )
    page = Page(
        **listing,
        organizer_name=caller.name,
        tickets=tuple(ticket.model_dump() for ticket in draft.tickets),
    )

    tickets = {
        f"events/{event_id}/tickets/{number}": ticket.model_dump()
        for number, ticket in enumerate(draft.tickets)
    }
    create(
        {
            f"events/{event_id}": event.model_dump(exclude={"event_id"}),
            f"pages/{slug}": page.model_dump(),
            **tickets,
        }
    )
    return Published(EventPublished.of(event), fresh=True)


def _read_conflict(event_id: str, slug: str) -> DocumentSnapshot[Any]:
    """The event's snapshot; read together with the page, so that both are of one moment."""
    references = [documents.event(event_id), documents.page(slug)]
    snapshots = firestore_client().get_all(references, **DEADLINE)
    return next(snapshot for snapshot in snapshots if snapshot.reference == references[0])


def _replay(
    snapshot: DocumentSnapshot[Any], caller: Caller, draft: EventDraft, trace: str
) -> Published:
    event = documents.as_event(snapshot)
    if event.owner != caller.uid:
        raise KeyInUse
    if event.fingerprint != draft.fingerprint():
        raise KeyReused
    return Published(EventPublished.of(event), fresh=event.trace == trace)
