"""1,000 page views a second of one instance: at 500 hot pages, and at 5,000 cold ones.

Nine views of ten go to the hot pages, one to the cold; within each all pages are as likely. Every
page was published an hour ago, under the cover that stays.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import quantiles

import psutil

from tests.performance.curves import Points
from tests.performance.load import load, request
from tests.performance.pacing import Answer, Request, paced
from tests.performance.report import Figure, progress
from tests.performance.serving import Server
from tests.performance.world import World, slug
from tests.support.factories import cover

_HOT, _COLD = 500, 5_000
_HOT_SHARE = 0.9
_RATES = (250, 500, 1_000)
_SECONDS = 30
_MOST_MS = {50: 5.0, 95: 50.0, 99: 200.0, 99.9: 1_000.0}
_AGAIN = 2


@dataclass
class Run:
    """Latencies in milliseconds by kind of page, and seconds of CPU by who took them."""

    rate: int
    cpu: dict[str, float] = field(default_factory=dict)
    latencies: dict[str, list[float]] = field(default_factory=lambda: {"hot": [], "cold": []})
    errors: int = 0
    first: float = float("inf")
    last: float = 0

    def heard(self, view: Request, answer: Answer) -> None:
        self.first = min(self.first, answer.due)
        self.last = max(self.last, answer.due + answer.seconds)
        self.latencies[view.kind].append(answer.seconds * 1e3)
        self.errors += answer.status != 200

    @property
    def all(self) -> list[float]:
        return [*self.latencies["hot"], *self.latencies["cold"]]

    @property
    def reached(self) -> float:
        """Views a second, until the last was answered."""
        return len(self.all) / (self.last - self.first)


class Pages:
    """Slugs of pages as they are an hour after their events were published."""

    def __init__(self, world: World) -> None:
        self.kinds = {"hot": _written(world, _HOT), "cold": _written(world, _COLD)}
        self._chance = random.Random(1)

    def views(self, port: int, count: int) -> Iterator[Request]:
        for _ in range(count):
            kind = "hot" if self._chance.random() < _HOT_SHARE else "cold"
            yield Request(kind, port, _view(self._chance.choice(self.kinds[kind])))


def figures(world: World) -> Iterator[Figure]:
    """At rising rates; the last one again for a minute, whose memory is held against the first."""
    pages, runs = Pages(world), []
    with world.serving("page") as server:
        _warm(server, pages)
        for rate in _RATES:
            runs.append(_run(world, server, pages, rate))
            yield from _figures(runs[-1])
        first = server.peak_bytes() / 1e6
        for _ in range(_AGAIN):
            _run(world, server, pages, _RATES[-1])
        last = server.peak_bytes() / 1e6
    yield Figure.of("views: memory after a minute more", "MB", [(last, first)], 1.1)
    before = None
    if world.before:
        with world.serving_before("page") as server:
            _warm(server, pages)
            before = _run(world, server, pages, _RATES[-1])
        yield from _figures(before, ", before")
    _draw(world, runs, before)


def _written(world: World, count: int) -> list[str]:
    keys = [str(uuid.uuid4()) for _ in range(count)]
    world.fill(keys)
    settled = {"published_at": datetime.now(UTC) - timedelta(hours=1), "cover": cover()}
    world.update([f"pages/{slug(key)}" for key in keys], settled)
    return [slug(key) for key in keys]


def _warm(server: Server, pages: Pages) -> None:
    load(server.port, [_view(page) for page in pages.kinds["hot"]], 8)


def _view(page: str) -> bytes:
    return request("GET", f"/e/{page}", {"Accept-Encoding": "gzip"})


def _run(world: World, server: Server, pages: Pages, rate: int) -> Run:
    run, weighed = Run(rate), _weighed(world, server)
    before = {name: _cpu(processes) for name, processes in weighed.items()}
    progress(f"{rate:,} views a second for {_SECONDS} s")
    paced(pages.views(server.port, rate * _SECONDS), rate, run.heard)
    run.cpu = {name: _cpu(processes) - before[name] for name, processes in weighed.items()}
    return run


def _weighed(world: World, server: Server) -> dict[str, list[psutil.Process]]:
    """Who shares the machine: the instance, Firestore's emulator, and this process."""
    port = int(world.described["firestore"].rpartition(":")[2])
    listening = (each for each in psutil.net_connections("tcp") if each.status == "LISTEN")
    emulator = next(each.pid for each in listening if each.laddr[1:] == (port,))
    worker = server.process.children()
    return {"instance": worker, "emulator": [psutil.Process(emulator)], "load": [psutil.Process()]}


def _cpu(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return sum(time.user + time.system for time in times)


def _figures(run: Run, whose: str = "") -> Iterator[Figure]:
    """Milliseconds of CPU a view are also what share of a vCPU 1,000 a second take."""
    what, every = f"{run.rate:,} views a second{whose}", run.all
    target = 1.0 if run.rate == _RATES[-1] and not whose else None
    yield from _latencies(what, every, target)
    for kind, found in run.latencies.items():
        yield from _latencies(f"{what}, {kind}", found)
    good = len(every) - run.errors
    yield Figure.of(f"{what}: answered with 200", "", [(good, len(every))], 1, at_least=True)
    yield Figure.of(
        f"{what}: reached", "/s", [(run.reached, run.rate)], target and 0.95, at_least=True
    )
    for name, seconds in run.cpu.items():
        yield Figure.of(f"{what}: CPU of one, {name}", "ms", [(seconds / len(every) * 1e3, 1)])


def _latencies(what: str, found: list[float], target: float | None = None) -> Iterator[Figure]:
    percentiles = quantiles(found, n=1_000, method="inclusive")
    for percent, most in _MOST_MS.items():
        latency = percentiles[round(percent * 10) - 1]
        yield Figure.of(f"{what}: p{percent:g}", "ms", [(latency, most)], target)


def _draw(world: World, runs: Sequence[Run], before: Run | None) -> None:
    lines = {f"{run.rate:,} a second": _percentiles(run.all) for run in runs}
    for kind, found in runs[-1].latencies.items():
        lines[f"of {runs[-1].rate:,}: {kind}"] = _percentiles(found)
    if before:
        lines[f"{before.rate:,}, before"] = _percentiles(before.all)
    world.draw(
        "views",
        f"Views of {_HOT:,} hot and {_COLD:,} cold pages, by one instance",
        ("% of the views", "answered within milliseconds"),
        lines,
        log=True,
    )


def _percentiles(latencies: list[float]) -> Points:
    found = enumerate(quantiles(latencies, n=1_000, method="inclusive"), 1)
    return [(number / 10, latency) for number, latency in found]
