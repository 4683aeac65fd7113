"""The functions in this process as production runs them: real RS256 tokens, no Auth emulator.

In a project of its own on the same Firestore, where no worker listens: mass tests leave no queue.
"""

import json
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import firebase_admin
import functions_framework
import pytest
from firebase_admin import _token_gen
from firebase_admin.app_check import _AppCheckService
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from infra.functions import ROOT
from shared.edge import auth
from shared.runtime import clients
from shared.runtime.log import CloudLogging
from shared.runtime.settings import settings
from tests.support.factories import SITE
from tests.support.stack import Stack
from tests.support.tokens import PROJECT, Issuer


@dataclass(frozen=True)
class Production:
    issuer: Issuer
    project = PROJECT
    publish_client: FlaskClient
    page_client: FlaskClient

    def publish(
        self, token: str, draft: object, key: str | None = None, **headers: str
    ) -> TestResponse:
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

    def page(self, slug: str) -> TestResponse:
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
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (values | environment).items():
            patch.setenv(name, value)
        patch.setattr(_token_gen, "ID_TOKEN_CERT_URI", certificates or issuer.url)
        patch.setattr(_AppCheckService, "_JWKS_URL", certificates or issuer.jwks_url)
        _forget()
        try:
            yield Production(issuer, _client("publish"), _client("page"))
        finally:
            _forget()
            _quieten()
            issuer.stop()


def _client(name: str) -> FlaskClient:
    create: Any = functions_framework.create_app  # untyped
    client: FlaskClient = create(
        name, str(ROOT / f"functions/{name}/main.py"), "http"
    ).test_client()
    return client


def _forget() -> None:
    """What the process keeps for its lifetime belongs to one environment."""
    if auth._app.made():
        firebase_admin.delete_app(auth._app())
    settings.cache_clear()
    for client in (auth._app, clients.firestore_client, clients.publisher):
        client.forget()


def _quieten() -> None:
    """Without the settings of a function its log format can write nothing that comes later."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, CloudLogging):
            root.removeHandler(handler)
