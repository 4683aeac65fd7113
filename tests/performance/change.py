"""A change of an event's title against its publish, in the same rounds: a read more."""

import uuid

from tests.performance.load import load
from tests.performance.report import Figure
from tests.performance.serving import Server, measured
from tests.performance.world import World
from tests.support.relay import Relay

_ROUNDS = 5
_REQUESTS = {1: 300, 16: 800}
_MAX_RATIO = 1.5
_COUNTED = 20


def figures(world: World) -> list[Figure]:
    """CPU and latency of changing what was published just before, and the RPCs of each."""
    with world.serving("publish") as publishing, world.serving("change") as changing:
        _measured(world, publishing, changing, 16, 200)
        found = [
            figure
            for clients, count in _REQUESTS.items()
            for figure in _compared(world, publishing, changing, clients, count)
        ]
    return [*found, _rpcs(world)]


def _compared(
    world: World, publishing: Server, changing: Server, clients: int, count: int
) -> list[Figure]:
    rounds = [_measured(world, publishing, changing, clients, count) for _ in range(_ROUNDS)]
    what = f"change, {clients} client{'s' * (clients > 1)}"
    return [
        Figure.of(f"{what}: cpu, against publish", "ms", [each[0] for each in rounds], _MAX_RATIO),
        Figure.of(f"{what}: p50, against publish", "ms", [each[1] for each in rounds]),
    ]


def _measured(
    world: World, publishing: Server, changing: Server, clients: int, count: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """CPU and median latency in ms, each of a change and of the publish before it."""
    keys = [str(uuid.uuid4()) for _ in range(count)]
    published = measured(publishing, [world.publish(key) for key in keys], clients)
    changed = measured(changing, [world.change(key) for key in keys], clients)
    return (changed["cpu"], published["cpu"]), (changed["p50"], published["p50"])


def _rpcs(world: World) -> Figure:
    """Of Firestore and Pub/Sub together: read, commit and message, against commit and message."""
    relays = {name: Relay() for name in ("firestore", "pubsub")}
    for name, relay in relays.items():
        relay.start(world.described[name])
    through = {
        f"{name.upper()}_EMULATOR_HOST": f"127.0.0.1:{relay.port}" for name, relay in relays.items()
    }
    keys = [str(uuid.uuid4()) for _ in range(_COUNTED)]

    def made(key: str) -> float:
        return float(sum(relay.calls(key).total() for relay in relays.values()))

    with world.serving("publish", **through) as publishing:
        load(publishing.port, [world.publish(key) for key in keys])
        published = {key: made(key) for key in keys}
    with world.serving("change", **through) as changing:
        load(changing.port, [world.change(key) for key in keys])
    counts = [(made(key) - published[key], published[key]) for key in keys]
    for relay in relays.values():
        relay.stop()
    return Figure.of("change: RPCs, against publish", "", counts, _MAX_RATIO)
