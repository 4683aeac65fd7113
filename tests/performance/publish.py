"""Publishing against its floor: the same server making only the two RPCs, their bytes prepared."""

import uuid
from contextlib import ExitStack
from statistics import median

from tests.performance.load import Load, load
from tests.performance.report import Figure
from tests.performance.serving import Server
from tests.performance.world import World

_ROUNDS = 5
_REQUESTS = {1: 300, 16: 800, 64: 800}


def figures(world: World) -> list[Figure]:
    """Latency, throughput and CPU at several concurrencies; what a replay and a namesake cost."""
    with ExitStack() as stack:
        ours = stack.enter_context(world.serving("publish"))
        floor = stack.enter_context(world.publish_floor())
        for server in (ours, floor):
            load(server.port, world.fresh(100), 16)
        found = [
            figure
            for clients, count in _REQUESTS.items()
            for figure in _against_floor(world, ours, floor, clients, count)
        ]
        return found + _replays(world, ours) + _namesakes(world, ours)


def _against_floor(
    world: World, ours: Server, floor: Server, clients: int, count: int
) -> list[Figure]:
    rounds = [
        [_measured(world, server, clients, count) for server in (ours, floor)]
        for _ in range(_ROUNDS)
    ]
    what = f"publish, {clients} client{'s' * (clients > 1)}"
    targets = {"p50": 1.25} if clients == 1 else {}
    return [
        Figure.of(
            f"{what}: {name}", unit, [(each[0][name], each[1][name]) for each in rounds], target
        )
        for name, unit, target in (
            ("p50", "ms", targets.get("p50")),
            ("p95", "ms", None),
            ("rate", "/s", None),
            ("cpu", "ms", 1.5),
        )
    ]


def _measured(world: World, server: Server, clients: int, count: int) -> dict[str, float]:
    requests, before = world.fresh(count), server.cpu_seconds()
    found = load(server.port, requests, clients)
    return {
        "p50": found.percentile(50) * 1e3,
        "p95": found.percentile(95) * 1e3,
        "rate": found.rate,
        "cpu": (server.cpu_seconds() - before) / count * 1e3,
    }


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
