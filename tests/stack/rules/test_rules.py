"""infra/firestore.rules, asked as a browser asks: with real ID tokens, over REST.

Who owns an event reads it, its tickets and its changes. Nobody reads anything
else, and nobody writes anything but drafts: test_drafts.py.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.support.factories import draft
from tests.support.stack import Person, Stack

ALLOWED, DENIED = 200, 403


@dataclass(frozen=True)
class Database:
    """Firestore's REST interface as one person, or as nobody."""

    url: str
    token: str | None

    def get(self, path: str) -> int:
        return self._status("GET", path)

    def list(self, path: str) -> int:
        return self._status("GET", path)

    def write(self, path: str) -> int:
        body = {"fields": {"title": {"stringValue": "mine"}}}
        return self._status("PATCH", path, json=body)

    def delete(self, path: str) -> int:
        return self._status("DELETE", path)

    def events_of(self, uid: str | None) -> int:
        """The dashboard's query; without an owner it asks for everybody's."""
        owned = {
            "fieldFilter": {
                "field": {"fieldPath": "owner"},
                "op": "EQUAL",
                "value": {"stringValue": uid},
            }
        }
        query: dict[str, Any] = {"from": [{"collectionId": "events"}], "limit": 20}
        if uid is not None:
            query["where"] = owned
        return self._status("POST", ":runQuery", json={"structuredQuery": query})

    def _status(self, method: str, path: str, **how: Any) -> int:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        separator = "" if path.startswith(":") else "/"
        url = f"{self.url}{separator}{path}"
        return requests.request(method, url, headers=headers, timeout=10, **how).status_code


def _as(stack: Stack, person: Person | None) -> Database:
    url = (
        f"http://{stack['firestore']}/v1/projects/{stack['project']}/databases/(default)/documents"
    )
    return Database(url, person.token if person else None)


@dataclass(frozen=True)
class World:
    """An event of Ada's, and whoever may look at it."""

    event: str
    change: str
    page: str
    owner: Person
    ada: Database
    bob: Database
    nobody: Database

    @property
    def paths(self) -> list[str]:
        return [
            f"events/{self.event}",
            f"events/{self.event}/tickets/0",
            f"events/{self.event}/changes/{self.change}",
            f"pages/{self.page}",
            f"budgets/{self.owner.uid}:20270612",
            "settings/any",
        ]


@pytest.fixture(scope="module")
def world(stack: Stack) -> Iterator[World]:
    ada, bob, key, change = stack.person(), stack.person(), str(uuid.uuid4()), str(uuid.uuid4())
    body = draft()
    slug = stack.publish(ada, body, key).json()["slug"]
    stack.change(ada, key, body | {"note": "Bring a coat."}, 0, change).raise_for_status()
    stack.firestore.document(f"budgets/{ada.uid}:20270612").set({"paid": 1})
    yield World(key, change, slug, ada, _as(stack, ada), _as(stack, bob), _as(stack, None))
    stack.settled(key, "cover")


def test_an_owner_reads_their_event_its_tickets_and_its_changes(world: World) -> None:
    assert world.ada.get(f"events/{world.event}") == ALLOWED
    assert world.ada.get(f"events/{world.event}/tickets/0") == ALLOWED
    assert world.ada.get(f"events/{world.event}/changes/{world.change}") == ALLOWED
    for part in ("tickets", "changes"):
        assert world.ada.list(f"events/{world.event}/{part}") == ALLOWED


def test_an_owner_lists_their_own_events_and_nobody_elses(world: World) -> None:
    assert world.ada.events_of(world.owner.uid) == ALLOWED
    assert world.ada.events_of(None) == DENIED
    assert world.bob.events_of(world.owner.uid) == DENIED
    assert world.nobody.events_of(world.owner.uid) == DENIED


@pytest.mark.parametrize("who", ["bob", "nobody"])
def test_others_read_nothing_of_it(world: World, who: str) -> None:
    other: Database = getattr(world, who)

    assert [other.get(path) for path in world.paths] == [DENIED] * len(world.paths)
    for part in ("tickets", "changes"):
        assert other.list(f"events/{world.event}/{part}") == DENIED


@pytest.mark.parametrize("path", ["pages", "budgets", "events"])
def test_no_collection_is_listed_whole(world: World, path: str) -> None:
    for who in (world.ada, world.bob, world.nobody):
        assert who.list(path) == DENIED


def test_pages_and_budgets_are_read_by_nobody_not_even_their_owner(world: World) -> None:
    assert world.ada.get(f"pages/{world.page}") == DENIED
    assert world.ada.get(f"budgets/{world.owner.uid}:20270612") == DENIED


@pytest.mark.parametrize("who", ["ada", "bob", "nobody"])
def test_nobody_writes_anything(world: World, who: str) -> None:
    someone: Database = getattr(world, who)
    new = f"events/{uuid.uuid4()}"

    for path in (*world.paths, new, f"{new}/tickets/0", f"{new}/changes/{world.change}"):
        assert someone.write(path) == DENIED
        assert someone.delete(path) == DENIED


def test_an_event_that_does_not_exist_looks_like_somebody_elses(world: World) -> None:
    assert world.ada.get(f"events/{uuid.uuid4()}") == DENIED
