"""A backlog: how long sweeps take to publish 10,000 overdue events again, each once."""

import json
import time
import uuid
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import requests

from tests.performance.curves import Points
from tests.performance.report import Figure, progress
from tests.performance.world import World
from tests.support.tokens import PROJECT

_EVENTS = 10_000
_SECONDS = 120.0  # 5,000 a minute


def figures(world: World) -> list[Figure]:
    """Against the two minutes that it may take. One sweep after another, as the scheduler asks."""
    keys = [str(uuid.uuid4()) for _ in range(_EVENTS)]
    world.fill(keys)
    _set_due(world, keys, datetime.now(UTC) - timedelta(hours=1))
    found, swept = Published(), 0.0
    with _subscribed(world) as subscription, world.serving("sweep") as server:
        while len(found.messages) < _EVENTS and swept < 2 * _SECONDS:
            started = time.time()
            requests.post(f"http://127.0.0.1:{server.port}", timeout=300).raise_for_status()
            took = time.time() - started
            taken = found.take(subscription, started - swept)
            swept += took
            # As workers would, who claim what they are told of: the next sweep finds none of it.
            _set_due(world, taken, None)
            progress(f"{len(found.messages):,} of {_EVENTS:,} published after {swept:.1f} s")
    _set_due(world, keys, None)  # other figures' sweeps are to find none of them
    world.draw(
        "sweep",
        f"Sweeps of {_EVENTS:,} overdue events",
        ("seconds", "events left to publish"),
        {"left": found.left()},
    )
    ours, name = found.messages, f"sweep of {_EVENTS:,} overdue events"
    published = len(ours.keys() & set(keys))
    return [
        Figure.of(name, "s", [(found.seconds, _SECONDS)], 1),
        Figure.of(f"{name}: published", "", [(published, _EVENTS)], 1, at_least=True),
        Figure.of(f"{name}: messages", "", [(ours.total(), _EVENTS)], 1),
    ]


@dataclass
class Published:
    """How often each event's message was published, and when: in seconds of sweeping."""

    messages: Counter[str] = field(default_factory=Counter)
    _moments: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Until the last of them."""
        return max(self._moments)

    def take(self, subscription: str, zero: float) -> list[str]:
        """The events of what has been published since; `zero` is when the clock stood at zero."""
        taken = []
        while received := _pulled(subscription):
            for message in received:
                taken.append(json.loads(b64decode(message["data"]))["event_id"])
                published = datetime.fromisoformat(message["publishTime"]).timestamp()
                self._moments.append(published - zero)
        self.messages.update(taken)
        return taken

    def left(self) -> Points:
        moments = enumerate(sorted(self._moments), 1)
        return [(0, _EVENTS), *((moment, _EVENTS - count) for count, moment in moments)]


def _pulled(subscription: str) -> list[dict[str, str]]:
    asked = {"maxMessages": 1_000, "returnImmediately": True}
    answer = requests.post(f"{subscription}:pull", json=asked, timeout=30).json()
    if received := answer.get("receivedMessages", []):
        settled = {"ackIds": [each["ackId"] for each in received]}
        requests.post(f"{subscription}:acknowledge", json=settled, timeout=30).raise_for_status()
    return [each["message"] for each in received]


@contextmanager
def _subscribed(world: World) -> Iterator[str]:
    name = f"projects/{PROJECT}/subscriptions/sweep-{uuid.uuid4().hex[:8]}"
    url = f"http://{world.described['pubsub']}/v1/{name}"
    options = {"topic": f"projects/{PROJECT}/topics/event-published", "ackDeadlineSeconds": 600}
    requests.put(url, json=options, timeout=10).raise_for_status()
    yield url
    requests.delete(url, timeout=10)


def _set_due(world: World, keys: list[str], due: datetime | None) -> None:
    paths = [f"events/{key}" for key in keys]
    world.update(paths, {"cover.due": due, "confirmation.due": due})
