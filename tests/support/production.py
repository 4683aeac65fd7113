"""The functions in this process as production runs them: real RS256 tokens, no Auth emulator.

In a project of its own on the same Firestore, where no worker listens: mass tests leave no queue.
"""

import asyncio
import json
import logging
import uuid
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

import firebase_admin
import functions_framework
import pytest
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

from infra.functions import ROOT
from shared.edge import auth
from shared.runtime import clients
from shared.runtime.log import CloudLogging
from shared.runtime.settings import settings
from tests.support.factories import SITE
from tests.support.loops import looping, on
from tests.support.stack import Stack
from tests.support.tokens import PROJECT, Issuer

Result = TypeVar("Result")


@dataclass(frozen=True)
class Answer:
    """What an application sent."""

    status_code: int
    headers: Headers
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def content_type(self) -> str:
        return self.headers["Content-Type"]

    @property
    def json(self) -> Any:
        return json.loads(self.data)


class AppClient:
    """Sends requests to an ASGI application on `loop`, from any thread, as a server would."""

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._loop = app, loop

    def open(
        self, path: str, method: str, data: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        return on(self._loop, self._sent(path, method, data, headers or {}))

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.open(path, "GET", headers=headers)

    def head(self, path: str) -> Answer:
        return self.open(path, "HEAD")

    def options(self, path: str) -> Answer:
        return self.open(path, "OPTIONS")

    def post(self, path: str, data: bytes, headers: Mapping[str, str]) -> Answer:
        return self.open(path, "POST", data, headers)

    async def _sent(
        self, path: str, method: str, data: bytes, headers: Mapping[str, str]
    ) -> Answer:
        given = {"Host": "testserver", **headers}
        path, _, query = path.partition("?")
        if data:
            given["Content-Length"] = str(len(data))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in given.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "state": {},
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": data, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        received = Headers(raw=list(sent[0]["headers"]))
        return Answer(sent[0]["status"], received, b"" if method == "HEAD" else body)


@dataclass(frozen=True)
class Production:
    issuer: Issuer
    project = PROJECT
    publish_client: AppClient
    change_client: AppClient
    page_client: AppClient
    loop: asyncio.AbstractEventLoop

    def publish(self, token: str, draft: object, key: str | None = None, **headers: str) -> Answer:
        return self.publish_client.post(
            "/",
            data=draft if isinstance(draft, bytes) else json.dumps(draft).encode(),
            headers={
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": key or str(uuid.uuid4()),
                "Content-Type": "application/json",
            }
            | headers,
        )

    def change(
        self, token: str, event_id: str, body: object, revision: int, key: str, **headers: str
    ) -> Answer:
        """PUT; DELETE without a body."""
        given = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": key,
            "If-Match": f'"{revision}"',
        }
        if body is not None:
            given["Content-Type"] = "application/json"
        return self.change_client.open(
            f"/api/events/{event_id}",
            "DELETE" if body is None else "PUT",
            b"" if body is None else json.dumps(body).encode(),
            given | headers,
        )

    def does(self, call: Coroutine[Any, Any, Result]) -> Result:
        """What comes of it, on the event loop of the functions."""
        return on(self.loop, call)

    @contextmanager
    def pauses(self) -> Iterator[list[float]]:
        """How long the event loop did nothing else, in seconds, while the block ran."""
        found: list[float] = []

        async def watch() -> None:
            while True:
                before = self.loop.time()
                await asyncio.sleep(0.005)
                found.append(self.loop.time() - before)

        watching = asyncio.run_coroutine_threadsafe(watch(), self.loop)
        try:
            yield found
        finally:
            watching.cancel()

    def page(self, slug: str) -> Answer:
        return self.page_client.get(f"/e/{slug}")


@contextmanager
def production(stack: Stack, certificates: str = "", **environment: str) -> Iterator[Production]:
    """`certificates` overrides the address where the verifier looks for keys."""
    issuer = Issuer()
    relay = f"127.0.0.1:{stack.firestore_relay.port}"
    account = stack.state / "service-account.json"
    account.write_text(json.dumps(issuer.service_account()))
    values = {
        "GOOGLE_APPLICATION_CREDENTIALS": str(account),
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "PUBLIC_URL": SITE,
        "FIRESTORE_EMULATOR_HOST": relay,
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "APP_CHECK_JWKS_URL": certificates or issuer.jwks_url,
    }
    with pytest.MonkeyPatch.context() as patch, looping() as loop:
        for name, value in (values | environment).items():
            patch.setenv(name, value)
        patch.setattr(auth, "CERTIFICATES_URL", certificates or issuer.url)
        _forget()
        try:
            publish, change, page = (_client(name, loop) for name in ("publish", "change", "page"))
            yield Production(issuer, publish, change, page, loop)
        finally:
            _forget()
            _quieten()
            issuer.stop()


def _client(name: str, loop: asyncio.AbstractEventLoop) -> AppClient:
    create: Any = functions_framework.create_app  # untyped
    return AppClient(create(name, str(ROOT / f"functions/{name}/main.py"), "http"), loop)


def _forget() -> None:
    """What the process keeps for its lifetime belongs to one environment."""
    if auth._app.made():
        firebase_admin.delete_app(auth._app())
    settings.cache_clear()
    for made in (auth._app, auth.certificates, auth.app_check_keys):
        made.forget()
    for client in (clients.firestore_client, clients.publisher):
        client.forget()


def _quieten() -> None:
    """Without the settings of a function its log format can write nothing that comes later."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, CloudLogging):
            root.removeHandler(handler)
