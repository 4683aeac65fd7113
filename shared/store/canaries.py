"""The canary's runs: the claim of each, and what one that died has left behind."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from google.api_core import exceptions as google
from google.cloud.firestore import CollectionReference, FieldFilter

from shared.runtime.clients import firestore_client
from shared.store import documents, media, operations, reading
from shared.store.documents import DEADLINE

MARK = "00000000-"
"""How the keys of its events begin, and nobody else's: analytics and metrics leave them out."""


@dataclass(frozen=True)
class Run:
    """A run, named after its minute; the key of its event, and its account."""

    name: str
    event_id: str
    email: str
    password: str
    ended: bool = False
    """Nothing is left of it."""


def new_key() -> str:
    """An idempotency key that bears the mark."""
    return MARK + str(uuid.uuid4())[len(MARK) :]


def begin(name: str) -> Run | None:
    """Claim the run of this name. None when another has it: a scheduler may call twice."""
    email = f"canary-{secrets.token_hex(8)}@example.com"
    run = Run(name, new_key(), email, secrets.token_urlsafe(16))
    begun = asdict(run) | {"begun_at": datetime.now(UTC)}
    try:
        _runs().document(name).create(begun, **DEADLINE)
    except google.AlreadyExists:
        return None
    return run


def begun_before(instant: datetime) -> list[Run]:
    """The oldest first, and no more of them than a run can clean up after."""
    query = _runs().where(filter=FieldFilter("begun_at", "<", instant)).order_by("begun_at")
    found = [snapshot.to_dict() or {} for snapshot in query.limit(20).stream(**DEADLINE)]
    return [Run(**{name: each[name] for name in Run.__annotations__}) for each in found]


def end(run: Run) -> None:
    """The claim stays for a while: the same minute may be asked for again."""
    _runs().document(run.name).update({"ended": True}, **DEADLINE)


def forget(run: Run) -> None:
    _runs().document(run.name).delete(**DEADLINE)


def lose_message(run: Run) -> None:
    """Make its confirmation due for a retry, and let no message say so, as a crash does.

    Only the sweep finds that.
    """
    now = datetime.now(UTC)
    lost = {"state": "pending", "attempts": 1, "leased": False, "due": now, "first_due": now}
    changes = {f"confirmation.{name}": value for name, value in lost.items()}
    documents.event(run.event_id).update(changes, **DEADLINE)


def purge(run: Run) -> None:
    """Its event, page and objects, whatever there is of them."""
    if fields := reading.raw_event(run.event_id):
        operations.purge(run.event_id, fields)
    media.remove(media.object_names(run.event_id, None))


def _runs() -> CollectionReference:
    return firestore_client().collection("canaries")
