"""A backlog: how long sweeps take to publish 10,000 overdue events again."""

import time
import uuid
from datetime import UTC, datetime, timedelta

import grpc
import requests
from google.cloud.firestore import Client

from tests.performance.report import Figure
from tests.performance.world import World

_EVENTS = 10_000
_SECONDS = 120.0  # 5,000 a minute
_TICKETS_AND_PAGE = 150  # events a commit: three documents each, of at most 500


def figures(world: World) -> list[Figure]:
    """Against the two minutes that it may take. One sweep after another, as the scheduler asks."""
    keys = [str(uuid.uuid4()) for _ in range(_EVENTS)]
    _fill(world, keys)
    start, emitted = time.monotonic(), 0
    with world.serving("sweep") as server:
        while emitted < _EVENTS and time.monotonic() - start < 2 * _SECONDS:
            answer = requests.post(f"http://127.0.0.1:{server.port}", timeout=300)
            answer.raise_for_status()
            emitted += answer.json()["emitted"]
    seconds = time.monotonic() - start
    _settle(world, keys)
    per_event = seconds / emitted * _EVENTS
    return [Figure.of(f"sweep of {_EVENTS:,} overdue events", "s", [(per_event, _SECONDS)], 1)]


def _fill(world: World, keys: list[str]) -> None:
    with grpc.insecure_channel(world.described["firestore"]) as channel:
        commit = channel.unary_unary("/google.firestore.v1.Firestore/Commit")
        for start in range(0, len(keys), _TICKETS_AND_PAGE):
            some = keys[start : start + _TICKETS_AND_PAGE]
            commit(world.commit(some), metadata=(("authorization", "Bearer owner"),), timeout=60)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    _update(world, keys, {"cover.due": long_ago, "confirmation.due": long_ago})


def _settle(world: World, keys: list[str]) -> None:
    """Take them off the queue: other figures' sweeps are to find none of them."""
    _update(world, keys, {"cover.due": None, "confirmation.due": None})


def _update(world: World, keys: list[str], changes: dict[str, datetime | None]) -> None:
    firestore: Client = world.firestore
    for start in range(0, len(keys), 500):
        batch = firestore.batch()
        for key in keys[start : start + 500]:
            batch.update(firestore.document(f"events/{key}"), changes)
        batch.commit()
