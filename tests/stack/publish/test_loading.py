"""What each function loads: cold starts are paid for by whoever waits."""

import base64
import json
import math
import os
import subprocess
import sys
import uuid
from datetime import timedelta
from typing import Any

import pytest
from grpc import StatusCode

from infra.functions import ROOT
from tests.support.attempts import Try
from tests.support.factories import draft
from tests.support.sent import envelope, photo
from tests.support.stack import Person, Stack

# One request, as the deployed function would serve it, in a process of its own.
_SERVE = """
import base64, json, sys
from functions_framework import create_app
from starlette.testclient import TestClient
name, request = sys.argv[1], json.load(sys.stdin)
data, url = base64.b64decode(request.pop("data")), request.pop("path", "/")
app = create_app(name, f"functions/{name}/main.py")
answer = TestClient(app).request(url=url, content=data, **request)
print(json.dumps([answer.status_code, sorted(sys.modules)]))
"""
_FIRESTORE, _PUBSUB = "google.cloud.firestore", "google.pubsub_v1"
_STORAGE, _GEMINI = "google.cloud.storage", "google.genai"
_LETTERING = {"uharfbuzz", "icu4py"}
_LOADED = {
    "publish": {"firebase_admin"},
    "change": {"firebase_admin"},
    "upload": {"firebase_admin", _STORAGE, "PIL"},
    "preview": {"firebase_admin", "PIL", "babel", *_LETTERING},
    "page": {"babel"},
    "image": {_STORAGE, "PIL", "babel"},
    "email": {"babel", "icalendar", "css_inline"},
    "sweep": {_FIRESTORE, _PUBSUB},
}
# Gemini's client and what draws letters are for when a picture is made, and for nobody else.
_HEAVY = set().union(*_LOADED.values()) | _LETTERING | {_GEMINI, "numpy", "fugashi", "pypinyin"}


def _served(stack: Stack, name: str, **request: Any) -> tuple[int, set[str]]:
    environment = {
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "BUCKET": stack["bucket"],
        "SMTP_URL": f"smtp://{stack['smtp']}",
        "MAIL_FROM": "events@example.com",
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "STORAGE_EMULATOR_HOST": stack["storage"],
        "FIREBASE_AUTH_EMULATOR_HOST": stack["auth"].removeprefix("http://"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    request["data"] = base64.b64encode(request.get("data", b"")).decode()
    said = subprocess.run(
        [sys.executable, "-c", _SERVE, name],
        input=json.dumps(request).encode(),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    ).stdout.splitlines()[-1]
    status, modules = json.loads(said)
    return status, set(modules)


@pytest.mark.parametrize("name", _LOADED)
def test_a_function_loads_what_it_needs_and_nothing_else_that_is_heavy(
    stack: Stack, organizer: Person, name: str
) -> None:
    def post(data: bytes, **headers: str) -> dict[str, Any]:
        return {"method": "POST", "data": data, "headers": headers}

    bearer, key = f"Bearer {organizer.token}", str(uuid.uuid4())
    told = post(envelope(name, key), **{"Content-Type": "application/json"})
    there = stack.publish(organizer, draft()).json()
    headers = {"Authorization": bearer, "Content-Type": "application/json"}
    requests = {
        "publish": post(json.dumps(draft()).encode(), **headers, **{"Idempotency-Key": key}),
        "change": {
            "method": "PUT",
            "path": f"/api/events/{there['event_id']}",
            "data": json.dumps(draft()).encode(),
            "headers": headers | {"Idempotency-Key": key, "If-Match": '"0"'},
        },
        "preview": post(json.dumps(draft()).encode(), **headers) | {"path": "/?design=7"},
        "upload": post(photo(), **{"Authorization": bearer, "Content-Type": "image/jpeg"}),
        "page": {"method": "GET", "path": f"/e/{there['slug']}"},
        "image": told,
        "email": told,
        "sweep": post(b""),
    }

    overdue = Try(stack, organizer)
    if name == "sweep":  # with something to publish, which the stack's own sweep cannot do before
        overdue.at_message(StatusCode.PERMISSION_DENIED, times=math.inf)
        overdue.insist()
        overdue.age("cover", timedelta(minutes=2))

    status, modules = _served(stack, name, **requests[name])

    stack.pubsub_relay.heal(overdue.key)
    assert status == 200
    assert _HEAVY & modules == _LOADED[name]
