"""Where things are in Firestore, and how long a call to it may take."""

from datetime import datetime
from typing import Any

from google.api_core import exceptions as google
from google.api_core.retry import Retry, if_exception_type
from google.cloud.firestore import DocumentReference, DocumentSnapshot, WriteBatch

from shared.clients import firestore_client
from shared.models import Event

SHARDS = 16

_SECONDS = 5
_TRANSIENT = if_exception_type(google.ServiceUnavailable, google.Aborted)
DEADLINE: dict[str, Any] = {
    "timeout": _SECONDS,
    "retry": Retry(_TRANSIENT, initial=0.1, maximum=1, timeout=_SECONDS),
}


def event(event_id: str) -> DocumentReference:
    return firestore_client().collection("events").document(event_id)


def page(slug: str) -> DocumentReference:
    return firestore_client().collection("pages").document(slug)


def budget(owner: str, day: datetime) -> DocumentReference:
    return firestore_client().collection("budgets").document(f"{owner}:{day:%Y%m%d}")


def batch() -> WriteBatch:
    return firestore_client().batch()


def as_event(found: DocumentSnapshot[Any]) -> Event:
    return Event.model_validate((found.to_dict() or {}) | {"event_id": found.id})
