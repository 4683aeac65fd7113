"""The two works of an event, attempt by attempt: its cover, and the mail that confirms it."""

from collections.abc import Callable

from shared.event.model import WorkName
from shared.event.retries import is_over
from shared.store.documents import SECONDS
from tests.performance.simulation.resources import Quota, Rate, Wait
from tests.performance.simulation.world import DAY, MINUTE, World, time_of

_REFUSED_SECONDS = 1.0
"""Until Gemini has answered that it makes no picture."""

Postpone = Callable[[WorkName, int, float, int], Wait]


class Covers:
    def __init__(self, world: World, postpone: Postpone) -> None:
        self._world, self._env, self._figures = world, world.env, world.figures
        self._totals, self._postpone = world.totals, postpone
        limits, a_counter = world.limits, world.figures.document_writes
        self._counters = Rate(world.env, lambda _: limits.counters * a_counter)
        self._pictures = Quota(world.env, limits.pictures_a_day, DAY)
        self._gemini = Quota(world.env, limits.gemini_a_minute, MINUTE)

    def attempt(self, count: int, first_due: float, attempts: int) -> Wait:
        world, image = self._world, self._world.image
        yield image.take(count)
        began, attempts = self._env.now, attempts + 1
        self._totals["requests"] += count
        self._totals["attempts at a cover"] += count
        claimed = world.store(count, reads=count, index="cover")
        drawn = world.draw(count * self._figures.sketch_cpu)
        yield self._env.timeout(max(claimed, drawn) + self._figures.calls_seconds)
        if attempts == 1:
            self._totals["composed"] += count
            self._totals["objects"] += 2 * count
            yield self._env.timeout(world.store(2 * count))
        drawing = count * self._figures.sketch_cpu / world.image_cpus()
        spread = max(drawing, world.tick if attempts == 1 else 0.0)
        paid, spent = self._pay(count, spread)
        served = 0 if self._is_out() else self._gemini.admit(paid)
        self._refund(paid - served, spread)
        if spent:
            self._env.process(self._settle(spent, began, "composed for good"))
        if late := count - spent - served:
            self._env.process(self._again(late, began, first_due, attempts))
        if served:
            yield from self._generate(served, began)

    def _is_out(self) -> bool:
        start, end = self._world.load.outage
        return start <= self._env.now < end

    def _pay(self, count: int, spread: float) -> tuple[int, int]:
        """How many pictures are paid for, and how many find the day's spent, which an instance
        remembers. The others' commits do not come through to the counters in time.
        """
        payable = self._pictures.admit(count)
        paid = self._counters.admit(payable, SECONDS, spread)
        self._pictures.give_back(payable - paid)
        self._world.store(2 * paid)
        return paid, count - payable

    def _refund(self, count: int, spread: float) -> None:
        self._pictures.give_back(count)
        self._counters.admit(count, SECONDS, spread)
        self._world.store(2 * count)

    def _generate(self, count: int, began: float) -> Wait:
        self._totals["pictures"] += count
        yield self._env.timeout(self._world.random.uniform(*self._figures.gemini_seconds))
        seconds = self._figures.generated_cpu - self._figures.sketch_cpu
        yield from self._finish(count, began, seconds, "generated")

    def _settle(self, count: int, began: float, how: str) -> Wait:
        yield from self._finish(count, began, self._figures.composed_cpu, how)

    def _finish(self, count: int, began: float, cpu: float, how: str) -> Wait:
        drawn, stored = self._world.draw(count * cpu), self._world.store(count, index="cover")
        stored = max(stored, self._world.store(count))
        yield self._env.timeout(max(drawn, stored) + self._figures.calls_seconds)
        self._totals["objects"] += 4 * count
        self._totals[how] += count
        self._world.image.give(count, self._env.now - began)

    def _again(self, count: int, began: float, first_due: float, attempts: int) -> Wait:
        yield self._env.timeout(_REFUSED_SECONDS)
        if is_over("cover", time_of(first_due), time_of(self._env.now)):
            yield from self._settle(count, began, "given up")
            return
        yield self._env.timeout(self._world.store(count, index="cover"))
        self._world.image.give(count, self._env.now - began)
        yield from self._postpone("cover", count, first_due, attempts)


class Confirmations:
    def __init__(self, world: World, postpone: Postpone) -> None:
        self._world, self._postpone = world, postpone
        self._provider = Rate(world.env, lambda _: world.limits.mails_a_second)

    def attempt(self, count: int, first_due: float, attempts: int) -> Wait:
        world, seconds = self._world, self._world.figures.mail_seconds
        yield world.email.take(count)
        began, attempts = world.env.now, attempts + 1
        world.totals["requests"] += count
        claimed = world.store(count, reads=count, index="confirmation")
        yield world.env.timeout(claimed + seconds)
        sent = self._provider.admit(count, seconds, world.tick if attempts == 1 else 0.0)
        yield world.env.timeout(world.store(count, index="confirmation"))
        world.email.give(count, world.env.now - began)
        world.totals["sent"] += sent
        if is_over("confirmation", time_of(first_due), time_of(world.env.now)):
            world.totals["not sent"] += count - sent
        elif sent < count:
            yield from self._postpone("confirmation", count - sent, first_due, attempts)
