"""A function in a process of its own, served as in its container, with no cloud behind it."""

import base64
import json
import os
import socket
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

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def peak_bytes(self) -> int:
        """The most memory that its worker ever held."""
        (worker,) = self.process.children()
        status = Path(f"/proc/{worker.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@contextmanager
def serving(name: str, log: Path, root: Path | None = None, **environment: str) -> Iterator[Server]:
    """Beside an Auth emulator, so that `token()` is believed; nothing else can be reached.

    `root` is a folder of its own with code and `.venv`; without it, what the tests run with.
    """
    programs = root / ".venv/bin" if root else Path(sys.executable).parent
    root = root or ROOT
    port = free_port()
    values = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(root),
        "FUNCTION_TARGET": name,
        "FUNCTION_SOURCE": str(root / f"functions/{name}/main.py"),
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
    with log.open("ab") as output:
        process = subprocess.Popen(
            [programs / "functions-framework"],
            cwd=root,
            env=values | environment,
            stdout=output,
            stderr=output,
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
