"""What is measured against: emulators, an issuer of real tokens, and requests made beforehand.

Everything happens in a project of its own, where no worker listens unless a measure starts one.
"""

import json
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import requests
from google.cloud.firestore import Client

from infra.functions import ROOT, Function, functions
from tests.performance.load import load, request
from tests.performance.serving import Server, served
from tests.support.factories import draft
from tests.support.ports import free_offset
from tests.support.relay import Relay
from tests.support.stack import started
from tests.support.tokens import PROJECT, Issuer
from tests.support.waiting import wait

SITE = "https://events.example"
_PRODUCTION = "tests/performance/floors/production.py"
_MARK = "0" * 8 + "-0000-4000-8000-" + "0" * 12


@dataclass(frozen=True)
class World:
    described: Mapping[str, Any]
    issuer: Issuer
    folder: Path
    before: Path | None = None
    """Another checkout, whose functions are measured beside ours."""

    @cached_property
    def environment(self) -> dict[str, str]:
        """What every function is given here, and floors too."""
        at = self.described
        account = self.folder / "service-account.json"
        account.write_text(json.dumps(self.issuer.service_account()))
        return {
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "GOOGLE_APPLICATION_CREDENTIALS": str(account),
            "CERTIFICATES": self.issuer.url,
            "PUBLIC_URL": SITE,
            "BUCKET": at["bucket"],
            "MEDIA_URL": at["storage"],
            "FIRESTORE_EMULATOR_HOST": at["firestore"],
            "PUBSUB_EMULATOR_HOST": at["pubsub"],
            "STORAGE_EMULATOR_HOST": at["storage"],
            "GEMINI_API_KEY": "local",
            "GEMINI_BASE_URL": at["gemini"],
            "SMTP_URL": f"smtp://{at['smtp']}",
            "MAIL_FROM": "Publish Event <events@example.com>",
        }

    @cached_property
    def firestore(self) -> Client:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FIRESTORE_EMULATOR_HOST", self.described["firestore"])
            return Client(project=PROJECT)

    @cached_property
    def token(self) -> str:
        return self.issuer.token()

    @contextmanager
    def serving(self, name: str, **environment: str) -> Iterator[Server]:
        """A function as in production, but for where its certificates come from."""
        with self._serving(name, ROOT, environment) as server:
            yield server

    @contextmanager
    def serving_before(self, name: str, **environment: str) -> Iterator[Server]:
        """The same function of the other checkout."""
        assert self.before
        with self._serving(name, self.before, environment) as server:
            yield server

    @contextmanager
    def _serving(self, name: str, root: Path, environment: Mapping[str, str]) -> Iterator[Server]:
        with served(
            source(name),
            name,
            self.environment | {"FUNCTION": name, **environment},
            threads=_concurrency(name, root),
            root=root,
        ) as server:
            yield server

    @contextmanager
    def publish_floor(self, name: str = "publish") -> Iterator[Server]:
        """The two RPCs that a publish makes, and nothing else; `async_publish` on a loop."""
        source = f"tests/performance/floors/{name}.py"
        with served(source, "publish", self.environment | self._prepared) as server:
            yield server

    @cached_property
    def _prepared(self) -> dict[str, str]:
        """What a real publish under the key `_MARK` sent and answered, for another key's name."""
        relays = Relay(), Relay()
        for relay, name in zip(relays, ("firestore", "pubsub"), strict=True):
            relay.start(self.described[name])
        hosts = [f"127.0.0.1:{relay.port}" for relay in relays]
        through = {"FIRESTORE_EMULATOR_HOST": hosts[0], "PUBSUB_EMULATOR_HOST": hosts[1]}
        with self.serving("publish", **through) as server:
            answer = requests.post(
                f"http://127.0.0.1:{server.port}",
                json=_draft(_MARK),
                headers=self._headers(_MARK),
                timeout=30,
            )
        answer.raise_for_status()
        made = {
            "COMMIT": relays[0].requests("Commit", _MARK)[0],
            "MESSAGE": relays[1].requests("Publish", _MARK)[0],
            "ANSWER": answer.content,
        }
        for relay in relays:
            relay.stop()
        for name, data in made.items():
            (self.folder / name).write_bytes(data)
        return {"PLACEHOLDER": _MARK} | {name: str(self.folder / name) for name in made}

    def commit(self, keys: list[str]) -> bytes:
        """One Commit that creates the events of all `keys`: repeated fields join end to end."""
        data = Path(self._prepared["COMMIT"]).read_bytes()
        return b"".join(data.replace(_MARK.encode(), key.encode()) for key in keys)

    def publish(self, key: str, title: str | None = None, token: str | None = None) -> bytes:
        """A publish of a draft of the usual size, by the usual organizer or another."""
        body = json.dumps(_draft(key) | ({"title": title} if title else {})).encode()
        headers = self._headers(key)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return request("POST", "/", headers, body)

    def change(self, key: str) -> bytes:
        """A change of the title of what was published under the key."""
        headers = self._headers(str(uuid.uuid4())) | {"If-Match": '"0"'}
        body = json.dumps(_draft(key) | {"title": f"Moved {key}"}).encode()
        return request("PUT", f"/api/events/{key}", headers, body)

    def fresh(self, count: int) -> list[bytes]:
        return [self.publish(str(uuid.uuid4())) for _ in range(count)]

    def _headers(self, key: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }

    def warm(self) -> None:
        """Publish until it works: the first calls of an emulator may outlast their deadlines."""
        with self.serving("publish") as server:
            url, key = f"http://127.0.0.1:{server.port}", str(uuid.uuid4())

            def published() -> bool:
                answer = requests.post(
                    url, json=_draft(key), headers=self._headers(key), timeout=30
                )
                return answer.ok

            wait(published, seconds=60)

    def events(self, count: int) -> list[str]:
        """Publish `count` events and return their keys; their slugs are slug(key)."""
        keys = [str(uuid.uuid4()) for _ in range(count)]
        with self.serving("publish") as server:
            load(server.port, [self.publish(key) for key in keys], 8)
        return keys


def _draft(key: str) -> dict[str, Any]:
    """The key stands in the title, so that every slug is free and equally long."""
    return draft(
        title=f"Bench {key}", starts_at="2099-01-01T19:30:00Z", ends_at="2099-01-01T23:00:00Z"
    )


def slug(key: str) -> str:
    return f"bench-{key}"


def source(name: str) -> str:
    """Where the function is loaded from: those that verify tokens, with their certificates."""
    return _PRODUCTION if name in ("publish", "change", "upload", "preview") else row(name).source


def _concurrency(name: str, root: Path) -> int:
    """Of a checkout's own table: releases before had workers with so many threads."""
    table = tomllib.loads((root / "infra/functions.toml").read_text())
    return int(table[name]["concurrency"])


def row(name: str) -> Function:
    return next(function for function in functions() if function.name == name)


@contextmanager
def world(before: Path | None = None) -> Iterator[World]:
    issuer = Issuer()
    with TemporaryDirectory() as folder:
        state = Path(folder)
        with started(state, free_offset()):
            described = json.loads((state / "stack.json").read_text())
            topics = f"http://{described['pubsub']}/v1/projects/{PROJECT}/topics"
            requests.put(f"{topics}/event-published", timeout=10).raise_for_status()
            found = World(described, issuer, state, before)
            found.warm()
            yield found
    issuer.stop()
