"""What an organizer's covers may cost in a day."""

from datetime import UTC, datetime, timedelta

from google.cloud.firestore import Increment

from shared.events import documents
from shared.events.documents import DEADLINE

_KEPT = timedelta(days=7)


def spend(owner: str) -> int:
    """Count one more paid generation, and say how many that makes in this UTC day.

    One commit, which returns what its Increment made: workers that count at once cannot both be
    the last one allowed. Counted before it is paid for, so that a crash never makes one free.
    """
    now = datetime.now(UTC)
    batch = documents.batch()
    counted = {"count": Increment(1), "expires": now + _KEPT}
    batch.set(documents.budget(owner, now), counted, merge=True)
    written = batch.commit(**DEADLINE)
    return int(written[0].transform_results[0].integer_value)
