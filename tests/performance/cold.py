"""Cold starts: from exec to the first answer, against importing Google's clients and answering."""

import json
import socket
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from psutil import Process

from infra.functions import ROOT
from tests.performance.load import request
from tests.performance.report import Figure
from tests.performance.sent import push
from tests.performance.serving import Launch, Server, check, free_port, started
from tests.performance.world import World, row, slug, source
from tests.support.factories import draft
from tests.support.sent import photo

_ROUNDS = 7
_PATIENCE_SECONDS = 60
_KEY = b"KEY" * 12
_MAX_RATIO = {"upload": 1.15, "sweep": 1.15}
"""Of the function to the threaded floor; of the others 1.10."""
# Google's clients, and the libraries that the function's work is made of.
LIBRARIES = {
    "publish": "google.cloud.firestore google.pubsub_v1 pydantic anyascii",
    "change": "google.cloud.firestore google.pubsub_v1 pydantic",
    "preview": "pydantic PIL.Image uharfbuzz icu4py.breakers babel.dates",
    "upload": "google.cloud.storage pydantic PIL.Image PIL.ImageCms",
    "page": "google.cloud.firestore pydantic jinja2 babel.dates babel.numbers icalendar",
    "image": "google.cloud.firestore google.cloud.storage pydantic PIL.Image PIL.ImageCms "
    "uharfbuzz icu4py.breakers babel.dates",
    "email": "google.cloud.firestore pydantic jinja2 css_inline babel.dates icalendar",
    "sweep": "google.cloud.firestore google.pubsub_v1 pydantic",
}


def figures(world: World) -> Iterator[Figure]:
    for start in starts(world).values():
        yield from _figures(world, start)


@dataclass(frozen=True)
class Start:
    """A function's cold start: how its process is started, and what it answers first."""

    name: str
    environment: Mapping[str, str]
    sent: bytes

    def measured(self, root: Path = ROOT, **environment: str) -> "Cost":
        """One start, answering under a key of its own."""
        sent = self.sent.replace(_KEY, str(uuid.uuid4()).encode())
        how = dict(self.environment) | environment
        return _measured(source(self.name), self.name, how, sent, root=root)

    def floor(self, kind: str) -> "Cost":
        """One start of a bare handler that imports the function's libraries."""
        how = dict(self.environment) | {"LIBRARIES": LIBRARIES[self.name]}
        file = f"tests/performance/floors/{kind}.py"
        return _measured(file, "bare", how, request("GET", "/", {}))


class Cost(NamedTuple):
    """Milliseconds from exec to the first answer, and of CPU until then, of all its processes."""

    wall: float
    cpu: float


def starts(world: World) -> dict[str, Start]:
    """Of each function, by its name."""
    (key,) = world.events(1)
    found = {}
    for name, sent in _requests(world, key).items():
        environment = world.environment | {"FUNCTION": name}
        if name == "sweep":  # among events it would publish their messages first
            environment |= {"GOOGLE_CLOUD_PROJECT": "demo-without-events"}
        found[name] = Start(name, environment, sent)
    return found


def _figures(world: World, start: Start) -> Iterator[Figure]:
    ours, others = [], defaultdict[str, list[Cost]](list)
    for _ in range(_ROUNDS):
        ours.append(start.measured())
        others[""].append(start.floor("bare"))
        others[", asynchronous floor"].append(start.floor("async_bare"))
        if world.before and (world.before / row(start.name).source).exists():
            others[", before"].append(start.measured(world.before))
    targets = {"": _MAX_RATIO.get(start.name, 1.10), ", before": 1.05}
    for other, costs in others.items():
        name, pairs = f"cold start of {start.name}", list(zip(ours, costs, strict=True))
        wall = [(mine.wall, its.wall) for mine, its in pairs]
        yield Figure.of(f"{name}{other}", "ms", wall, targets.get(other))
        cpu = [(mine.cpu, its.cpu) for mine, its in pairs]
        yield Figure.of(f"{name}: cpu{other}", "ms", cpu)


def _measured(
    file: str,
    target: str,
    environment: Mapping[str, str],
    sent: bytes,
    *,
    root: Path = ROOT,
) -> Cost:
    return first_answer(
        lambda port: started(file, target, environment, port=port, threads=8, root=root), sent
    )


def first_answer(launch: Launch, sent: bytes) -> Cost:
    """From executing it to its first answer, which must be a success."""
    port, start = free_port(), time.monotonic()
    with launch(port) as process:
        while True:
            check(process, start + _PATIENCE_SECONDS)
            with suppress(ConnectionRefusedError), socket.socket() as client:
                client.connect(("127.0.0.1", port))
                client.sendall(sent)
                answer = client.recv(65_536)
                wall = time.monotonic() - start
                assert answer.startswith(b"HTTP/1.1 2"), answer
                return Cost(wall * 1e3, Server(port, Process(process.pid)).cpu_seconds() * 1e3)
            time.sleep(0.002)


def _requests(world: World, key: str) -> dict[str, bytes]:
    """One that each function answers with 200 or 204. A worker finds no such event, and is done."""
    nowhere = str(uuid.uuid4())
    bearer = {"Authorization": f"Bearer {world.token}"}
    return {
        "publish": world.publish(_KEY.decode()),
        "change": world.change(key),
        "preview": request(
            "POST",
            "/?design=7",
            bearer | {"Content-Type": "application/json"},
            json.dumps(draft()).encode(),
        ),
        "upload": request("POST", "/", bearer | {"Content-Type": "image/jpeg"}, photo()),
        "page": request("GET", f"/e/{slug(key)}", {}),
        "image": push("image", nowhere),
        "email": push("email", nowhere),
        "sweep": request("POST", "/", {}),
    }
