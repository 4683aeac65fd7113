"""The running product, as the tests see it."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from google.cloud.firestore import Client, FieldFilter

from infra.functions import ROOT
from infra.local.addresses import Addresses
from infra.local.ways import FILE
from tests.support import forked
from tests.support.ports import free_offset
from tests.support.proxy import Proxy
from tests.support.relay import Relay
from tests.support.waiting import wait

HELD_SECONDS = 15
"""That Gemini is held at most: an attempt gives it 20."""
_EMULATOR_ADMIN = {"Authorization": "Bearer owner"}


@dataclass(frozen=True)
class Person:
    """An account of the Auth emulator, signed in."""

    uid: str
    email: str
    token: str


@dataclass(frozen=True)
class Stack:
    """Addresses as in `stack.json`, the relays before the emulators, and what a client does."""

    described: dict[str, Any]
    state: Path
    firestore_relay: Relay
    pubsub_relay: Relay
    storage_proxy: Proxy
    mail_proxy: Proxy

    def __getitem__(self, name: str) -> Any:
        return self.described[name]

    @cached_property
    def firestore(self) -> Client:
        return self.other(self["project"])

    def other(self, project: str) -> Client:
        """A project's documents. Past the relay: what the tests look up is not counted."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FIRESTORE_EMULATOR_HOST", self["firestore"])
            return Client(project=project)

    def person(
        self, name: str = "Ada Lovelace", *, verified: bool = True, email: str = ""
    ) -> Person:
        email, password = email or f"{uuid.uuid4().hex}@example.com", "correct horse"
        accounts = f"{self['auth']}/identitytoolkit.googleapis.com/v1"
        account = {"email": email, "password": password, "displayName": name}
        made = requests.post(
            f"{accounts}/projects/{self['project']}/accounts",
            json=account | {"emailVerified": verified},
            headers=_EMULATOR_ADMIN,
            timeout=10,
        ).json()
        return Person(made["localId"], email, self.token(email, password))

    def revoke(self, person: Person) -> None:
        """End the account's sessions, from the next second on."""
        self.update_account(person, validSince=str(int(time.time()) + 1))

    def update_account(self, person: Person, **changes: Any) -> None:
        """As an administrator: `emailVerified`, `disableUser`, …"""
        requests.post(
            f"{self['auth']}/identitytoolkit.googleapis.com/v1/projects/{self['project']}/accounts:update",
            json={"localId": person.uid} | changes,
            headers=_EMULATOR_ADMIN,
            timeout=10,
        ).raise_for_status()

    def token(self, email: str, password: str) -> str:
        answer = requests.post(
            f"{self['auth']}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local",
            json={"email": email, "password": password, "returnSecureToken": True},
            timeout=10,
        )
        answer.raise_for_status()
        return str(answer.json()["idToken"])

    def app_check_token(self) -> str:
        """As the site gets it: a function accepts it in X-Firebase-AppCheck."""
        answer = requests.post(f"{self['app_check']}/token", timeout=10)
        answer.raise_for_status()
        return str(answer.json()["token"])

    def publish(
        self,
        person: Person | str,
        draft: object,
        key: str | None = None,
        **headers: str,
    ) -> requests.Response:
        """POST to the function itself; a `str` for a person is sent as the token."""
        token = person if isinstance(person, str) else person.token
        data = draft if isinstance(draft, bytes) else json.dumps(draft).encode()
        return requests.post(
            self["publish"],
            data=data,
            headers={
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": key or str(uuid.uuid4()),
                "Content-Type": "application/json",
            }
            | headers,
            timeout=30,
        )

    def look_up(self, person: Person | str, slug: str) -> requests.Response:
        """Whether a slug is free, of the function that publishes."""
        token = person if isinstance(person, str) else person.token
        headers = {"Authorization": f"Bearer {token}"}
        return requests.get(f"{self['publish']}/api/slugs/{slug}", headers=headers, timeout=10)

    def change(
        self,
        person: Person | str,
        event_id: str,
        body: object,
        revision: int | None = 0,
        key: str | None = None,
        **headers: str,
    ) -> requests.Response:
        """PUT to the function itself, of the revision that is changed; DELETE without a body."""
        token = person if isinstance(person, str) else person.token
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or str(uuid.uuid4())}
        if revision is not None:
            sent["If-Match"] = f'"{revision}"'
        if body is not None:
            sent["Content-Type"] = "application/json"
        return requests.request(
            "DELETE" if body is None else "PUT",
            f"{self['change']}/api/events/{event_id}",
            data=body if isinstance(body, bytes | None) else json.dumps(body).encode(),
            headers=sent | headers,
            timeout=30,
        )

    def event(self, event_id: str) -> dict[str, Any]:
        return self.firestore.document(f"events/{event_id}").get().to_dict() or {}

    def documents(self, collection: str, **equal: Any) -> list[dict[str, Any]]:
        query: Any = self.firestore.collection(collection)
        for field, value in equal.items():
            query = query.where(filter=FieldFilter(field, "==", value))
        return [found.to_dict() for found in query.stream()]

    def page(self, slug: str) -> requests.Response:
        return requests.get(f"{self['page']}/e/{slug}", timeout=10)

    def settled(self, event_id: str, work: str, *, seconds: float = 30) -> dict[str, Any]:
        """The work's part of the event, once nothing of it is left to do."""

        def done() -> dict[str, Any] | None:
            part = self.event(event_id).get(work, {"due": ...})
            return None if "due" in part else part

        return wait(done, seconds=seconds)

    def mails(self, address: str) -> list[dict[str, Any]]:
        only = {"to.address": address}
        found = requests.get(f"{self['inbox']}/api/email", params=only, timeout=10).json()
        return [mail for mail in found if mail["to"][0]["address"] == address]

    def object(self, name: str) -> requests.Response:
        return requests.get(
            f"{self['storage']}/{self['bucket']}/{quote(name, safe='')}", timeout=10
        )

    def gemini_will(self, behaviour: str, title: str, **more: Any) -> None:
        rule = {"match": title, "behaviour": behaviour} | more
        requests.put(f"{self['gemini']}/rules", json=rule, timeout=10).raise_for_status()

    @contextmanager
    def gemini_held(self, title: str) -> Iterator[None]:
        """Let Gemini wait with its answer until the block ends."""
        self.gemini_will("slow", title, seconds=HELD_SECONDS)
        try:
            yield
        finally:
            self.gemini_release(title)

    def gemini_release(self, title: str) -> None:
        requests.delete(f"{self['gemini']}/rules", params={"match": title}, timeout=10)

    def gemini_calls(self, title: str) -> list[dict[str, Any]]:
        calls = requests.get(f"{self['gemini']}/calls", params={"match": title}, timeout=10).json()
        return list(calls)

    def log(self, name: str, *needles: str) -> list[dict[str, Any]]:
        """Lines of a function's structured log that hold all of `needles`."""
        lines = (self.state / "logs" / f"{name}.log").read_text(errors="replace").splitlines()
        found = (line for line in lines if line[:1] == "{" and all(n in line for n in needles))
        return [json.loads(line) for line in found]

    def pids(self) -> dict[str, int]:
        """Of the functions as they run now."""
        pids: dict[str, int] = json.loads((self.state / "stack.json").read_text())["pids"]
        return pids

    def ops(self, *arguments: str) -> str:
        """What an operator's command prints."""
        return forked.ops("--local", "--state", str(self.state), *arguments)

    def publish_message(self, message: dict[str, Any], topic: str) -> None:
        """A message in its JSON form, straight to the emulator."""
        url = f"http://{self['pubsub']}/v1/projects/{self['project']}/topics/{topic}:publish"
        requests.post(url, json={"messages": [message]}, timeout=10).raise_for_status()

    def dead_letters(self, needle: str) -> list[str]:
        """What waits in the dead-letter topic's subscription and holds `needle`; it stays there."""
        name = f"projects/{self['project']}/subscriptions/event-published-dead"
        url = f"http://{self['pubsub']}/v1/{name}"
        body = {"maxMessages": 100, "returnImmediately": True}
        answer = requests.post(f"{url}:pull", json=body, timeout=10).json()
        pulled = answer.get("receivedMessages", [])
        if pulled:
            again = {"ackIds": [one["ackId"] for one in pulled], "ackDeadlineSeconds": 0}
            requests.post(f"{url}:modifyAckDeadline", json=again, timeout=10).raise_for_status()
        texts = (
            b64decode(one["message"].get("data", "")).decode() + json.dumps(one["message"])
            for one in pulled
        )
        return [text for text in texts if needle in text]


@contextmanager
def started(
    state: Path, offset: int, root: Path = ROOT, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """`python -m infra.local` as its own process, up to its `ready:` line; ended by SIGTERM."""
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local", "--state", str(state)],
        cwd=root,
        env=os.environ | {"PORT_OFFSET": str(offset)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("ready: "):
                break
        else:
            raise RuntimeError("The stack did not start:\n" + "".join(said))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@contextmanager
def running(root: Path = ROOT) -> Iterator[Stack]:
    """The product of a checkout, with a relay or a proxy before everything it talks to."""
    offset = free_offset()
    state = root / ".local/test" / os.environ.get("PYTEST_XDIST_WORKER", "")
    with _between(Addresses(offset).host) as relays:
        via = {f"VIA_{name.upper()}": host for name, host in _hosts(relays).items()}
        with started(state, offset, root, **via):
            described = json.loads((state / "stack.json").read_text())
            yield Stack(described, state, *relays.values())


@contextmanager
def attached() -> Iterator[Stack]:
    """The product as `make dev` runs it in this checkout, relays in its ways meanwhile."""
    state = ROOT / ".local"
    described = _described(state)
    if "ways" not in described:
        pytest.exit("STACK=running needs a `make dev` that answers in this checkout", 1)
    ways = state / FILE
    with _between(described.__getitem__) as relays:
        wanted = _hosts(relays) | {"pid": os.getpid()}
        part = ways.with_suffix(".part")
        part.write_text(json.dumps(wanted))
        part.replace(ways)
        try:
            wait(lambda: _described(state).get("ways") == wanted)
            yield Stack(described, state, *relays.values())
        finally:
            ways.unlink(missing_ok=True)
            wait(lambda: not _described(state).get("ways"))


def _described(state: Path) -> dict[str, Any]:
    """Nothing, where nothing runs."""
    file = state / "stack.json"
    found: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    return found


Relays = dict[str, Any]


@contextmanager
def _between(target: Callable[[str], str]) -> Iterator[Relays]:
    """In the order of Stack's fields."""
    kinds = {"firestore": Relay, "pubsub": Relay, "storage": Proxy, "smtp": Proxy}
    relays: Relays = {name: kind() for name, kind in kinds.items()}
    for name, relay in relays.items():
        relay.start(target(name).removeprefix("http://"))
    try:
        yield relays
    finally:
        for relay in relays.values():
            relay.stop()


def _hosts(relays: Relays) -> dict[str, str]:
    return {name: f"127.0.0.1:{relay.port}" for name, relay in relays.items()}
