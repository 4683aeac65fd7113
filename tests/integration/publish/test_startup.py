"""What publish relies on and refuses as it starts."""

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


@pytest.mark.parametrize("name", ["publish", "upload"])
def test_a_cold_start_loads_no_firebase_admin(name: str) -> None:
    """It takes a tenth of one, and verifies no token of a deployed function by itself."""
    code = f"import sys, functions.{name}.main; print('firebase_admin' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=_DEPLOYED,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said == "False\n"


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
