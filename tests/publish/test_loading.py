"""What each function loads: cold starts are paid for by whoever waits."""

import json
import os
import subprocess
import sys
import uuid
from typing import Any

from infra.functions import ROOT
from tests.stack import Person, Stack, draft

# One request, as the deployed function would serve it, in a process of its own.
_SERVE = """
import json, sys
from functions_framework import create_app
name, request = sys.argv[1], json.loads(sys.argv[2])
client = create_app(name, f"functions/{name}/main.py", "http").test_client()
print(json.dumps([client.open(**request).status_code, sorted(sys.modules)]))
"""
_HEAVY = {"PIL", "google.genai", "google.cloud.storage"}


def _served(stack: Stack, name: str, **request: Any) -> tuple[int, set[str]]:
    environment = {
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "FIREBASE_AUTH_EMULATOR_HOST": stack["auth"].removeprefix("http://"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    said = subprocess.run(
        [sys.executable, "-c", _SERVE, name, json.dumps(request)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    ).stdout.splitlines()[-1]
    status, modules = json.loads(said)
    return status, set(modules)


def test_a_publish_loads_neither_pixels_nor_gemini_nor_storage(
    stack: Stack, organizer: Person
) -> None:
    headers = {"Authorization": f"Bearer {organizer.token}", "Idempotency-Key": str(uuid.uuid4())}

    status, modules = _served(stack, "publish", method="POST", headers=headers, json=draft())

    assert status == 200
    assert not (_HEAVY | {"babel", "icalendar"}) & modules


def test_a_page_view_loads_them_neither(stack: Stack, organizer: Person) -> None:
    slug = stack.publish(organizer, draft()).json()["slug"]

    status, modules = _served(stack, "page", method="GET", path=f"/e/{slug}")

    assert status == 200
    assert not (_HEAVY | {"firebase_admin", "google.pubsub_v1", "icalendar"}) & modules
