"""Publishing, reading and working on events: the only code that talks to Firestore."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from google.api_core import exceptions as google
from google.api_core.retry import Retry, if_exception_type
from google.cloud.firestore import (
    DELETE_FIELD,
    DocumentReference,
    DocumentSnapshot,
    FieldFilter,
    WriteBatch,
)

from shared import log, slugs
from shared.auth import Caller
from shared.clients import firestore_client
from shared.draft import EventDraft
from shared.failures import Retryable
from shared.messages import EventPublished
from shared.models import Confirmation, Cover, Event, Organizer, Page
from shared.problems import InvalidEvent, KeyInUse, KeyReused

WorkName = Literal["cover", "confirmation"]
SHARDS = 16

_SECONDS = 5
_TRANSIENT = if_exception_type(google.ServiceUnavailable, google.Aborted)
_DEADLINE: dict[str, Any] = {
    "timeout": _SECONDS,
    "retry": Retry(_TRANSIENT, initial=0.1, maximum=1, timeout=_SECONDS),
}


# --- Publishing -----------------------------------------------------------------------------------


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
        found = _event(event_id).get(**_DEADLINE)
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

    batch = _batch()
    batch.create(_event(event_id), event.model_dump(exclude={"event_id"}))
    batch.create(_page(slug), page.model_dump())
    for number, ticket in enumerate(draft.tickets):
        batch.create(
            _event(event_id).collection("tickets").document(str(number)), ticket.model_dump()
        )
    batch.commit(**_DEADLINE)
    return Published(message(event), fresh=True)


def _conflicting(event_id: str, slug: str) -> DocumentSnapshot[Any]:
    """The event as found by one batch read of it and of the page that it would have had."""
    references = [_event(event_id), _page(slug)]
    found = firestore_client().get_all(references, **_DEADLINE)
    return next(snapshot for snapshot in found if snapshot.reference == references[0])


def _replay(
    found: DocumentSnapshot[Any], caller: Caller, draft: EventDraft, trace: str
) -> Published:
    event = _as_event(found)
    if event.owner != caller.uid:
        raise KeyInUse("Make a new key.")
    if event.fingerprint != draft.fingerprint():
        raise KeyReused("This key published another draft; a changed draft needs a new key.")
    return Published(message(event), fresh=event.trace == trace)


# --- Reading --------------------------------------------------------------------------------------


def page(slug: str) -> Page | None:
    """The public page: one read."""
    found = _page(slug).get(**_DEADLINE)
    return Page.model_validate(found.to_dict()) if found.exists else None


def message(event: Event) -> EventPublished:
    """The event as the fact that was, or will be, told of it."""
    return EventPublished(**event.model_dump(), has_upload=event.cover.upload is not None)


def overdue(work: WorkName, grace: timedelta, limit: int) -> Iterator[Event]:
    """Events whose work has been due for longer than `grace`, the longest first.

    The index is led by `shard`: an index on time alone takes 500 writes a second at most.
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
        yield _as_event(found)


# --- Working --------------------------------------------------------------------------------------


class Busy(Retryable):
    """Somebody else holds a live lease on this work."""


class Lost(Exception):
    """The lease ran out and somebody else took the work, or the event was purged."""


@dataclass(frozen=True)
class Claim:
    """A lease on one event's work, until `due`."""

    event: Event
    work: WorkName
    attempts: int
    due: datetime
    update_time: Any


def claim(event_id: str, work: WorkName, lease: timedelta) -> Claim | None:
    """Take the work for `lease`, counting the attempt. None when there is nothing left to do.

    Raises Busy while somebody else's lease lives: the message must come again, since the holder
    may die.
    """
    for _ in range(10):
        found = _event(event_id).get(**_DEADLINE)
        if not found.exists:
            return None
        event, now = _as_event(found), datetime.now(UTC)
        state = getattr(event, work)
        if state.due is None or event.unpublished_at:
            return None
        if state.due > now:
            raise Busy(f"{work} is claimed until {state.due:%H:%M:%S}")
        due, attempts = now + lease, state.attempts + 1
        try:
            written = _event(event_id).update(
                {f"{work}.due": due, f"{work}.attempts": attempts},
                firestore_client().write_option(last_update_time=found.update_time),
                **_DEADLINE,
            )
        except (google.FailedPrecondition, google.NotFound):
            continue  # the twin wrote its own part, or a rival was faster: look again
        return Claim(event, work, attempts, due, written.update_time)
    raise Busy(f"{work} is contended")


def record(claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None) -> Claim:
    """Write `changes` to the claimed work, and `page` to the public page, in one commit.

    Raises Lost when the claim no longer holds; then nothing is written.
    """
    update_time = claim.update_time
    for _ in range(10):
        batch = _batch()
        batch.update(
            _event(claim.event.event_id),
            {f"{claim.work}.{field}": value for field, value in changes.items()},
            firestore_client().write_option(last_update_time=update_time),
        )
        if page:
            batch.update(_page(claim.event.slug), page)
        try:
            written = batch.commit(**_DEADLINE)
            return replace(claim, update_time=written[0].update_time)
        except (google.FailedPrecondition, google.NotFound):
            update_time = _still_held(claim)
    raise Busy(f"{claim.work} is contended")


def _still_held(claim: Claim) -> Any:
    """The event's present update time, which the twin may have moved. Raises Lost."""
    found = _event(claim.event.event_id).get(**_DEADLINE)
    if not found.exists or getattr(_as_event(found), claim.work).due != claim.due:
        raise Lost(f"{claim.work} of {claim.event.event_id}")
    return found.update_time


def finish(claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None) -> None:
    """Record the last `changes` and take the work off every queue. Raises Lost."""
    record(claim, changes | {"due": DELETE_FIELD}, page)


def release(claim: Claim, error: str) -> None:
    """Give the work back at once, so that the redelivery need not wait for the lease to end."""
    try:
        record(claim, {"due": datetime.now(UTC), "error": error})
    except (Lost, Retryable, google.GoogleAPICallError) as failure:
        log.warning("lease_not_released", cause=type(failure).__name__)


# --- Documents ------------------------------------------------------------------------------------


def _event(event_id: str) -> DocumentReference:
    return firestore_client().collection("events").document(event_id)


def _page(slug: str) -> DocumentReference:
    return firestore_client().collection("pages").document(slug)


def _batch() -> WriteBatch:
    return firestore_client().batch()


def _as_event(found: DocumentSnapshot[Any]) -> Event:
    return Event.model_validate((found.to_dict() or {}) | {"event_id": found.id})
