"""What failed for now: Pub/Sub's second delivery, and then the sweep."""

import heapq
from collections import Counter
from collections.abc import Callable

from shared.event.model import WORKS, WorkName
from shared.event.retries import next_due
from tests.performance.simulation.resources import Places, Wait
from tests.performance.simulation.world import MINUTE, World, second_of, time_of

_PUBLISHED_BY_PUBSUB = 30.0
"""Seconds until a refused message comes again: the subscriptions' least delay."""

Start = Callable[[WorkName, int, float, int], None]
"""An attempt at a work: how many, when they were first due, and how many attempts before."""


class Retries:
    def __init__(self, world: World, start: Start) -> None:
        self._world, self._start = world, start
        self._late: dict[WorkName, list[tuple[float, int, float, int]]] = {w: [] for w in WORKS}
        self.waiting: Counter[WorkName] = Counter()

    def postponed(self, work: WorkName, count: int, first_due: float, attempts: int) -> Wait:
        """The first retry is Pub/Sub's, the others are the sweep's."""
        world = self._world
        self.waiting[work] += count
        chance, now = world.random.random(), time_of(world.env.now)
        due = second_of(next_due(work, attempts, time_of(first_due), now, chance))
        if attempts > 1:
            heapq.heappush(self._late[work], (due, count, first_due, attempts))
            return
        yield world.env.timeout(_PUBLISHED_BY_PUBSUB)
        self._retry(work, count, first_due, attempts)

    def _retry(self, work: WorkName, count: int, first_due: float, attempts: int) -> None:
        self.waiting[work] -= count
        self._start(work, count, first_due, attempts)

    def sweeps(self) -> Wait:
        """Each minute, the most overdue first: what waits for its first attempt comes before what
        is due again, and is published once more.
        """
        world = self._world
        places: dict[WorkName, Places] = {"cover": world.image, "confirmation": world.email}
        asked = dict.fromkeys(places, 0)
        while True:
            yield world.env.timeout(MINUTE)
            for work, each in places.items():
                most = int(world.figures.swept * world.figures.sweep_seconds)
                doubled = min(most, max(0, asked[work] - each.admitted))
                asked[work] = each.asked
                world.totals["doubled"] += doubled
                world.totals["requests"] += doubled
                world.totals["reads"] += 2 * doubled
                self._retry_late(work, most - doubled)

    def _retry_late(self, work: WorkName, most: int) -> None:
        """What is due, at most so many; what was published within ten minutes goes on as one."""
        late, together = self._late[work], Counter[tuple[float, int]]()
        while late and most > 0 and late[0][0] <= self._world.env.now:
            _, count, first_due, attempts = heapq.heappop(late)
            most -= count
            together[first_due // 600 * 600, attempts] += count
        for (first_due, attempts), count in together.items():
            self._world.totals["reads"] += count
            self._retry(work, count, first_due, attempts)
