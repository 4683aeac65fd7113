"""When work that failed in a passing way is tried again, and when it is given up."""

from datetime import datetime, timedelta

from shared.event.model import WorkName

GIVE_UP_AFTER: dict[WorkName, timedelta] = {
    "cover": timedelta(hours=24),
    "confirmation": timedelta(hours=48),
}
"""Counted from when the work was first due."""

MAX_LOST_WORKERS = 5
"""Work that killed its worker so often, one attempt after another, is given up."""

_DELAYS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
)
_JITTER = 0.2


def is_over(work: WorkName, first_due: datetime, now: datetime) -> bool:
    """Whether work that fails now is given up rather than tried again."""
    return now >= first_due + GIVE_UP_AFTER[work]


def next_due(
    work: WorkName, attempts: int, first_due: datetime, now: datetime, chance: float
) -> datetime:
    """When to try again after the `attempts`-th attempt failed at `now`.

    `chance`, between 0 and 1, shortens the delay by up to a fifth, so that an outage's many
    retries do not come back all at once. The last attempt is made when the time is up.
    """
    delay = _DELAYS[min(attempts, len(_DELAYS)) - 1]
    due, last = now + delay * (1 - _JITTER * chance), first_due + GIVE_UP_AFTER[work]
    return due if now >= last else min(due, last)
