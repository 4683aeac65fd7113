"""How many paid pictures an organizer has had generated today."""

from datetime import UTC, datetime, timedelta

from google.cloud.firestore import Increment

from shared.store import documents
from shared.store.documents import DEADLINE

_RETENTION = timedelta(days=7)


def refund(owner: str) -> None:
    """Give back a picture that was counted and, as its answer says, not generated."""
    now = datetime.now(UTC)
    batch = documents.batch()
    batch.set(documents.budget(owner, now), {"count": Increment(-1)}, merge=True)
    batch.commit(**DEADLINE)


def spend(owner: str) -> int:
    """Count one more paid picture and return how many that makes in this UTC day.

    The count comes back from the commit that incremented it, so two workers can never both be the
    last one within the limit. It is taken before the picture is paid for: a crash in between loses
    one from the budget, and never makes one free.
    """
    now = datetime.now(UTC)
    batch = documents.batch()
    counter = {"count": Increment(1), "expires": now + _RETENTION}
    batch.set(documents.budget(owner, now), counter, merge=True)
    results = batch.commit(**DEADLINE)
    return int(results[0].transform_results[0].integer_value)
