"""How many paid pictures have been generated today: an organizer's, and everybody's."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from google.cloud.firestore import DocumentReference, Increment

from shared.store import documents
from shared.store.documents import DEADLINE

_RETENTION = timedelta(days=7)
_TRIES = 3
COUNTERS = 16
"""Documents among which everybody's count is spread: Firestore takes one write a second on one."""
_REMEMBERED = timedelta(minutes=10)

_full: dict[tuple[DocumentReference, int], datetime] = {}
"""By a day's counter and its share: until when this instance takes a counter for full. To find that
out takes two writes, which all covers of the rest of a spent day would need again.
"""


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
        _full.clear()


def pay(owner: str, limit: int, total: int) -> Payment:
    """Count one more paid picture of this UTC day, or raise Spent.

    `limit` is the owner's, `total` everybody's. The counts come back from the commit that
    incremented them, so two workers can never both be the last one within a limit. They are taken
    before the picture is paid for: a crash in between loses one from the budget, and never makes
    one free. The total is divided among counters, and never exceeded; near its end a picture may
    be refused although a counter that was not asked, or that another instance refunded within ten
    minutes, has one left.
    """
    now = datetime.now(UTC)
    own = documents.budget(owner, now)
    shares = {n: total // COUNTERS + (n < total % COUNTERS) for n in range(COUNTERS)}
    counters = [(documents.total(n, now), share) for n, share in shares.items() if share]
    _forget_before(now)
    asked = [each for each in counters if each not in _full]
    for counter, share in random.sample(asked, min(_TRIES, len(asked))):
        spent, of_share = _add([own, counter], 1)
        if spent <= limit and of_share <= share:
            return Payment([own, counter])
        _add([own, counter], -1)
        if spent > limit:
            raise Spent(f"the organizer's {limit} generated covers of the day are spent")
        _full[counter, share] = now + _REMEMBERED
    raise Spent(f"all {total} generated covers of the day are spent")


def _forget_before(now: datetime) -> None:
    for each, until in list(_full.items()):  # a copy: payments are made in several threads
        if until <= now:
            _full.pop(each, None)


def _add(counters: list[DocumentReference], count: int) -> list[int]:
    batch = documents.batch()
    fields: dict[str, Any] = {"count": Increment(count), "expires": datetime.now(UTC) + _RETENTION}
    for counter in counters:
        batch.set(counter, fields, merge=True)
    results = batch.commit(**DEADLINE)
    return [int(result.transform_results[0].integer_value) for result in results]
