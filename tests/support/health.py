"""What `make health` asks gcloud, answered by a program of ours."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from infra.deploy import health
from infra.deploy.executor import Executor
from infra.functions import functions
from tests.support.plans import target

SERVING = {
    "status": {
        "conditions": [{"type": "Ready", "status": "True"}],
        "traffic": [{"revisionName": "new", "percent": 10}, {"revisionName": "old", "percent": 90}],
    }
}
KEY = "the-key-that-gemini-knows"
INDEXES = [{"state": "READY"}, {"state": "READY"}]
JOB = {"state": "ENABLED", "lastAttemptTime": "2026-11-24T10:00:00Z", "status": {}}


class _Gemini(BaseHTTPRequestHandler):
    """Lists models to whoever has the key."""

    def do_GET(self) -> None:
        has_key = self.headers["x-goog-api-key"] == KEY
        self.send_response(200 if has_key and self.path.startswith("/v1beta/models") else 400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gemini() -> Iterator[str]:
    """The address of a Gemini that knows one key."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Gemini) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def gcloud_answers(
    folder: Path,
    patch: pytest.MonkeyPatch,
    service: object,
    job: object,
    letters: str,
    *,
    secrets: tuple[str, str] = ("wrong", "smtp://127.0.0.1:9"),
    indexes: object = INDEXES,
) -> None:
    """Put a program of that name on the PATH, which answers what health asks.

    `secrets` are Gemini's key and the mail server's address.
    """
    answers = {"service": json.dumps(service), "job": json.dumps(job), "letters": letters}
    answers |= {"key": secrets[0], "mail": secrets[1], "indexes": json.dumps(indexes)}
    for name, text in answers.items():
        (folder / name).write_text(text)
    program = folder / "gcloud"
    program.write_text(
        f"#!/bin/sh\ncase $1 in\nrun) cat {folder}/service ;;\n"
        f"scheduler) cat {folder}/job ;;\npubsub) cat {folder}/letters ;;\n"
        f"firestore) cat {folder}/indexes ;;\n"
        f"secrets) case $* in *GEMINI*) cat {folder}/key ;; *) cat {folder}/mail ;; esac\nesac\n"
    )
    program.chmod(0o755)
    patch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def checks(site: str, gemini: str = "http://127.0.0.1:9") -> list[health.Check]:
    given = target(PUBLIC_URL=site, GEMINI_BASE_URL=gemini)
    return list(health.checks(given, functions(), Executor(patience=0)))
