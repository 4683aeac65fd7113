"""What publish relies on and refuses as it starts."""

import json
import os
import subprocess
import sys

import pytest

from infra.functions import ROOT
from tests.support.tokens import PROJECT

_DEPLOYED = {
    "PATH": os.environ["PATH"],
    "GOOGLE_CLOUD_PROJECT": PROJECT,
    "PUBLIC_URL": "https://events.example",
    "BUCKET": "media",
}


_NEVER = {"firebase_admin", "google.cloud.firestore", "google.pubsub_v1", "google.genai"}
# What only drafts need: their rules, and what is said of their mistakes.
_DRAFTS = {"shared.event.draft", "shared.edge.validation", "anyascii"}


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [
        ("publish", _NEVER),
        ("change", _NEVER),
        ("preview", _NEVER),
        ("page", _NEVER | _DRAFTS),
        ("upload", _NEVER | _DRAFTS),
        ("sweep", (_NEVER | _DRAFTS) - {"google.cloud.firestore"}),
    ],
)
def test_a_cold_start_loads_nothing_heavy_that_it_does_not_need(
    name: str, unneeded: set[str]
) -> None:
    """As deployed: beside the Auth emulator firebase-admin verifies the tokens."""
    code = f"import json, sys, functions.{name}.main; print(json.dumps(list(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=_DEPLOYED,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert unneeded & set(json.loads(said)) == set()


def test_a_deployed_function_does_not_start_beside_an_emulator() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import functions.publish.main"],
        cwd=ROOT,
        env={
            **_DEPLOYED,
            "K_SERVICE": "publish",
            "FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:9099",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "FIREBASE_AUTH_EMULATOR_HOST must not be set" in answer.stderr
