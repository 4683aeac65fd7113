"""A function in a process of its own, served as in its container, with no cloud behind it."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from infra.functions import ROOT
from tests.support.ports import free_port
from tests.support.waiting import wait

PROJECT = "demo-served"
_NOWHERE = "127.0.0.1:9"


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def peak_bytes(self) -> int:
        """The most memory that its worker ever held."""
        (worker,) = self.process.children()
        status = Path(f"/proc/{worker.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@contextmanager
def serving(name: str, log: Path, **environment: str) -> Iterator[Server]:
    """Beside an Auth emulator, so that `token()` is believed; nothing else can be reached."""
    port = free_port()
    values = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FUNCTION_TARGET": name,
        "FUNCTION_SOURCE": str(ROOT / f"functions/{name}/main.py"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "PUBLIC_URL": "https://events.example",
        "BUCKET": "media",
        "FIREBASE_AUTH_EMULATOR_HOST": _NOWHERE,
        "FIRESTORE_EMULATOR_HOST": _NOWHERE,
        "PUBSUB_EMULATOR_HOST": _NOWHERE,
        "STORAGE_EMULATOR_HOST": f"http://{_NOWHERE}",
    }
    command = str(Path(sys.executable).parent / "functions-framework")
    with log.open("ab") as output:
        process = subprocess.Popen(
            [command], env=values | environment, stdout=output, stderr=output
        )
    server = Server(port, psutil.Process(process.pid))
    try:
        wait(lambda: _answers(server), seconds=60)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(server: Server) -> bool:
    try:
        return requests.options(server.url, timeout=5).status_code < 500
    except requests.ConnectionError:
        return False


def token() -> str:
    """As the Auth emulator issues it: unsigned."""
    now = int(time.time())
    claims = {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "sub": "ada",
        "iat": now - 60,
        "exp": now + 3540,
        "name": "Ada Lovelace",
    }
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
    return ".".join(part.rstrip(b"=").decode() for part in encoded) + "."
