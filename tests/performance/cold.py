"""Cold starts: from exec to the first answer, against importing only what cannot be left out."""

import json
import socket
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from infra.functions import ROOT
from tests.performance.load import request
from tests.performance.report import Figure
from tests.performance.sent import push
from tests.performance.serving import Launch, free_port, started
from tests.performance.world import World, row, slug, source
from tests.support.factories import draft
from tests.support.sent import photo

_ROUNDS = 7
_PATIENCE_SECONDS = 60
_FLOOR = "tests/performance/floors/bare.py"
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


def figures(world: World) -> list[Figure]:
    (key,) = world.events(1)
    requests = _requests(world, key)
    return [figure for name, sent in requests.items() for figure in _figures(world, name, sent)]


def _figures(world: World, name: str, sent: bytes) -> list[Figure]:
    environment = world.environment | {"FUNCTION": name}
    if name == "sweep":  # among events it would publish their messages first
        environment |= {"GOOGLE_CLOUD_PROJECT": "demo-without-events"}
    ours, floor, before = [], [], []
    for _ in range(_ROUNDS):
        own = (source(name), name, environment)
        ours.append(_milliseconds(*own, _anew(sent)))
        bare = world.environment | {"LIBRARIES": LIBRARIES[name]}
        floor.append(_milliseconds(_FLOOR, "bare", bare, request("GET", "/", {})))
        if world.before and (world.before / row(name).source).exists():
            before.append(_milliseconds(*own, _anew(sent), root=world.before))
    found = [Figure.of(f"cold start of {name}", "ms", zip(ours, floor, strict=True), 1.15)]
    if before:
        pairs = zip(ours, before, strict=True)
        found.append(Figure.of(f"cold start of {name}, before", "ms", pairs, 1.05))
    return found


def _anew(sent: bytes) -> bytes:
    """Under another key."""
    return sent.replace(b"KEY" * 12, str(uuid.uuid4()).encode())


def _milliseconds(
    file: str,
    target: str,
    environment: Mapping[str, str],
    sent: bytes,
    *,
    root: Path = ROOT,
) -> float:
    return first_answer(
        lambda port: started(file, target, environment, port=port, threads=8, root=root), sent
    )


def first_answer(launch: Launch, sent: bytes) -> float:
    """Milliseconds from executing it to its first answer, which must be a success."""
    port, began = free_port(), time.perf_counter()
    with launch(port):
        while time.perf_counter() - began < _PATIENCE_SECONDS:
            with suppress(ConnectionRefusedError), socket.socket() as client:
                client.connect(("127.0.0.1", port))
                client.sendall(sent)
                answer = client.recv(65_536)
                assert answer.startswith(b"HTTP/1.1 2"), answer
                return (time.perf_counter() - began) * 1e3
            time.sleep(0.002)
    raise TimeoutError(f"no answer in {_PATIENCE_SECONDS} s")


def _requests(world: World, key: str) -> dict[str, bytes]:
    """One that each function answers with 200 or 204. A worker finds no such event, and is done."""
    nowhere = str(uuid.uuid4())
    bearer = {"Authorization": f"Bearer {world.token}"}
    return {
        "publish": world.publish("KEY" * 12),
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
