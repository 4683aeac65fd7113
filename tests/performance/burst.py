"""A burst: 200 published in ten seconds, while Gemini takes eight for each picture.

One instance of the image function gets their messages, and no other worker any. When a page had
its covers is when Firestore wrote them.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from statistics import quantiles
from typing import Any

import requests
from google.cloud.firestore import FieldFilter

from tests.performance.curves import Points
from tests.performance.pacing import Answer, Request, paced
from tests.performance.report import Figure, progress
from tests.performance.serving import Server
from tests.performance.world import World
from tests.support.repeating import repeated
from tests.support.waiting import wait

_EVENTS, _SECONDS = 200, 10.0
_GEMINI_SECONDS = 8
_COMPOSED_SECONDS = 5.0
_ORGANIZERS = 50
_PATIENCE_SECONDS = 120
"""After which a page that still has no picture counts as if it got it then."""
_MEGABYTES = 1074  # 1 GiB


@dataclass
class Burst:
    """How long after its publish was due each event's page had which cover."""

    composed: dict[str, float]
    generated: dict[str, float]
    paid: int
    cpu: float
    """Seconds, for each generated cover."""
    first_cpu: float
    """Seconds until all were composed, for each of them, whatever else was done meanwhile."""
    share: float
    """Of the machine's CPU, that the image function had until then."""
    peak_bytes: int = 0
    peak_threads: int = 0
    load: float = 0
    """Of the machine, in the minute before."""


def figures(world: World) -> Iterator[Figure]:
    ours = _played(world, world.serving)
    before = _played(world, world.serving_before) if world.before else None
    world.draw(
        "burst",
        f"{_EVENTS} published in {_SECONDS:.0f} s: pages that have a cover",
        ("seconds since the publish", "% of the pages"),
        {"composed": _shares(ours.composed), "generated": _shares(ours.generated)},
    )
    yield from _absolute(ours)
    if before:
        yield from _against(ours, before)


def _shares(late: dict[str, float]) -> Points:
    """Of the events, in percent, that had it by then."""
    have = enumerate(sorted(late.values()), 1)
    return [(0, 0), *((seconds, 100 * count / _EVENTS) for count, seconds in have)]


def _absolute(burst: Burst) -> Iterator[Figure]:
    late = _percentiles(burst.composed)
    events = float(_EVENTS)
    yield _figure("burst: composed cover, p50", "s", late[49], _COMPOSED_SECONDS)
    yield _figure("burst: composed cover, p95", "s", late[94], _COMPOSED_SECONDS, 1)
    yield _figure("burst: composed cover, latest", "s", late[98], _COMPOSED_SECONDS)
    made = _percentiles(burst.generated)
    yield _figure("burst: generated cover, p50", "s", made[49], _GEMINI_SECONDS)
    yield _figure("burst: generated cover, p95", "s", made[94], _GEMINI_SECONDS)
    composed, generated = len(burst.composed), len(burst.generated)
    yield _figure("burst: pages with a composed cover", "", composed, events, 1, at_least=True)
    yield _figure("burst: pages with a generated cover", "", generated, events, 1, at_least=True)
    yield _figure("burst: pictures paid for", "", burst.paid, events, 1)
    yield _figure("burst: memory", "MB", burst.peak_bytes / 1e6, _MEGABYTES, 1)
    yield _figure("burst: threads", "", burst.peak_threads, events)
    yield _figure("burst: CPU until composed, of an event", "ms", burst.first_cpu * 1e3, 100)
    yield _figure("burst: share of the machine until then", "", burst.share, 1)
    yield _figure("burst: CPU of an event", "ms", burst.cpu * 1e3, 500, 1)
    yield _figure("burst: the machine's load before", "", burst.load, os.cpu_count() or 1)


def _against(ours: Burst, before: Burst) -> Iterator[Figure]:
    for name, found, other in (
        ("composed", ours.composed, before.composed),
        ("generated", ours.generated, before.generated),
    ):
        for percent in (50, 95):
            pair = (_percentiles(each)[percent - 1] for each in (found, other))
            yield _figure(f"burst: {name} cover, p{percent}, before", "s", *pair)
        count = f"burst: pages with a {name} cover, before"
        yield _figure(count, "", len(found), max(1, len(other)))
    memory = ours.peak_bytes / 1e6, before.peak_bytes / 1e6
    yield _figure("burst: memory, before", "MB", *memory)
    yield _figure("burst: threads, before", "", ours.peak_threads, before.peak_threads)
    cpu = (each.cpu * 1e3 for each in (ours, before))
    yield _figure("burst: CPU of an event, before", "ms", *cpu)


def _figure(
    name: str,
    unit: str,
    ours: float,
    floor: float,
    target: float | None = None,
    *,
    at_least: bool = False,
) -> Figure:
    return Figure.of(name, unit, [(float(ours), float(floor))], target, at_least=at_least)


def _percentiles(late: dict[str, float]) -> list[float]:
    missing = [float(_PATIENCE_SECONDS)] * (_EVENTS - len(late))
    return quantiles([*late.values(), *missing], n=100, method="inclusive")


Serving = Callable[..., AbstractContextManager[Server]]


def _played(world: World, serving: Serving) -> Burst:
    run = f"burst {uuid.uuid4().hex[:8]}"
    rule = {"match": run, "behaviour": "heavy", "seconds": _GEMINI_SECONDS}
    gemini = world.described["gemini"]
    requests.put(f"{gemini}/rules", json=rule, timeout=10).raise_for_status()
    limits = {"AI_DAILY_LIMIT": str(_EVENTS), "AI_DAILY_TOTAL": str(100 * _EVENTS)}
    load = os.getloadavg()[0]
    with (
        world.serving("publish") as publishing,
        serving("image", **limits) as image,
        world.pushing(image, "image"),
        _watched(world, run) as seen,
        _weighed(image) as weight,
    ):
        begun, started = image.cpu_seconds(), time.monotonic()
        keys = [str(uuid.uuid4()) for _ in range(_EVENTS)]
        titles = {key: f"{run} {number:03}" for number, key in enumerate(keys)}
        tokens = [world.issuer.token({"sub": f"{run}-{n}"}) for n in range(_ORGANIZERS)]
        sent = [
            Request("publish", publishing.port, world.publish(key, titles[key], token), key)
            for key, token in zip(keys, cycle(tokens), strict=False)
        ]
        published: dict[str, float] = {}

        def heard(publish: Request, answer: Answer) -> None:
            assert answer.status == 200, answer
            published[titles[publish.key]] = answer.due

        paced(sent, _EVENTS / _SECONDS, heard)
        _wait(lambda: len(seen.first) == _EVENTS, started)
        first_cpu, first = image.cpu_seconds() - begun, time.monotonic() - started
        _wait(lambda: len(seen.generated) == _EVENTS, started)
        cpu = image.cpu_seconds() - begun
    calls = requests.get(f"{gemini}/calls", params={"match": run}, timeout=10).json()
    return Burst(
        {title: seen.first[title] - published[title] for title in seen.first},
        {title: seen.generated[title] - published[title] for title in seen.generated},
        len(calls),
        cpu / max(1, len(seen.generated)),
        first_cpu / max(1, len(seen.first)),
        first_cpu / first / (os.cpu_count() or 1),
        weight.bytes,
        weight.threads,
        load,
    )


def _wait(reached: Callable[[], bool], since: float) -> None:
    with suppress(TimeoutError):  # what is lost is counted
        wait(reached, seconds=max(0, since + _PATIENCE_SECONDS - time.monotonic()))


@dataclass
class Seen:
    """When a page got its first cover of any kind, and its generated one, by the event's title."""

    first: dict[str, float] = field(default_factory=dict)
    generated: dict[str, float] = field(default_factory=dict)

    def look(self, world: World, run: str) -> None:
        """At what was written since the look before; the time is that of the write.

        Looks, because the Firestore emulator does not take the commits of a burst while somebody
        listens to what they change.
        """
        pages: Any = world.firestore.collection("pages").select(["title", "cover.source"])
        for bound in (FieldFilter("title", ">=", run), FieldFilter("title", "<", f"{run}~")):
            pages = pages.where(filter=bound)
        for page in pages.stream():
            fields, written = page.to_dict(), page.update_time.timestamp()
            if cover := fields.get("cover"):
                self.first.setdefault(fields["title"], written)
                if cover["source"] == "generated":
                    self.generated.setdefault(fields["title"], written)
        progress(f"{len(self.first)} pages have a cover, {len(self.generated)} a generated one")


@contextmanager
def _watched(world: World, run: str) -> Iterator[Seen]:
    seen = Seen()
    # Seldom, since looking takes CPU from what is looked at: Gemini takes four times as long.
    with repeated(lambda: seen.look(world, run), every=2):
        yield seen


@dataclass
class Weight:
    """The most that was seen at once."""

    bytes: int = 0
    threads: int = 0


@contextmanager
def _weighed(server: Server) -> Iterator[Weight]:
    weight = Weight()

    def weigh() -> None:
        weight.bytes = max(weight.bytes, server.present_bytes())
        weight.threads = max(weight.threads, server.threads())

    with repeated(weigh, every=1):
        yield weight
