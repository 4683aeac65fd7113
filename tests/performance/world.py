"""What is measured against: emulators, an issuer of real tokens, and requests made beforehand.

Everything happens in a project of its own, where no worker listens unless a measure starts one.
"""

import json
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import grpc
import pytest
import requests
from google.cloud.firestore import Client

from infra.functions import ROOT, Function, functions
from tests.performance import curves
from tests.performance.curves import Points
from tests.performance.load import Load, load, request
from tests.performance.pushing import pushed
from tests.performance.report import progress
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
_AT_ONCE = 150  # events a commit: three documents each, of at most 500
_IMAGES = ROOT / "docs/images"


@dataclass(frozen=True)
class World:
    described: Mapping[str, Any]
    issuer: Issuer
    folder: Path
    before: Path | None = None
    """Another checkout, whose functions are measured beside ours."""
    draws: bool = False
    """Whether curves are drawn for `docs/performance.md`."""

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

    def fill(self, keys: list[str]) -> None:
        """Create events as they are published, with their tickets and their page, but quickly."""
        with grpc.insecure_channel(self.described["firestore"]) as channel:
            commit = channel.unary_unary("/google.firestore.v1.Firestore/Commit")
            for start in range(0, len(keys), _AT_ONCE):
                some = self._commit(keys[start : start + _AT_ONCE])
                commit(some, metadata=(("authorization", "Bearer owner"),), timeout=60)
                if start % (50 * _AT_ONCE) == 0:
                    progress(f"{start:,} of {len(keys):,} events written")

    def update(self, paths: Iterable[str], changes: Mapping[str, Any]) -> None:
        """The same fields of many documents."""
        names = list(paths)
        for start in range(0, len(names), 500):
            batch = self.firestore.batch()
            for name in names[start : start + 500]:
                batch.update(self.firestore.document(name), dict(changes))
            batch.commit()

    @contextmanager
    def pushing(self, server: Server, name: str) -> Iterator[Load]:
        """Every message of the topic, pushed to this server of a worker's; yields its answers."""
        subscription = f"projects/{PROJECT}/subscriptions/{name}-{server.port}"
        topic = f"projects/{PROJECT}/topics/event-published"
        url = f"http://{self.described['pubsub']}/v1/{subscription}"
        with pushed(url, topic, server.port, row(name).timeout) as answers:
            yield answers

    def draw(
        self,
        name: str,
        title: str,
        labels: tuple[str, str],
        lines: Mapping[str, Points],
        *,
        log: bool = False,
    ) -> None:
        """`docs/images/NAME.svg`, if curves are asked for; `labels` of x and of y."""
        if self.draws:
            curves.draw(_IMAGES / f"{name}.svg", title, *labels, lines, log=log)

    def _commit(self, keys: list[str]) -> bytes:
        """One Commit that creates the events of all `keys`: repeated fields join end to end."""
        data = Path(self._prepared["COMMIT"]).read_bytes()
        return b"".join(data.replace(_MARK.encode(), key.encode()) for key in keys)

    def publish(self, key: str, title: str | None = None, token: str | None = None) -> bytes:
        """A publish of a draft of the usual size, by the usual organizer or another."""
        body = json.dumps(_draft(key) | ({"title": title} if title else {})).encode()
        return request("POST", "/", self._headers(key, token), body)

    def change(self, key: str, token: str | None = None) -> bytes:
        """A change of the title of what was published under the key, by the same organizer."""
        headers = self._headers(str(uuid.uuid4()), token) | {"If-Match": '"0"'}
        body = json.dumps(_draft(key) | {"title": f"Moved {key}"}).encode()
        return request("PUT", f"/api/events/{key}", headers, body)

    def fresh(self, count: int) -> list[bytes]:
        return [self.publish(str(uuid.uuid4())) for _ in range(count)]

    def _headers(self, key: str, token: str | None = None) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {token or self.token}",
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
def world(before: Path | None = None, *, draws: bool = False) -> Iterator[World]:
    issuer = Issuer()
    with TemporaryDirectory() as folder:
        state = Path(folder)
        with started(state, free_offset()):
            described = json.loads((state / "stack.json").read_text())
            topics = f"http://{described['pubsub']}/v1/projects/{PROJECT}/topics"
            requests.put(f"{topics}/event-published", timeout=10).raise_for_status()
            found = World(described, issuer, state, before, draws)
            found.warm()
            yield found
    issuer.stop()
