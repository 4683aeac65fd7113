"""A soak: all that organizers and guests do, for an hour, at half of what this machine can do.

Every function runs as in production; the sweep is called once a minute. Gemini takes four seconds.
At the end every event is looked at: it has one page, one cover that was paid for once, and a mail
for each revision, sent once.

    make bench ARGS=soak SOAK_MINUTES=60
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from statistics import median, quantiles

import requests

from tests.performance.audit import Inbox, audited
from tests.performance.curves import Points
from tests.performance.pacing import Answer, Request, paced
from tests.performance.report import Figure, progress
from tests.performance.serving import Server
from tests.performance.visitors import WORKS_EACH, Visitors
from tests.performance.world import World
from tests.support.repeating import repeated
from tests.support.waiting import wait

_FUNCTIONS = ("publish", "change", "page", "image", "email", "sweep")
_GEMINI_SECONDS = 4
_FIRST_EVENTS = 60
_FIRST_RATE = 20.0
_PATIENCE_SECONDS = 300


def figures(world: World) -> Iterator[Figure]:
    minutes = float(os.environ.get("SOAK_MINUTES", "60"))
    rule = {"match": "Bench", "behaviour": "slow", "seconds": _GEMINI_SECONDS}
    gemini = world.described["gemini"]
    requests.put(f"{gemini}/rules", json=rule, timeout=10).raise_for_status()
    with _serving(world) as servers:
        ports = {name: server.port for name, server in servers.items()}
        visitors, inbox = Visitors(world, ports), Inbox(world.described["inbox"])
        with repeated(visitors.look, every=1):
            sustained = _sustained(visitors)
            rate = sustained / 2 / WORKS_EACH
            progress(f"{sustained:.2f} events a second sustained; {rate:.1f} requests from now on")
            soak = Soak(visitors, inbox, servers)
            with repeated(soak.minute, every=60):
                until = time.time() + minutes * 60
                paced(visitors.visits(until), rate, soak.heard)
            with suppress(TimeoutError):  # what is lost is counted
                wait(lambda: not visitors.under_way, seconds=_PATIENCE_SECONDS)
    inbox.take()
    requests.delete(f"{gemini}/rules", params={"match": "Bench"}, timeout=10)
    soak.draw(world)
    yield Figure.of("soak: works a second, of those sustained", "/s", [(sustained / 2, sustained)])
    yield from soak.figures()
    yield from audited(world, visitors.promised, inbox.sent)


@contextmanager
def _serving(world: World) -> Iterator[dict[str, Server]]:
    """With the workers' subscriptions, as deployed."""
    limits = {"AI_DAILY_LIMIT": "100000", "AI_DAILY_TOTAL": "1000000"}
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(world.serving(name, **(limits if name == "image" else {})))
            for name in _FUNCTIONS
        }
        for name in ("image", "email"):
            stack.enter_context(world.pushing(servers[name], name))
        yield servers


def _sustained(visitors: Visitors) -> float:
    """Events that are done a second, when they come faster than that."""
    started = time.time()
    paced(visitors.publishes(_FIRST_EVENTS), _FIRST_RATE, visitors.heard)
    wait(lambda: not visitors.under_way, seconds=_PATIENCE_SECONDS)
    last = max(due + seconds for due, seconds in visitors.done)
    return _FIRST_EVENTS / (last - started - _GEMINI_SECONDS)


@dataclass
class Soak:
    """What was answered when; what each function's processes held, by minutes since the start."""

    visitors: Visitors
    inbox: Inbox
    servers: dict[str, Server]
    started: float = field(default_factory=time.time)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    memory: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    under_way: list[int] = field(default_factory=list)

    def heard(self, asked: Request, answer: Answer) -> None:
        self.visitors.heard(asked, answer)
        self.answers[asked.kind].append(answer)

    def minute(self) -> None:
        sweep = f"http://127.0.0.1:{self.servers['sweep'].port}"
        requests.post(sweep, timeout=120).raise_for_status()
        self.inbox.take()
        minutes = (time.time() - self.started) / 60
        for name, server in self.servers.items():
            self.memory[name].append((minutes, server.present_bytes() / 1e6))
        self.under_way.append(len(self.visitors.under_way))
        since = time.time() - 60
        times = (
            f"{kind} {_p(latest, 50):.0f}, {_p(latest, 95):.0f}, {_p(latest, 99):.0f} ms"
            for kind, points in sorted(self._latencies().items())
            if (latest := [latency for due, latency in points if due > since])
        )
        held = (f"{name} {points[-1][1]:.0f}" for name, points in self.memory.items())
        progress(
            f"{minutes:.1f} min, {len(self.visitors.promised):,} events, "
            f"{self.inbox.sent.total():,} mails, {self.under_way[-1]} under way; "
            f"{'; '.join(times)}; MB: {', '.join(held)}"
        )

    def figures(self) -> Iterator[Figure]:
        """The second half beside the first, which is their floor."""
        sent = [answer for answers in self.answers.values() for answer in answers]
        good = sum(answer.status == 200 for answer in sent)
        yield Figure.of("soak: answered with 200", "", [(good, len(sent))], 1, at_least=True)
        for kind, points in self._latencies().items():
            first, second = _halves([latency for _, latency in points])
            for percent in (50, 95, 99):
                pair = _p(second, percent), _p(first, percent)
                yield Figure.of(f"soak: {kind}, p{percent}", "ms", [pair])
        for name, points in self.memory.items():
            first, second = _halves([held for _, held in points])
            pair = median(second), median(first)
            yield Figure.of(f"soak: memory of {name}", "MB", [pair], 1.1)
        first, second = _halves(self.under_way)
        yield Figure.of("soak: events under way, at most", "", [(max(second), max(1, *first))])

    def draw(self, world: World) -> None:
        kinds = self._latencies()
        lines = {
            f"{kind}, p{percent}": self._by_minute(kinds[kind], percent)
            for kind in ("cover and mail", "publish", "change", "page")
            for percent in (50, 99)
        }
        labels = "minutes", "seconds"
        world.draw("soak", "Latencies of each minute", labels, lines, log=True)
        world.draw("soak-memory", "Memory", ("minutes", "MB"), self.memory)

    def _latencies(self) -> dict[str, list[tuple[float, float]]]:
        """When each request was due, and what it took, in milliseconds."""
        kinds = {
            kind: [(answer.due, answer.seconds * 1e3) for answer in answers]
            for kind, answers in self.answers.items()
        }
        late = [(due, seconds * 1e3) for due, seconds in self.visitors.done if due >= self.started]
        return kinds | {"cover and mail": sorted(late)}

    def _by_minute(self, points: Sequence[tuple[float, float]], percent: int) -> Points:
        minutes = defaultdict(list)
        for due, latency in points:
            minutes[int((due - self.started) // 60) + 1].append(latency)
        whole = sorted(minutes.keys() & set(range(1, len(self.under_way) + 1)))
        return [(minute, _p(minutes[minute], percent) / 1e3) for minute in whole]


def _p(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return max(values, default=0)
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _halves(values: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    middle = len(values) // 2
    return values[:middle], values[middle:]
