"""Document paths, and the deadline of a Firestore call."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from google.api_core import exceptions as google
from google.api_core.retry import AsyncRetry, Retry, if_exception_type

from shared.event.model import Event
from shared.runtime.clients import firestore_client

if TYPE_CHECKING:  # loading it takes a tenth of a cold start, and not all functions need it
    from google.cloud.firestore import DocumentReference, WriteBatch

SHARDS = 16
"""Shards lead every index that a query by time needs, because Firestore takes 500 writes a second
on an index that is led by a time.
"""

SECONDS = 5
_TRANSIENT = if_exception_type(google.ServiceUnavailable, google.Aborted)
DEADLINE: dict[str, Any] = {
    "timeout": SECONDS,
    "retry": Retry(_TRANSIENT, initial=0.1, maximum=1, timeout=SECONDS),
}
"""Keyword arguments of every call: at most five seconds, retries included."""
ASYNC_RETRY = AsyncRetry(_TRANSIENT, initial=0.1, maximum=1, timeout=SECONDS)
ASYNC_DEADLINE: dict[str, Any] = {"timeout": SECONDS, "retry": ASYNC_RETRY}
"""The same for calls on the event loop."""


def event(event_id: str) -> "DocumentReference":
    return firestore_client().collection("events").document(event_id)


def page(slug: str) -> "DocumentReference":
    return firestore_client().collection("pages").document(slug)


def ticket_path(event_id: str, n: int) -> str:
    """The path of the n-th ticket type's document."""
    return f"events/{event_id}/tickets/{n}"


def draft_path(uid: str, key: str) -> str:
    """The path of a draft that its owner's browser writes under infra/firestore.rules."""
    return f"organizers/{uid}/drafts/{key}"


def budget_path(owner: str, day: datetime) -> str:
    return f"budgets/{owner}:{day:%Y%m%d}"


def total_path(n: int, day: datetime) -> str:
    """The n-th of everybody's counters. An owner's name has a colon in it."""
    return f"budgets/{day:%Y%m%d}.{n}"


def batch() -> "WriteBatch":
    return firestore_client().batch()


class Snapshot(Protocol):
    """A document that was read: a DocumentSnapshot, or a `shared.store.gets.Document`."""

    @property
    def id(self) -> str: ...

    @property
    def exists(self) -> bool: ...

    def to_dict(self) -> dict[str, Any] | None: ...


def is_purged(snapshot: Snapshot) -> bool:
    """Whether an event or page was removed: what is left keeps its key or slug from reuse."""
    return "purged_at" in (snapshot.to_dict() or {})


def existing_event(snapshot: Snapshot) -> Event | None:
    """None when there is no such event, or it was purged."""
    return as_event(snapshot) if snapshot.exists and not is_purged(snapshot) else None


def as_event(snapshot: Snapshot) -> Event:
    """Raises pydantic's ValidationError for a document that is no event."""
    return Event.model_validate((snapshot.to_dict() or {}) | {"event_id": snapshot.id})
