"""Pages in Firestore, and the page function in this process."""

from dataclasses import dataclass
from typing import Any

from google.cloud.firestore import Client

from tests.support.factories import document
from tests.support.production import Answer, AppClient
from tests.support.relay import Relay

READ = "GetDocument"


@dataclass(frozen=True)
class Pages:
    client: AppClient
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


def put(firestore: Client, **changes: Any) -> str:
    """Write a page and return its slug."""
    page = document(**changes)
    firestore.document(f"pages/{page['slug']}").set(page)
    return str(page["slug"])
