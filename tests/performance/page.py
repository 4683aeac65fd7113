"""Page views against a handler that returns a constant of the same size."""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import cycle, islice

import requests

from tests.performance.load import load, request
from tests.performance.report import Figure
from tests.performance.serving import Server, served
from tests.performance.world import World, slug

_ROUNDS = 5
_PAGES = 700  # each awaits its cover: by its next turn it is read again
_VIEWS = 700


def figures(world: World) -> list[Figure]:
    keys = world.events(_PAGES)
    hot = [_view(keys[0])] * _VIEWS
    with ExitStack() as stack:
        ours = stack.enter_context(world.serving("page"))
        constant = world.folder / "CONSTANT"
        page = requests.get(f"http://127.0.0.1:{ours.port}/e/{slug(keys[0])}", timeout=30)
        constant.write_bytes(page.content)
        floor = stack.enter_context(
            served(
                "tests/performance/floors/constant.py",
                "constant",
                world.environment | {"CONSTANT": str(constant)},
                threads=80,
            )
        )
        servers = [ours, floor]
        if world.before:
            servers.append(stack.enter_context(world.serving_before("page")))
        for server in servers:
            load(server.port, hot, 8)
        turn = cycle(keys)
        rounds = [
            {
                "cached": [_measured(server, hot) for server in servers],
                "uncached": [
                    _measured(server, hot if server is floor else _views(islice(turn, _VIEWS)))
                    for server in servers
                ],
            }
            for _ in range(_ROUNDS)
        ]
    return [
        Figure.of(
            f"page, {kind}: {name}" + ", before" * (other == 2),
            "ms",
            [(each[kind][0][name], each[kind][other][name]) for each in rounds],
            {1: 1.3, 2: 1.05}[other] if kind == "cached" and name == "p50" else None,
        )
        for kind in ("cached", "uncached")
        for name in ("p50", "cpu")
        for other in range(1, len(servers))
    ]


def _views(keys: Iterable[str]) -> list[bytes]:
    return [_view(key) for key in keys]


def _view(key: str) -> bytes:
    return request("GET", f"/e/{slug(key)}", {})


def _measured(server: Server, views: list[bytes]) -> dict[str, float]:
    before = server.cpu_seconds()
    found = load(server.port, views)
    cpu = (server.cpu_seconds() - before) / len(views)
    return {"p50": found.percentile(50) * 1e3, "cpu": cpu * 1e3}
