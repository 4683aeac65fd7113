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
# What Google's RPCs need, and a function that makes none does not.
_RPC = {"google.api_core", "google.protobuf", "grpc"}
# What only drafts need: their rules, and what is said of their mistakes.
_DRAFTS = {"shared.event.draft", "shared.edge.validation", "anyascii"}


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [
        ("publish", _NEVER),
        ("change", _NEVER),
        ("preview", _NEVER | _RPC),
        ("page", _NEVER | _DRAFTS),
        ("upload", _NEVER | _DRAFTS),
        ("sweep", (_NEVER | _DRAFTS) - {"google.cloud.firestore"}),
    ],
)
def test_a_cold_start_loads_nothing_heavy_that_it_does_not_need(
    name: str, unneeded: set[str]
) -> None:
    """As deployed: beside the Auth emulator firebase-admin verifies the tokens."""
    assert unneeded & _loaded_by(f"import functions.{name}.main") == set()


def test_the_first_picture_loads_no_more_of_pillow_than_it_is_drawn_with() -> None:
    code = """
from shared.pixels import composed
from shared.pixels.poster import PosterText
composed.compose("", PosterText("Jazz", "tonight", "here"), 7)
"""
    plugins = {name for name in _loaded_by(code) if name.endswith("ImagePlugin")}

    # Pillow's own choice before it opens or saves anything, and ours.
    common = {"Bmp", "Gif", "Jpeg", "Ppm", "Png"}
    assert plugins == {f"PIL.{name}ImagePlugin" for name in common | {"WebP"}}


def test_the_process_that_draws_covers_loads_no_client() -> None:
    clients = {"http.client", "ssl", "google.auth", "pydantic", "asyncio"}

    assert clients & _loaded_by("import shared.runtime.child, functions.image.drawing") == set()


def _loaded_by(code: str) -> set[str]:
    """The modules of a process that runs the code, as deployed."""
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys; print(json.dumps(list(sys.modules)))"],
        cwd=ROOT,
        env=_DEPLOYED,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return set(json.loads(said))


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
