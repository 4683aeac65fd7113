"""What is uploaded: exactly the files in upload.txt, which install and start by themselves.

The list: `gcloud meta list-files-for-upload | LC_ALL=C sort`.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from infra.deploy import services
from infra.functions import ROOT, Function, functions
from tests.support.plans import GCLOUD, target
from tests.support.server import serving, token
from tests.support.waiting import wait

LIST = Path(__file__).parent / "upload.txt"
JUNK = (
    ".env",
    "shared/.env",
    "functions/publish/.env.local",
    "functions/__pycache__/main.pyc",
    "shared/.mypy_cache/data",
    "service-account.json",
    "key.pem",
    "node_modules/left-pad/index.js",
)


@GCLOUD
def test_the_upload_is_the_committed_list_and_no_secret_or_test(tmp_path: Path) -> None:
    """On a copy in which all else of the checkout, and what lies about in one, is a file too."""
    for entry in ROOT.iterdir():
        if entry.name in ("functions", "shared"):
            shutil.copytree(
                entry, tmp_path / entry.name, ignore=shutil.ignore_patterns("__pycache__")
            )
        elif entry.is_dir():
            _put(tmp_path / entry.name / "file.py")
        else:
            shutil.copy(entry, tmp_path)
    for name in JUNK:
        _put(tmp_path / name)

    said = subprocess.run(
        ["gcloud", "meta", "list-files-for-upload", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert sorted(said.split()) == LIST.read_text().split()


def _put(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("secret")


_IMAGE_TIME = 315_532_801
"""Of every file in an image that a buildpack's lifecycle makes: 1980."""
_COMPILED = """
import importlib, json, os, sys

def note(event, arguments):
    if event == "compile" and str(arguments[1]).startswith(ours):
        compiled.append(arguments[1])

ours, compiled = (f"{os.getcwd()}/functions/", f"{os.getcwd()}/shared/"), []
sys.addaudithook(note)
for name in sys.argv[1:]:
    importlib.import_module(f"functions.{name}.main")
print(json.dumps(compiled))
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the buildpack leaves it: the upload, and beside it what requirements.txt pins."""
    folder = tmp_path_factory.mktemp("workspace")
    for name in LIST.read_text().split():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "venv", "--quiet", "--python", sys.executable, folder / ".venv"], check=True
    )
    install = ("pip", "install", "--quiet", "--require-hashes", "--python", folder / ".venv")
    subprocess.run([uv, *install, "-r", folder / "requirements.txt"], check=True)
    subprocess.run([uv, "pip", "check", "--quiet", "--python", folder / ".venv"], check=True)
    compile_all = ("-m", "compileall", "-f", "-q", "functions", "shared")
    variables = _assigned("--set-build-env-vars=", ",", functions()[0])
    subprocess.run([sys.executable, *compile_all], cwd=folder, env=variables, check=True)
    for name in ("functions", "shared"):
        for file in (folder / name).rglob("*.py"):
            os.utime(file, (_IMAGE_TIME, _IMAGE_TIME))
    return folder


@pytest.mark.timeout(300)
def test_no_instance_compiles_our_sources(workspace: Path) -> None:
    """What is compiled in a build holds in its image, in which all files have another time."""
    secrets = ("GEMINI_API_KEY", "SMTP_URL")
    needed = ("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "BUCKET", *secrets, "MAIL_FROM")
    said = subprocess.run(
        [workspace / ".venv/bin/python", "-c", _COMPILED, *(row.name for row in functions())],
        cwd=workspace,
        env=dict.fromkeys(needed, "https://events.example"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert json.loads(said) == []


@pytest.mark.timeout(300)  # the installation counts along
def test_every_function_starts_from_the_upload_alone_and_answers(workspace: Path) -> None:
    answers = {}
    for row in functions():  # one after another: what the first compiled the others find
        with _served(workspace, row) as url:
            answers[row.name] = _first_answer(row, url)

    assert answers == {
        "publish": (401, "application/problem+json"),
        "change": (405, "application/problem+json"),
        "upload": (401, "application/problem+json"),
        "preview": (401, "application/problem+json"),
        "page": (404, "text/html; charset=utf-8"),
        "image": (400, "application/problem+json"),
        "email": (400, "application/problem+json"),
        "sweep": (405, "application/problem+json"),
        "canary": (405, "application/problem+json"),
    }


@pytest.mark.timeout(300)
def test_a_request_that_is_under_way_when_the_instance_is_stopped_ends_well(
    workspace: Path, tmp_path: Path
) -> None:
    with (
        serving("publish", tmp_path / "log", workspace) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection,
    ):
        connection.sendall(_publishing(length=2))
        assert connection.recv(65_536).startswith(b"HTTP/1.1 100")  # it waits for the body
        connection.sendall(b"{")

        server.process.terminate()
        wait(lambda: not server.listens())
        connection.sendall(b"}")
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))

        assert answer.startswith(b"HTTP/1.1 400")
        assert b"urn:publish-event:problem:invalid-event" in answer
        assert server.process.wait(timeout=20) == 0


@pytest.mark.timeout(300)
def test_headers_are_bounded_by_the_server_itself(workspace: Path, tmp_path: Path) -> None:
    """With 400: uvicorn has no 431, and functions-framework passes no setting on to it."""
    with (
        serving("publish", tmp_path / "log", workspace) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection,
    ):
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
        with suppress(ConnectionError):
            for _ in range(100):
                connection.sendall(b"x" * 16_384)
        with suppress(ConnectionResetError):
            answer = connection.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 400")
        assert requests.options(server.url, timeout=5).status_code == 204


def _publishing(length: int) -> bytes:
    lines = (
        "POST / HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {token()}",
        f"Idempotency-Key: {uuid.uuid4()}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "Expect: 100-continue",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _assigned(flag: str, separator: str, row: Function) -> dict[str, str]:
    """The variables that a flag of the plan's deploy command gives."""
    flags = map(str, services.create_candidate(target(), row, None).command)
    given = next(each for each in flags if each.startswith(flag)).removeprefix(flag)
    return dict(entry.partition("=")[::2] for entry in given.split(separator))


@contextmanager
def _served(workspace: Path, row: Function) -> Iterator[str]:
    """The buildpack's start command, in the environment that the plan gives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = _assigned("--set-env-vars=^|^", "|", row)
    environment |= dict.fromkeys(row.secrets, "smtps://of:nobody@mail.example")
    environment |= {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(workspace),  # /workspace in the container
        "K_SERVICE": row.name,
        "FUNCTION_TARGET": row.name,
        "FUNCTION_SOURCE": row.source,
        "PORT": str(port),
    }
    process = subprocess.Popen(
        [workspace / ".venv/bin/functions-framework"],
        cwd=workspace,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _first_answer(row: Function, url: str) -> tuple[int, str]:
    """To what needs no cloud: nobody's publish, no page, no message of ours, a wrong method."""
    push = {"message": {"data": "e30=", "messageId": "1"}, "subscription": "projects/p/s/s"}

    def asked() -> requests.Response | None:
        try:
            if row.trigger == "push":
                return requests.post(url, json=push, timeout=5)
            return requests.request(
                "GET" if row.name in ("page", "sweep", "canary") else "POST", url, timeout=5
            )
        except requests.ConnectionError:
            return None

    return wait(lambda: _known(asked()), seconds=60)


def _known(answer: requests.Response | None) -> tuple[int, str] | None:
    """A Response is false where its status is an error."""
    return None if answer is None else (answer.status_code, answer.headers["Content-Type"])
