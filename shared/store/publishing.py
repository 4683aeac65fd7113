"""Publishing: the conditional write, the replay, the mismatch."""

import asyncio
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from google.api_core import exceptions as google

from shared.event import slugs
from shared.event.choice import CopiedCover
from shared.event.draft import EventDraft
from shared.event.model import WORKS, Caller, Confirmation, Cover, Event
from shared.event.published import EventPublished
from shared.store import addresses, documents, gets
from shared.store.commits import Fields, Write, commit
from shared.store.documents import SHARDS
from shared.store.errors import (
    EventIsOver,
    EventPurged,
    KeyInUse,
    KeyReused,
    NothingToCopy,
    SlugTaken,
)
from shared.store.gets import Document

_PATIENCE = timedelta(seconds=2)  # by then a worker has claimed its work, or has heard of nothing


@dataclass(frozen=True)
class Published:
    """An event that exists. `fresh` only for the attempt that created it.

    `needs_message` for that one too, and for a replay that finds that nobody has begun the event's
    work: then the message was never published, or is still on its way, which harms nothing.
    """

    message: EventPublished
    fresh: bool
    needs_message: bool


async def publish(event_id: str, caller: Caller, draft: EventDraft, trace: str) -> Published:
    """Create event, tickets and page in one commit, or find that this very draft already did.

    The commit also deletes the caller's stored draft of this ID, if there is one.

    `trace` must be this attempt's alone: by it, a commit that succeeded although its answer was
    lost is recognised as this attempt's own. Raises EventIsOver, NothingToCopy, EventPurged,
    KeyReused, KeyInUse or SlugTaken.
    """
    copied = await _copied(draft.cover, caller) if isinstance(draft.cover, CopiedCover) else {}
    if draft.is_over() or copied is None:
        # Nothing new is published, but a replay still gets its first answer.
        snapshot = await gets.get(f"events/{event_id}")
        if snapshot.exists:
            return _replay(snapshot, caller, draft, trace)
        raise EventIsOver if draft.is_over() else NothingToCopy
    for slug in await _slugs(event_id, draft):
        event, page = _fields(event_id, slug, caller, draft, trace)
        # The create is the claim. Only when it fails is anything read, to learn why.
        try:
            return await _create(event | {"cover": event["cover"] | copied}, page)
        except google.AlreadyExists:
            snapshot, _ = await gets.get_all([f"events/{event_id}", f"pages/{slug}"])
            if snapshot.exists:
                return _replay(snapshot, caller, draft, trace)
    if draft.slug:
        raise SlugTaken(await addresses.like(draft.slug, draft.starts_at.year))
    raise RuntimeError(f"{event_id} can neither be created nor read")


async def _slugs(event_id: str, draft: EventDraft) -> Sequence[str]:
    """Those to try, in order: the chosen one alone, or what is made of the title."""
    if draft.slug:
        return (draft.slug,)
    unlisted = draft.visibility == "unlisted"
    made = slugs.candidates(draft.title, event_id, unlisted=unlisted, language=draft.language)
    if draft.title.isascii():
        return tuple(made)
    # The first title in some scripts loads a dictionary.
    return await asyncio.to_thread(tuple, made)


async def _copied(cover: CopiedCover, caller: Caller) -> Fields | None:
    """The picture as fields of a cover that is to be lettered; None when there is none to copy."""
    snapshot = await gets.get(f"events/{cover.event}")
    event = documents.existing_event(snapshot)
    if event is None or event.owner != caller.uid or not event.cover.url:
        return None
    if event.cover.stored_art is None:
        return None
    return {"art": event.cover.stored_art, "model": event.cover.model}


async def _create(event: Fields, page: Fields) -> Published:
    event_id, slug = page["event_id"], page["slug"]
    # Tickets are parts of their event: one that an earlier life of the event left is replaced.
    await commit(
        [
            Write(f"events/{event_id}", event, exists=False),
            Write(f"pages/{slug}", page, exists=False),
            *(
                Write(documents.ticket_path(event_id, n), each)
                for n, each in enumerate(page["tickets"])
            ),
            *_draft_removal(event_id, event["owner"]),
        ]
    )
    has_upload = event["cover"]["upload"] is not None
    message = EventPublished(**event, event_id=event_id, has_upload=has_upload)
    return Published(message, fresh=True, needs_message=True)


def _draft_removal(event_id: str, owner: str) -> list[Write]:
    """None for an ID that can be no document's: the rules let such an account store no draft."""
    return [] if "/" in owner else [Write(documents.draft_path(owner, event_id))]


def _fields(
    event_id: str, slug: str, caller: Caller, draft: EventDraft, trace: str
) -> tuple[Fields, Fields]:
    """What `Event` and `Page` say is stored, each field of theirs.

    The draft was validated and the rest is made here, so no model is built of it again; a test
    reads what was written back through the models.
    """
    now = datetime.now(UTC)
    dumped = draft.model_dump(exclude={"cover", "cover_upload"})
    tickets, chosen = dumped["tickets"], draft.chosen_cover
    listing = dumped | {
        "slug": slug,
        "published_at": now,
        "unpublished_at": None,
        "unpublished_by": None,
        "revision": 0,
        "changed_at": None,
        "status": "scheduled",
        "note": "",
        "previous_starts_at": None,
        "moved_online": False,
    }
    begun: Fields = {"due": now, "first_due": now, "leased": False}
    event = listing | {
        "owner": caller.uid,
        "organizer": caller.model_dump(exclude={"uid"}),
        "fingerprint": draft.fingerprint(),
        "shard": shard(event_id),
        "ticket_count": len(tickets),
        "cover": Cover(state="pending", **begun).model_dump() | (chosen.stored() if chosen else {}),
        "confirmation": Confirmation(state="pending", **begun).model_dump(),
        "trace": trace,
    }
    page = listing | {
        "event_id": event_id,
        "organizer_name": caller.name,
        "cover": None,
    }
    return event, page


def shard(event_id: str) -> int:
    """Which part of the indexes an event is in. Its own alone: replays agree on it."""
    return zlib.crc32(event_id.encode()) % SHARDS


def _replay(snapshot: Document, caller: Caller, draft: EventDraft, trace: str) -> Published:
    if documents.is_purged(snapshot):
        raise EventPurged
    event = documents.as_event(snapshot)
    if event.owner != caller.uid:
        raise KeyInUse
    if event.fingerprint != draft.fingerprint():
        raise KeyReused
    fresh = event.trace == trace
    return Published(EventPublished.of(event), fresh, needs_message=fresh or is_quiet(event))


def is_quiet(event: Event) -> bool:
    """Whether the event's work was asked for, and nobody has begun it: it may need its message."""
    asked = [work for name in WORKS if (work := event.work(name)).revision == event.revision]
    is_begun = not any(work.due for work in asked) or any(work.attempts for work in asked)
    return not is_begun and datetime.now(UTC) - event.last_changed > _PATIENCE
