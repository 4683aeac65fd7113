"""How many paid pictures have been generated today: an organizer's, and everybody's."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from google.cloud.firestore import DocumentReference, Increment

from shared.store import documents
from shared.store.documents import DEADLINE

_RETENTION = timedelta(days=7)
_TRIES = 3
_COUNTERS = 16
"""Documents among which everybody's count is spread: Firestore takes one write a second on one."""


class Spent(Exception):
    """A limit of the day is reached, and nothing was counted. Says whose, in words that
    web/src/notes.ts looks for.
    """


class Payment:
    """One paid picture, counted against the day's limits until it is refunded."""

    def __init__(self, counters: list[DocumentReference]) -> None:
        self._counters = counters

    def refund(self) -> None:
        """Give back what was counted and, as its answer says, not generated."""
        _add(self._counters, -1)


def pay(owner: str, limit: int, total: int) -> Payment:
    """Count one more paid picture of this UTC day, or raise Spent.

    `limit` is the owner's, `total` everybody's. The counts come back from the commit that
    incremented them, so two workers can never both be the last one within a limit. They are taken
    before the picture is paid for: a crash in between loses one from the budget, and never makes
    one free. The total is divided among counters, and never exceeded; near its end a picture may
    be refused although a counter that was not asked has one left.
    """
    now = datetime.now(UTC)
    own = documents.budget(owner, now)
    shares = {n: total // _COUNTERS + (n < total % _COUNTERS) for n in range(_COUNTERS)}
    filled = [n for n, share in shares.items() if share]
    for n in random.sample(filled, min(_TRIES, len(filled))):
        counters = [own, documents.total(n, now)]
        spent, of_share = _add(counters, 1)
        if spent <= limit and of_share <= shares[n]:
            return Payment(counters)
        _add(counters, -1)
        if spent > limit:
            raise Spent(f"the organizer's {limit} generated covers of the day are spent")
    raise Spent(f"all {total} generated covers of the day are spent")


def _add(counters: list[DocumentReference], count: int) -> list[int]:
    batch = documents.batch()
    fields: dict[str, Any] = {"count": Increment(count), "expires": datetime.now(UTC) + _RETENTION}
    for counter in counters:
        batch.set(counter, fields, merge=True)
    results = batch.commit(**DEADLINE)
    return [int(result.transform_results[0].integer_value) for result in results]
