"""What the email function loads: a cold start is paid for before every first mail."""

import json
import os
import subprocess
import sys

from infra.functions import ROOT

_LOAD = "import json, sys, functions.email.main; print(json.dumps(sorted(sys.modules)))"


def test_a_mail_needs_neither_pixels_nor_gemini_nor_storage() -> None:
    environment = {
        "GOOGLE_CLOUD_PROJECT": "a-project",
        "PUBLIC_URL": "https://events.example",
        "SMTP_URL": "smtp://127.0.0.1",
        "MAIL_FROM": "events@example.com",
        "PATH": os.environ["PATH"],
    }

    said = subprocess.run(
        [sys.executable, "-c", _LOAD], cwd=ROOT, env=environment, check=True, capture_output=True
    ).stdout

    loaded = set(json.loads(said))
    assert "functions.email.letter" in loaded
    assert not {"PIL", "google.genai", "google.cloud.storage", "firebase_admin"} & loaded
