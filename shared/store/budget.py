"""How many paid pictures have been generated today: an organizer's, and everybody's."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

from shared.store import documents
from shared.store.commits import Write, commit

_RETENTION = timedelta(days=7)
_TRIES = 3
COUNTERS = 16
"""Documents among which everybody's count is spread: Firestore takes one write a second on one."""
_REMEMBERED = timedelta(minutes=10)
_turns = asyncio.Semaphore(10)
"""For writes to counters: a burst would have hundreds at once on the same few documents."""

_full: dict[tuple[str, int], datetime] = {}
"""By the path of a day's counter and its share: until when this instance takes a counter for full.
To find that out takes two writes, which all covers of the rest of a spent day would need again.
"""


class Spent(Exception):
    """A limit of the day is reached, and nothing was counted. Says whose, in words that
    web/src/notes.ts looks for.
    """


class Payment:
    """One paid picture, counted against the day's limits until it is refunded."""

    def __init__(self, counters: list[str]) -> None:
        self._counters = counters

    async def refund(self) -> None:
        """Give back what was counted and, as its answer says, not generated."""
        await _add(self._counters, -1)
        _full.clear()


async def pay(owner: str, limit: int, total: int) -> Payment:
    """Count one more paid picture of this UTC day, or raise Spent.

    `limit` is the owner's, `total` everybody's. The counts come back from the commit that
    incremented them, so two workers can never both be the last one within a limit. They are taken
    before the picture is paid for: a crash in between loses one from the budget, and never makes
    one free. The total is divided among counters, and never exceeded; near its end a picture may
    be refused although a counter that was not asked, or that another instance refunded within ten
    minutes, has one left.
    """
    now = datetime.now(UTC)
    own = documents.budget_path(owner, now)
    shares = {n: total // COUNTERS + (n < total % COUNTERS) for n in range(COUNTERS)}
    counters = [(documents.total_path(n, now), share) for n, share in shares.items() if share]
    _forget_before(now)
    asked = [each for each in counters if each not in _full]
    for counter, share in random.sample(asked, min(_TRIES, len(asked))):
        spent, of_share = await _add([own, counter], 1)
        if spent <= limit and of_share <= share:
            return Payment([own, counter])
        await _add([own, counter], -1)
        if spent > limit:
            raise Spent(f"the organizer's {limit} generated covers of the day are spent")
        _full[counter, share] = now + _REMEMBERED
    raise Spent(f"all {total} generated covers of the day are spent")


def _forget_before(now: datetime) -> None:
    for each in [each for each, until in _full.items() if until <= now]:
        del _full[each]


async def _add(counters: list[str], count: int) -> list[int]:
    """What they count now. It ends even if nobody waits for it any more: a refund is not lost."""
    return await asyncio.shield(_added(counters, count))


async def _added(counters: list[str], count: int) -> list[int]:
    expires = {"expires": datetime.now(UTC) + _RETENTION}
    writes = [Write(path, expires, merge=True, increments={"count": count}) for path in counters]
    async with _turns:
        return [written.sums[0] for written in await commit(writes)]
