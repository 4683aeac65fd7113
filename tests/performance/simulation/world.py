"""What all work shares: the clock, Firestore, the instances and their CPU, and what was counted."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import simpy

from shared.event.model import WORKS, WorkName
from tests.performance.simulation.figures import Figures
from tests.performance.simulation.limits import TABLE, Limits
from tests.performance.simulation.resources import Places, Rate, Wait

DAY, HOUR, MINUTE = 86_400.0, 3_600.0, 60.0
_SCALED = 10.0
"""Seconds between two decisions of Cloud Run's how many instances there are."""
_EPOCH = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Load:
    """What comes: publishes a second at each second, and when Gemini answers 503."""

    rate: Callable[[float], float]
    outage: tuple[float, float] = (0, 0)


class World:
    def __init__(
        self, load: Load, limits: Limits, figures: Figures, tick: float, seed: int
    ) -> None:
        self.env = env = simpy.Environment()
        self.load, self.limits, self.figures, self.tick = load, limits, figures, tick
        self.random = random.Random(seed)
        self.totals: Counter[str] = Counter()
        self.cpu = defaultdict[str, float](float)
        """Seconds asked for by function, since instances were last started or stopped."""
        self.image = self._places("image", limits.image)
        self.email = self._places("email", limits.email)
        self._image_cpu = Rate(env, lambda _: self.image_cpus())
        first = math.inf if limits.is_warm else figures.firestore_at_first
        self._firestore = Rate(env, lambda at: first * 1.5 ** min(40, at // 300), step=300)
        each = limits.shards * figures.index_writes
        self._index = {work: Rate(env, lambda _: each) for work in WORKS}

    def _places(self, name: str, most: int) -> Places:
        figures = self.figures
        window, target = figures.push_window, figures.target_load
        return Places(self.env, TABLE[name].concurrency, most, window, target)

    @property
    def firestore_delay(self) -> float:
        return self._firestore.delay

    def store(self, writes: int, reads: int = 0, index: WorkName | None = None) -> float:
        """Seconds until Firestore has done so many operations, each write's in the index too."""
        self.totals["writes"] += writes
        self.totals["reads"] += reads
        indexed = self._index[index].reserve(writes) if index else 0.0
        return max(self._firestore.reserve(writes + reads), indexed)

    def store_new(self, events: int, writes: int) -> float:
        """The same for new events, each of which is in both indexes once."""
        stored = self.store(events * writes)
        return max(stored, *(index.reserve(events) for index in self._index.values()))

    def draw(self, seconds: float) -> float:
        """Seconds until the instances of image have computed for so many."""
        self.cpu["image"] += seconds
        return self._image_cpu.reserve(seconds)

    def image_cpus(self) -> int:
        return max(1, self.image.instances) * TABLE["image"].cpu

    def instances(self) -> dict[str, int]:
        load = self.cpu["publish"] / _SCALED / self.figures.target_load
        publish = min(self.limits.publish, max(TABLE["publish"].instances[0], math.ceil(load)))
        return {"publish": publish, "image": self.image.instances, "email": self.email.instances}

    def scaling(self) -> Wait:
        while True:
            yield self.env.timeout(_SCALED)
            self.image.scale(self.cpu["image"] / _SCALED / self.image_cpus())
            self.email.scale(0)
            for name, count in self.instances().items():
                self.totals[f"{name} seconds"] += int(count * _SCALED)
            self.cpu.clear()


def time_of(at: float) -> datetime:
    """A simulated second, for the product's own rules."""
    return _EPOCH + timedelta(seconds=at)


def second_of(time: datetime) -> float:
    return (time - _EPOCH).total_seconds()
