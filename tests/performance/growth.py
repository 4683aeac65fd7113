"""A store that fills up: what a publish costs among 0, 1,000 and 50,000 events."""

import uuid

from tests.performance.load import load
from tests.performance.report import Figure
from tests.performance.world import World
from tests.support.relay import Relay

_SIZES = (1_000, 50_000)
_ROUNDS = 5
_PUBLISHES = 200


def figures(world: World) -> list[Figure]:
    """Against the empty store; the RPCs of every single publish are counted too."""
    with world.serving("publish") as server:

        def latency() -> float:
            return load(server.port, world.fresh(_PUBLISHES)).percentile(50) * 1e3

        latency()
        empty, found, there = [latency() for _ in range(_ROUNDS)], [], 0
        for size in _SIZES:
            world.fill([str(uuid.uuid4()) for _ in range(size - there)])
            there = size
            pairs = [(latency(), before) for before in empty]
            found.append(Figure.of(f"publish among {size:,} events: p50", "ms", pairs, 1.25))
            found.append(_rpcs(world, size))
    return found


def _rpcs(world: World, size: int) -> Figure:
    relay = Relay()
    relay.start(world.described["firestore"])
    with world.serving("publish", FIRESTORE_EMULATOR_HOST=f"127.0.0.1:{relay.port}") as server:
        keys = [str(uuid.uuid4()) for _ in range(_PUBLISHES)]
        load(server.port, [world.publish(key) for key in keys])
        counts = [(float(relay.calls(key).total()), 1.0) for key in keys]
    relay.stop()
    return Figure.of(f"publish among {size:,} events: Firestore RPCs", "", counts, 1)
