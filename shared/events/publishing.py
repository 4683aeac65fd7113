"""The conditional write, the replay, the mismatch."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.api_core import exceptions as google
from google.cloud.firestore import DocumentSnapshot

from shared import slugs
from shared.auth import Caller
from shared.clients import firestore_client
from shared.draft import EventDraft
from shared.events import documents
from shared.events.creating import create
from shared.events.documents import DEADLINE, SHARDS
from shared.events.reading import message
from shared.messages import EventPublished
from shared.models import Confirmation, Cover, Event, Organizer, Page
from shared.problems import InvalidEvent, KeyInUse, KeyReused


@dataclass(frozen=True)
class Published:
    """An event that stands. `fresh` only for the attempt that created it."""

    fact: EventPublished
    fresh: bool


def publish(event_id: str, caller: Caller, draft: EventDraft, trace: str) -> Published:
    """Create event, tickets and page in one commit, or say why they exist.

    `trace` is this attempt's own: a commit whose answer was lost and that is then found in place
    is recognised by it. Raises InvalidEvent for an event that is over, KeyReused, KeyInUse.
    """
    if draft.is_over():  # no new event, but an old answer must stay true
        found = documents.event(event_id).get(**DEADLINE)
        if not found.exists:
            raise InvalidEvent(errors=[{"pointer": "/ends_at", "detail": "The event is over"}])
        return _replay(found, caller, draft, trace)
    for slug in slugs.candidates(draft.title, event_id):
        # The create is the claim. Only its failure needs a read, which tells why.
        try:
            return _create(event_id, slug, caller, draft, trace)
        except google.AlreadyExists:
            found = _conflicting(event_id, slug)
            if found.exists:
                return _replay(found, caller, draft, trace)
    raise RuntimeError(f"{event_id} can neither be created nor found")


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
        cover=Cover(state="pending", due=now, upload=draft.cover_upload),
        confirmation=Confirmation(state="pending", due=now),
        trace=trace,
    )
    page = Page(**listing, organizer_name=caller.name, tickets=draft.tickets)

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
    return Published(message(event), fresh=True)


def _conflicting(event_id: str, slug: str) -> DocumentSnapshot[Any]:
    """The event as found by one batch read of it and of the page that it would have had."""
    references = [documents.event(event_id), documents.page(slug)]
    found = firestore_client().get_all(references, **DEADLINE)
    return next(snapshot for snapshot in found if snapshot.reference == references[0])


def _replay(
    found: DocumentSnapshot[Any], caller: Caller, draft: EventDraft, trace: str
) -> Published:
    event = documents.as_event(found)
    if event.owner != caller.uid:
        raise KeyInUse("Make a new key.")
    if event.fingerprint != draft.fingerprint():
        raise KeyReused("This key published another draft; a changed draft needs a new key.")
    return Published(message(event), fresh=event.trace == trace)
