"""The page function in this process, beside a project of its own on the stack's Firestore."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from google.cloud.firestore import Client

from functions.page import views
from tests.page.documents import put
from tests.production import Answer, Client, production
from tests.relay import Relay
from tests.stack import Stack

READ = "BatchGetDocuments"


@dataclass(frozen=True)
class Pages:
    client: Client
    firestore: Client
    relay: Relay

    def put(self, **changes: Any) -> str:
        return put(self.firestore, **changes)

    def get(self, slug: str, **headers: str) -> Answer:
        """Of a slug, or of a slug with .ics or .jpg."""
        return self.client.get(f"/e/{slug}", headers=headers)

    def html(self, **changes: Any) -> str:
        return self.get(self.put(**changes)).text

    def reads(self, slug: str) -> int:
        return self.relay.calls(slug)[READ]


@dataclass
class Clock:
    """The cache's clock, which a test sets."""

    now: float = 1_000_000

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(scope="package")
def pages(stack: Stack) -> Iterator[Pages]:
    with production(stack) as found:
        yield Pages(found.page_client, stack.other(found.project), stack.firestore_relay)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(views, "time", clock)
    return clock
