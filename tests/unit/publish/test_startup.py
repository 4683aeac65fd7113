"""What publish relies on and refuses as it starts."""

import os
import subprocess
import sys

from firebase_admin import _token_gen

from infra.functions import ROOT
from tests.support.tokens import PROJECT


def test_firebase_admin_still_reads_its_certificates_where_the_tests_put_them() -> None:
    assert _token_gen.ID_TOKEN_CERT_URI.startswith("https://www.googleapis.com/robot/v1/")


def test_a_deployed_function_does_not_start_beside_an_emulator() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import functions.publish.main"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "K_SERVICE": "publish",
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "PUBLIC_URL": "https://events.example",
            "FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:9099",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "FIREBASE_AUTH_EMULATOR_HOST must not be set" in answer.stderr
