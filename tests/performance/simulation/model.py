"""Publish → cover and confirmation: what waits where, in batches of what came in one tick.

The rules are the product's: its leases and retries, its sweep, its counters of paid pictures. What
is left out makes no queue: cold starts (under a second), replays, uploads, changes, and messages
that Cloud Run refuses, since Pub/Sub's window settles at what it accepts.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from shared.event.model import WORKS, WorkName
from tests.performance.simulation.figures import Figures
from tests.performance.simulation.limits import Limits
from tests.performance.simulation.resources import Rate, Wait
from tests.performance.simulation.retries import Retries
from tests.performance.simulation.works import Confirmations, Covers
from tests.performance.simulation.world import MINUTE, Load, World

_WRITES = 4  # of each publish: docs/performance.md, "What it costs"


@dataclass(frozen=True)
class Sample:
    """One minute's end. `waiting` by queue, `instances` by function, `totals` since the start."""

    at: float
    rate: float
    waiting: dict[str, int]
    oldest: dict[str, float]
    instances: dict[str, int]
    totals: Counter[str]


class Simulation:
    def __init__(
        self, load: Load, limits: Limits, figures: Figures, tick: float = 1, seed: int = 1
    ) -> None:
        self.world = world = World(load, limits, figures, tick, seed)
        self.samples: list[Sample] = []
        self.publishing = 0
        self._publish_cpu = Rate(world.env, lambda _: limits.publish)
        self._retries = retries = Retries(world, self._start)
        self._covers = Covers(world, retries.postponed)
        self._confirmations = Confirmations(world, retries.postponed)
        world.env.process(self._arrivals())
        world.env.process(world.scaling())
        world.env.process(retries.sweeps())

    def run(self, seconds: float) -> Iterator[Sample]:
        """Yield each minute's sample. Raises AssertionError once an event is lost or doubled."""
        env = self.world.env
        while env.now < seconds:
            env.run(until=env.now + MINUTE)
            self._account()
            self.samples.append(self._sample())
            yield self.samples[-1]

    def _account(self) -> None:
        """What came is done, given up, in work or waits: in each stage, all of it."""
        world, totals, late = self.world, self.world.totals, self._retries.waiting
        covers = totals["generated"] + totals["composed for good"] + totals["given up"]
        mails = totals["sent"] + totals["not sent"]
        for stage, came, parts in (
            ("publish", totals["asked"], (totals["published"], self.publishing)),
            ("cover", totals["published"], (covers, *world.image.held, late["cover"])),
            ("confirmation", totals["published"], (mails, *world.email.held, late["confirmation"])),
        ):
            accounted = came == sum(parts) and min(parts) >= 0
            assert accounted, f"{stage} at {world.env.now:.0f} s: {came} came, found {parts}"

    def _sample(self) -> Sample:
        world, late = self.world, self._retries.waiting
        waiting = {
            "publish": self.publishing,
            "cover": world.image.waiting,
            "cover, retries": late["cover"],
            "confirmation": world.email.waiting,
            "confirmation, retries": late["confirmation"],
        }
        oldest = {
            "publish": world.firestore_delay,
            "cover": world.image.oldest,
            "confirmation": world.email.oldest,
        }
        now, rate = world.env.now, world.load.rate(world.env.now)
        return Sample(now, rate, waiting, oldest, world.instances(), Counter(world.totals))

    def _arrivals(self) -> Wait:
        world = self.world
        while True:
            yield world.env.timeout(world.tick)
            count = self._poisson(world.load.rate(world.env.now) * world.tick)
            if count:
                world.env.process(self._publish(count))

    def _poisson(self, mean: float) -> int:
        random = self.world.random
        if mean > 50:
            return max(0, round(random.gauss(mean, math.sqrt(mean))))
        count, at = 0, random.expovariate(1)
        while at < mean:
            count, at = count + 1, at + random.expovariate(1)
        return count

    def _publish(self, count: int) -> Wait:
        world, seconds = self.world, count * self.world.figures.publish_cpu
        world.totals["asked"] += count
        self.publishing += count
        world.cpu["publish"] += seconds
        computed = self._publish_cpu.reserve(seconds)
        yield world.env.timeout(max(computed, world.store_new(count, _WRITES)))
        self.publishing -= count
        world.totals["published"] += count
        world.totals["requests"] += count
        for work in WORKS:
            self._start(work, count, world.env.now, 0)

    def _start(self, work: WorkName, count: int, first_due: float, attempts: int) -> None:
        """An attempt of so many, in as many processes as places allow."""
        attempt = self._covers.attempt if work == "cover" else self._confirmations.attempt
        share = (self.world.image if work == "cover" else self.world.email).share
        for start in range(0, count, share):
            self.world.env.process(attempt(min(share, count - start), first_due, attempts))
