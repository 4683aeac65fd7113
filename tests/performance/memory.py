"""The most that an instance ever held after 1,000 requests, and what 4,000 more add."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice

from tests.performance.load import load, request
from tests.performance.report import Figure
from tests.performance.sent import push
from tests.performance.world import World, slug
from tests.support.sent import photo

_FIRST, _ALL = 1_000, 5_000
# One of these for so many elsewhere: a picture drawn and encoded, a sweep's queries.
_LONG = {"image": 20, "sweep": 20}
_PAGES = 700


def figures(world: World) -> Iterator[Figure]:
    for name, requests in _REQUESTS.items():
        yield _figure(world, name, requests(world))


Requests = Callable[[int], list[bytes]]


def _figure(world: World, name: str, requests: Requests) -> Figure:
    part = _LONG.get(name, 1)
    first, last = _FIRST // part, _ALL // part
    with world.serving(name) as server:
        load(server.port, requests(first), 4)
        before = server.peak_bytes() / 1e6
        load(server.port, requests(last - first), 4)
        after = server.peak_bytes() / 1e6
    what = f"peak memory of {name}: {last:,} against {first:,}"
    return Figure.of(what, "MB", [(after, before)], 1.1)


def _pages(world: World) -> Requests:
    turn = cycle(world.events(_PAGES))
    return lambda count: [request("GET", f"/e/{slug(key)}", {}) for key in islice(turn, count)]


def _uploads(world: World) -> Requests:
    headers = {"Authorization": f"Bearer {world.token}", "Content-Type": "image/jpeg"}
    sent = request("POST", "/", headers, photo())
    return lambda count: [sent] * count


def _work(name: str) -> Callable[[World], Requests]:
    """Messages of events that were just published, so that there is work to do."""
    return lambda world: lambda count: [push(name, key) for key in world.events(count)]


_REQUESTS: dict[str, Callable[[World], Requests]] = {
    "publish": lambda world: world.fresh,
    "upload": _uploads,
    "page": _pages,
    "image": _work("image"),
    "email": _work("email"),
    "sweep": lambda _: lambda count: [request("POST", "/", {})] * count,
}
