"""Publishing beside the same job as a usual Firebase function, in Node: peer/index.js."""

import asyncio
import json
import subprocess
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack

from infra.functions import ROOT
from tests.performance.cold import first_answer
from tests.performance.load import Load, load, send
from tests.performance.report import Figure
from tests.performance.serving import Launch, Server, executed, listening, measured, started
from tests.performance.world import World, row, slug, source
from tests.support.tokens import PROJECT

_FOLDER = ROOT / "tests/performance/peer"
_ROUNDS, _COLD_ROUNDS = 5, 7
_WARM_UP = 1_000  # until V8 has compiled what runs often
_REQUESTS = {1: 300, 16: 800}
_TARGETS = {(1, "p50"): 0.25, (1, "cpu"): 0.3, (16, "cpu"): 0.3, (16, "rate"): 4}
_COLD_TARGET = 0.6


def figures(world: World) -> list[Figure]:
    """Latency, rate, CPU and memory of running servers, and cold starts."""
    sides = {
        "ours": _ours(world),
        "peer": _peer(world),
        "at once": _peer(world, PUBSUB_MAX_MESSAGES="1"),
    }
    with ExitStack() as stack:
        servers = {name: stack.enter_context(listening(launch)) for name, launch in sides.items()}
        for server in servers.values():
            _check(world, server)
            load(server.port, world.fresh(_WARM_UP), 16)
        found = [
            figure
            for clients, count in _REQUESTS.items()
            for figure in _compared(world, servers, clients, count)
        ]
        ours, peer = (servers[name].total_peak_bytes() / 1e6 for name in ("ours", "peer"))
        found.append(Figure.of("beside Firebase: peak memory", "MB", [(ours, peer)]))
    return [*found, _cold(world, sides)]


def _compared(
    world: World, servers: Mapping[str, Server], clients: int, count: int
) -> list[Figure]:
    """Against the peer; and against the same one sending each message at once, which few do."""
    rounds = [
        {name: measured(server, world.fresh(count), clients) for name, server in servers.items()}
        for _ in range(_ROUNDS)
    ]
    what = f"beside Firebase, {clients} client{'s' * (clients > 1)}"

    def against(other: str, measure: str) -> Figure:
        pairs = [(each["ours"][measure], each[other][measure]) for each in rounds]
        is_rate, target = measure == "rate", _TARGETS.get((clients, measure))
        name = f"{what}: {measure}" + (f", {other}" if other != "peer" else "")
        return Figure.of(
            name,
            "/s" if is_rate else "ms",
            pairs,
            target if other == "peer" else None,
            at_least=is_rate,
        )

    measures = ("p50", "p95", "rate", "cpu")
    return [against(other, measure) for other in ("peer", "at once") for measure in measures]


def _cold(world: World, sides: Mapping[str, Launch]) -> Figure:
    pairs = [
        (_first_publish(world, sides["ours"]), _first_publish(world, sides["peer"]))
        for _ in range(_COLD_ROUNDS)
    ]
    return Figure.of("beside Firebase: cold start", "ms", pairs, _COLD_TARGET)


def _first_publish(world: World, launch: Launch) -> float:
    return first_answer(launch, world.publish(str(uuid.uuid4()))).wall


def _check(world: World, server: Server) -> None:
    """That the server does the job: it verifies tokens, and writes what the product's reads."""
    key = str(uuid.uuid4())
    forged = world.issuer.token(sign=world.issuer.by_stranger)
    assert _status(server, world.publish(key, token=forged)) == 401
    assert _status(server, world.publish(key)) == 200
    for path in (f"events/{key}", f"events/{key}/tickets/0", f"pages/{slug(key)}"):
        assert world.firestore.document(path).get().exists, path


def _status(server: Server, request: bytes) -> int:
    return asyncio.run(send(server.port, request, Load()))


def _ours(world: World) -> Launch:
    environment = world.environment | {"FUNCTION": "publish"}
    threads = row("publish").concurrency

    def launch(port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return started(source("publish"), "publish", environment, port=port, threads=threads)

    return launch


def _peer(world: World, **environment: str) -> Launch:
    """As Google's image runs it, but for where Google's certificates come from."""
    command = [
        _node(),
        str(_FOLDER / "node_modules/.bin/functions-framework"),
        *("--source", str(_FOLDER), "--target", "publish"),
    ]
    own = {
        "NODE_ENV": "production",
        "NODE_OPTIONS": f"--require={_FOLDER / 'certificates.js'}",
        "FIREBASE_CONFIG": json.dumps({"projectId": PROJECT}),
    }

    def launch(port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return executed([*command, "--port", str(port)], world.environment | own | environment)

    return launch


def _node() -> str:
    """The Node.js that its lock file has for Linux; elsewhere that on the PATH."""
    found = (_FOLDER / "node_modules").glob("node-linux-*/bin/node")
    return str(next(found, "node"))
