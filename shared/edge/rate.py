"""How often a person may ask one instance for something that costs CPU."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MAX_PEOPLE = 10_000


class Rate:
    """At most `most` requests in `seconds`, spread by a bucket that fills again evenly."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._each, self._clock = most, seconds / most, clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, person: str) -> float | None:
        """Count a request. Returns the seconds until the next one, if this one is too many."""
        now = self._clock()
        full_at = max(now, self._full_at.get(person, now)) + self._each
        excess = full_at - now - self._most * self._each
        if excess > 0:
            return excess
        self._full_at[person] = full_at
        self._full_at.move_to_end(person)
        if len(self._full_at) > _MAX_PEOPLE:
            self._full_at.popitem(last=False)
        return None
