"""What work waits for: a rate, a quota, or a place in an instance that scales."""

import math
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

import simpy

Wait = Generator[simpy.Event, Any, None]


class Rate:
    """Serves in the order of asking, so much a second, and never catches up on time unused.

    `limit` is constant between the multiples of `step` seconds.
    """

    def __init__(
        self, env: simpy.Environment, limit: Callable[[float], float], step: float = math.inf
    ) -> None:
        self._env, self._limit, self._step = env, limit, step
        self._free = 0.0

    @property
    def delay(self) -> float:
        """Seconds that what asks now waits for its turn."""
        return max(0.0, self._free - self._env.now)

    def reserve(self, amount: float) -> float:
        """Seconds from now until so much more is served."""
        at = max(self._env.now, self._free)
        while amount > 0:
            limit = self._limit(at)
            edge = math.inf if math.isinf(self._step) else (at // self._step + 1) * self._step
            if math.isinf(limit) or amount <= limit * (edge - at):
                at += amount / limit
                break
            amount -= limit * (edge - at)
            at = edge
        self._free = at
        return self.delay

    def admit(self, count: int, within: float, spread: float = 0) -> int:
        """How many of `count` are served within so many seconds of their asking, for which they
        took turns in the `spread` seconds up to now. The others were refused.
        """
        limit, now = self._limit(self._env.now), self._env.now
        if math.isinf(limit):
            return count
        start = max(now - spread, self._free)
        admitted = min(count, math.floor(max(0.0, now + within - start) * limit + 1e-9))
        self._free = start + admitted / limit
        return admitted


class Quota:
    """At most so many in each period, counted from its beginning."""

    def __init__(self, env: simpy.Environment, most: float, period: float) -> None:
        self._env, self._most, self._period = env, most, period
        self._current, self._used = -1, 0

    def admit(self, count: int) -> int:
        current = int(self._env.now // self._period)
        if current != self._current:
            self._current, self._used = current, 0
        admitted = int(min(count, self._most - self._used))
        self._used += admitted
        return admitted

    def give_back(self, count: int) -> None:
        self._used = max(0, self._used - count)


class Places:
    """Places in the instances of a worker, which Pub/Sub fills as far as its push window opens.

    The window starts small, doubles with what is acknowledged, and stays at its limit while an
    acknowledgement takes a second or more. Cloud Run starts instances for what is there.
    """

    def __init__(
        self,
        env: simpy.Environment,
        concurrency: int,
        most: int,
        window: int,
        target_load: float,
    ) -> None:
        self._env, self._concurrency, self.most = env, concurrency, most
        self._most_window, self._target = window, target_load
        self.instances, self.window, self.used = 0, 5.0, 0
        self._waiting: deque[tuple[int, float, simpy.Event]] = deque()
        self.waiting, self.asked, self.admitted = 0, 0, 0
        self._latency, self._since = 0.0, 0.0
        self.busy_seconds, self._scaled = 0.0, (0.0, 0.0)

    @property
    def share(self) -> int:
        """The most that takes places together, so that few stay empty before the next."""
        return max(1, min(self.most * self._concurrency // 4, self._most_window // 10))

    @property
    def held(self) -> tuple[int, int]:
        """How many messages are in places, and how many wait for one."""
        return self.used, self.waiting

    @property
    def oldest(self) -> float:
        """Seconds that the first in the queue has waited."""
        return self._env.now - self._waiting[0][1] if self._waiting else 0.0

    def take(self, count: int) -> simpy.Event:
        """An event that comes when `count` messages have been pushed."""
        event = self._env.event()
        self._waiting.append((count, self._env.now, event))
        self.waiting += count
        self.asked += count
        self._admit()
        return event

    def give(self, count: int, seconds: float) -> None:
        """Acknowledge `count` messages that took so many seconds."""
        self._count()
        self.used -= count
        self._latency += (0.05 if self._latency else 1) * (seconds - self._latency)
        self.window += count
        if self._latency >= 1:
            self.window = min(self.window, self._most_window)
        self._admit()

    def scale(self, cpu_load: float) -> None:
        """Start or stop instances, by the share of their CPU and of their places that is used."""
        self._count()
        busy = (self.busy_seconds - self._scaled[1]) / max(1, self._env.now - self._scaled[0])
        self._scaled = self._env.now, self.busy_seconds
        wanted = busy + (min(self.waiting, self.window) if self.oldest > 1 else 0)
        for_places = math.ceil(wanted / (self._concurrency * self._target))
        for_cpu = math.ceil(self.instances * cpu_load / self._target)
        self.instances = min(self.most, max(for_places, for_cpu))
        self._admit()

    def _admit(self) -> None:
        if self._waiting and not self.instances:
            self.instances = 1
        room = min(self.window, self.instances * self._concurrency)
        while self._waiting and (not self.used or self.used + self._waiting[0][0] <= room):
            count, _, event = self._waiting.popleft()
            self._count()
            self.used += count
            self.waiting -= count
            self.admitted += count
            event.succeed()

    def _count(self) -> None:
        self.busy_seconds += self.used * (self._env.now - self._since)
        self._since = self._env.now
