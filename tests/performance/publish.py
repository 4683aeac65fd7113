"""Publishing against its floor: the same server making only the two RPCs, their bytes prepared."""

import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import median

from tests.performance.load import Load, load
from tests.performance.report import Figure
from tests.performance.serving import Server, measured
from tests.performance.world import World

_ROUNDS = 5
_REQUESTS = {1: 300, 16: 800, 64: 800}
_CPU = {1: 1.6, 16: 1.15, 64: 0.9}


def figures(world: World) -> list[Figure]:
    """Latency, throughput and CPU at several concurrencies; what a replay and a namesake cost."""
    with ExitStack() as stack:
        servers = {
            "ours": stack.enter_context(world.serving("publish")),
            "floor": stack.enter_context(world.publish_floor()),
            "asynchronous floor": stack.enter_context(world.publish_floor("async_publish")),
        }
        if world.before:
            servers["before"] = stack.enter_context(world.serving_before("publish"))
        for server in servers.values():
            load(server.port, world.fresh(200), 16)
        found = [
            figure
            for clients, count in _REQUESTS.items()
            for figure in _compared(world, servers, clients, count)
        ]
        return found + _replays(world, servers["ours"]) + _namesakes(world, servers["ours"])


def _compared(
    world: World, servers: Mapping[str, Server], clients: int, count: int
) -> list[Figure]:
    """Against the threaded floor, which stays as it is; the others stand beside it."""
    rounds = [
        {name: measured(server, world.fresh(count), clients) for name, server in servers.items()}
        for _ in range(_ROUNDS)
    ]
    what = f"publish, {clients} client{'s' * (clients > 1)}"

    def against(other: str, measure: str, unit: str, target: float | None = None) -> Figure:
        pairs = [(each["ours"][measure], each[other][measure]) for each in rounds]
        name = f"{what}: {measure}" + (f", {other}" if other != "floor" else "")
        return Figure.of(name, unit, pairs, target, at_least=measure == "rate")

    found = [
        against("floor", "p50", "ms", 1.4 if clients == 1 else None),
        against("floor", "p95", "ms"),
        against("floor", "rate", "/s"),
        against("floor", "cpu", "ms", _CPU[clients]),
        against("asynchronous floor", "cpu", "ms"),
    ]
    if "before" in servers:
        found.append(against("before", "cpu", "ms"))
        found.append(against("before", "rate", "/s", 1.8 if clients == 16 else None))
    return found


def _replays(world: World, server: Server) -> list[Figure]:
    pairs = []
    for _ in range(_ROUNDS):
        requests = world.fresh(200)
        fresh, again = (load(server.port, requests) for _ in ("fresh", "again"))
        pairs.append((_p50(again), _p50(fresh)))
    return [Figure.of("replay against fresh publish: p50", "ms", pairs)]


def _namesakes(world: World, server: Server) -> list[Figure]:
    """The 1,000th event of one title and those after it."""
    title = f"Open day {uuid.uuid4()}"

    def named(count: int) -> list[bytes]:
        return [world.publish(str(uuid.uuid4()), title) for _ in range(count)]

    load(server.port, named(999), 16)
    pairs = []
    for _ in range(_ROUNDS):
        namesake, fresh = load(server.port, named(200)), load(server.port, world.fresh(200))
        pairs.append((_p50(namesake), _p50(fresh)))
    return [Figure.of("1,000th of one title against fresh: p50", "ms", pairs)]


def _p50(found: Load) -> float:
    return median(found.latencies) * 1e3
