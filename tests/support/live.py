"""A published event that a test changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import grpc
import requests

from tests.support.stack import Person, Stack


@dataclass
class Live:
    """A published event and its organizer; `body` is what a PUT of the same state sends."""

    stack: Stack
    person: Person
    key: str
    slug: str
    body: dict[str, Any]

    def put(self, revision: int = 0, key: str | None = None, **changes: Any) -> requests.Response:
        return self.stack.change(self.person, self.key, self.body | changes, revision, key)

    def delete(self, revision: int = 0, key: str | None = None) -> requests.Response:
        return self.stack.change(self.person, self.key, None, revision, key)

    def event(self) -> dict[str, Any]:
        return self.stack.event(self.key)

    def page(self) -> dict[str, Any]:
        return self.stack.firestore.document(f"pages/{self.slug}").get().to_dict() or {}

    def changes(self) -> list[dict[str, Any]]:
        found = self.stack.firestore.collection(f"events/{self.key}/changes").get()
        return [each.to_dict() or {} for each in found]

    def quiet(self, *, times: int = 1) -> None:
        """The next messages are counted and lost, so that no worker writes along."""
        for _ in range(times):
            self.stack.pubsub_relay.fail("Publish", self.key, grpc.StatusCode.PERMISSION_DENIED)


def later(body: dict[str, Any], **by: float) -> dict[str, Any]:
    """Both times of a body, moved."""
    return {
        name: (datetime.fromisoformat(body[name]) + timedelta(**by)).isoformat()
        for name in ("starts_at", "ends_at")
    }
