"""One stack for the whole run, started when the first test asks for it."""

import json
from collections.abc import Iterator

import pytest

from infra.functions import ROOT
from infra.local.addresses import Addresses
from tests.relay import Relay
from tests.stack import Person, Stack, free_offset, started


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    offset = free_offset()
    at = Addresses(offset)
    state = ROOT / ".local/test"
    relays = {name: Relay() for name in ("firestore", "pubsub")}
    via = {f"VIA_{name.upper()}": f"127.0.0.1:{relay.port}" for name, relay in relays.items()}
    for name, relay in relays.items():
        relay.start(at.host(name))
    with started(state, offset, **via):
        described = json.loads((state / "stack.json").read_text())
        yield Stack(described, state, relays["firestore"], relays["pubsub"])
    for relay in relays.values():
        relay.stop()


@pytest.fixture
def organizer(stack: Stack) -> Person:
    """A fresh account, its address verified."""
    return stack.person()
