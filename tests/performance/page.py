"""Page views against a handler that returns a constant of the same size.

Half of the pages are of events that were moved, in four languages.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

import requests
from google.cloud.firestore import Client

from tests.performance.load import load, request
from tests.performance.report import Figure
from tests.performance.serving import Server, measured, served
from tests.performance.world import World, slug

_ROUNDS = 5
_PAGES = 2_500  # more than an instance keeps
_KEPT = 400  # fewer than that; a view of each takes longer than a new page is kept without reading
_VIEWS = 350
_LANGUAGES = ("en", "ar", "ja", "de")
_KINDS = ("cached", "read again", "uncached")
_TARGETS = {
    ("cached", "p50"): 1.2,
    ("cached", "cpu"): 1.2,
    ("read again", "cpu"): 4.0,
    ("uncached", "cpu"): 4.0,
}


def figures(world: World) -> list[Figure]:
    keys = world.events(_PAGES)
    _vary(world.firestore, keys)
    hot = keys[:1] * _VIEWS
    with ExitStack() as stack:
        ours = stack.enter_context(world.serving("page"))
        constant = world.folder / "CONSTANT"
        constant.write_bytes(_got(ours, keys[0]).content)
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
            load(server.port, _views(hot), 8)
        tags = {key: _got(ours, key).headers["ETag"] for key in keys}
        turns = {"cached": cycle(hot), "read again": cycle(keys[:_KEPT]), "uncached": cycle(keys)}
        rounds = [
            {kind: _round(servers, kind, turn, tags) for kind, turn in turns.items()}
            for _ in range(_ROUNDS)
        ]
    return [*_against_floors(rounds, len(servers)), *_against_200(rounds)]


Measured = dict[str, dict[str, float]]


def _round(
    servers: list[Server], kind: str, turn: Iterator[str], tags: dict[str, str]
) -> dict[str, Measured]:
    """Each server's views, and ours of those who ask for less, by what answers them."""
    if kind == "read again":  # each is there, and is not new any more
        for server in servers:
            load(server.port, _views(islice(turn, _KEPT)))
    found = [measured(each, _views(islice(turn, _VIEWS))) for each in servers]
    same = [_view(key, if_none_match=tags[key]) for key in islice(turn, _VIEWS)]
    return {
        "200": {str(number): each for number, each in enumerate(found)},
        "304": {"0": measured(servers[0], same)},
        "HEAD": {"0": measured(servers[0], _views(islice(turn, _VIEWS), "HEAD"))},
    }


def _against_floors(rounds: list[dict[str, Any]], servers: int) -> Iterator[Figure]:
    for kind in _KINDS:
        for name in ("p50", "cpu"):
            for other in range(1, servers):
                pairs = [
                    (each[kind]["200"]["0"][name], each[kind]["200"][str(other)][name])
                    for each in rounds
                ]
                before = ", before" * (other == 2)
                bound = (
                    (1.05 if kind == "cached" else 1.0) if before else _TARGETS.get((kind, name))
                )
                yield Figure.of(f"page, {kind}: {name}{before}", "ms", pairs, bound)


def _against_200(rounds: list[dict[str, Any]]) -> Iterator[Figure]:
    for kind in _KINDS:
        for answer in ("304", "HEAD"):
            pairs = [
                (each[kind][answer]["0"]["cpu"], each[kind]["200"]["0"]["cpu"]) for each in rounds
            ]
            bound = 1.0 if kind == "uncached" else None  # else neither renders anything
            yield Figure.of(f"page, {kind}: cpu of {answer} to 200", "ms", pairs, bound)


def _vary(firestore: Client, keys: list[str]) -> None:
    """Languages in turn, no time twice, and half of them moved; the 0.3 s that a page is kept while
    its cover may come stay so for an hour.
    """
    soon = datetime.now(UTC) + timedelta(hours=1)
    start = datetime(2099, 1, 1, 19, 30, tzinfo=UTC)
    for first in range(0, len(keys), 500):  # as many as a batch takes
        batch = firestore.batch()
        for number, key in enumerate(keys[first : first + 500], first):
            starts_at = start + timedelta(minutes=number)
            fields: dict[str, Any] = {
                "language": _LANGUAGES[number // 2 % len(_LANGUAGES)],
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=3),
                "published_at": soon,
            }
            if number % 2:
                fields |= {
                    "revision": 1,
                    "changed_at": soon,
                    "previous_starts_at": starts_at - timedelta(days=7),
                    "note": "The hall is free a week later only.",
                }
            batch.update(firestore.document(f"pages/{slug(key)}"), fields)
        batch.commit()


def _got(server: Server, key: str) -> requests.Response:
    found = requests.get(
        f"http://127.0.0.1:{server.port}/e/{slug(key)}",
        headers={"Accept-Encoding": "identity"},
        timeout=30,
    )
    found.raise_for_status()
    return found


def _views(keys: Iterable[str], method: str = "GET") -> list[bytes]:
    return [_view(key, method) for key in keys]


def _view(key: str, method: str = "GET", if_none_match: str = '""') -> bytes:
    return request(method, f"/e/{slug(key)}", {"If-None-Match": if_none_match})
