"""One stack for the whole run, started when the first test asks for it."""

import json
from collections.abc import Iterator

import pytest

from infra.functions import ROOT
from infra.local.addresses import Addresses
from tests.proxy import Proxy
from tests.relay import Relay
from tests.stack import Person, Stack, free_offset, started


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    offset = free_offset()
    at = Addresses(offset)
    state = ROOT / ".local/test"
    firestore, pubsub, smtp = Relay(), Relay(), Proxy()
    between: dict[str, Relay | Proxy] = {"firestore": firestore, "pubsub": pubsub, "smtp": smtp}
    for name, relay in between.items():
        relay.start(at.host(name))
    via = {f"VIA_{name.upper()}": f"127.0.0.1:{relay.port}" for name, relay in between.items()}
    with started(state, offset, **via):
        described = json.loads((state / "stack.json").read_text())
        yield Stack(described, state, firestore, pubsub, smtp)
    for relay in between.values():
        relay.stop()


@pytest.fixture
def organizer(stack: Stack) -> Person:
    """A fresh account, its address verified."""
    return stack.person()
