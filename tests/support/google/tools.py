"""The real gcloud, bq and firebase, pointed at a Google of the tests' own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.google import firebase, resources, run
from tests.support.google.server import PROJECT, Google, Request, serving
from tests.support.waiting import wait

_APIS = (
    *("ARTIFACTREGISTRY", "CLOUDBILLING", "CLOUDBUILD", "CLOUDQUOTAS", "CLOUDRESOURCEMANAGER"),
    *("CLOUDSCHEDULER", "FIRESTORE", "IAM", "IAMCREDENTIALS", "LOGGING", "MONITORING", "ORGPOLICY"),
    *("PUBSUB", "RUN", "SECRETMANAGER", "SERVICEMANAGEMENT", "SERVICEUSAGE", "STORAGE"),
)
_FIREBASE = (
    *("FIREBASE_API_URL", "FIREBASE_APPCHECK_URL", "FIREBASE_AUTH_MANAGEMENT_URL"),
    *("FIREBASE_FUNCTIONS_URL", "FIREBASE_FUNCTIONS_V2_URL", "FIREBASE_HOSTING_API_URL"),
    *("FIREBASE_HOSTING_URL", "FIREBASE_IAM_URL", "FIREBASE_IDENTITY_URL", "CLOUD_RUN_URL"),
    *("FIREBASE_RESOURCEMANAGER_URL", "FIREBASE_RULES_URL", "FIREBASE_SERVICE_USAGE_URL"),
    *("FIREBASE_CLOUDBILLING_URL", "FIRESTORE_URL", "FIREBASE_TOKEN_URL"),
)
# Of Python's own modules the built-in ones: to import `socket` takes longer than all the rest.
_TOKEN = "ya29-of-the-tests"
_BQ_PYTHON = "python-of-bq"
_SHIM = """#!{python} -IS
import _socket, posix, sys
host = _socket.socket(_socket.AF_UNIX)
host.connect({socket!r})
files = b"".join(file.to_bytes(4, sys.byteorder) for file in range(3))
argv = [text.encode(errors="surrogateescape") for text in sys.argv]
environment = [b"=".join(pair) for pair in posix.environ.items()]
said = b"\\0".join([posix.getcwdb(), b"%d" % len(argv), *argv, *environment])
host.sendmsg([b"0"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
host.sendall(said)
host.shutdown(_socket.SHUT_WR)
sys.exit(int(host.recv(16) or b"1"))
"""


@cache  # later the PATH begins with programs that stand before it
def sdk() -> Path:
    """gcloud's folder. Skips the test where gcloud is not installed, but in CI it must be."""
    if program := shutil.which("gcloud"):
        return Path(program).resolve().parent.parent
    if os.environ.get("CI"):
        pytest.fail("CI needs gcloud (https://cloud.google.com/sdk/docs/install)")
    pytest.skip("gcloud is not installed: what it would send is not checked")


@contextmanager
def warm(folder: Path) -> Iterator[Path]:
    """A folder for the PATH, whose gcloud and bq are the installed ones in loaded processes."""
    programs = folder / "bin"
    programs.mkdir()
    with _host(folder, "gcloud") as gcloud, _host(folder, "bq") as bq:
        for name, address in {"gcloud": gcloud, "bq": gcloud, _BQ_PYTHON: bq}.items():
            program = programs / name
            program.write_text(_SHIM.format(python=sys.executable, socket=str(address)))
            program.chmod(0o755)
        yield programs


def found_first(programs: Path) -> dict[str, str]:
    """The environment in which these are gcloud and bq."""
    path = f"{programs}:{os.environ['PATH']}"
    return {"PATH": path, "CLOUDSDK_BQ_PYTHON": str(programs / _BQ_PYTHON)}


@contextmanager
def _host(folder: Path, tool: str) -> Iterator[Path]:
    """The address of a process that runs the tool's commands."""
    root = sdk()
    bundled = root / "platform/bundledpythonunix/bin/python3"
    python = str(bundled) if bundled.exists() else sys.executable
    address = folder / f"{tool}.socket"
    host = Path(__file__).with_name("gcloud_host.py")
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "CLOUDSDK_CONFIG": str(folder)}
    process = subprocess.Popen([python, host, address, root, tool], env=environment)
    try:
        wait(address.exists, seconds=30)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def google(folder: Path, programs: Path, **more: str) -> Iterator[Google]:
    """An empty project. The environment of this process makes the tools use it."""
    with serving(Google(), _answer) as found, pytest.MonkeyPatch.context() as patch:
        _prepare(found)
        for name, value in _environment(found, folder, programs).items():
            patch.setenv(name, value)
        for name in ("NO_PROXY", "no_proxy", "GOOGLE_CLOUD_QUOTA_PROJECT"):
            patch.delenv(name, raising=False)
        for name, value in more.items():
            patch.setenv(name, value)
        yield found


def _environment(google: Google, folder: Path, programs: Path) -> dict[str, str]:
    (folder / "token").write_text(_TOKEN)
    (folder / "bigqueryrc").write_text(f"--api={google.address}\n--oauth_access_token={_TOKEN}\n")
    return {
        **found_first(programs),
        "CLOUDSDK_CONFIG": str(folder / "gcloud"),
        "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE": str(folder / "token"),
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "true",
        "CLOUDSDK_CORE_CHECK_GCE_METADATA": "false",
        "CLOUDSDK_CORE_DISABLE_FILE_LOGGING": "true",
        "CLOUDSDK_SURVEY_DISABLE_PROMPTS": "true",
        "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "true",
        # Cloud Run's host starts with the region: only a proxy catches all of them.
        "CLOUDSDK_PROXY_TYPE": "http",
        "CLOUDSDK_PROXY_ADDRESS": "127.0.0.1",
        "CLOUDSDK_PROXY_PORT": google.address.rpartition(":")[2],
        "BIGQUERYRC": str(folder / "bigqueryrc"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "FIREBASE_TOKEN": "of-the-tests",
        "MONITORING_URL": google.address,
        "FIREBASE_SKIP_UPDATE_CHECK": "1",
        **{f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{name}": "http://google.test/" for name in _APIS},
        **dict.fromkeys(_FIREBASE, google.address),
    }


def _prepare(google: Google) -> None:
    name = f"projects/{PROJECT}"
    google.store[name] = {
        "projectId": PROJECT,
        "projectNumber": "123456789012",
        "name": name,
        "lifecycleState": "ACTIVE",
    }


def _answer(google: Google, request: Request) -> Any:
    for api in (run, firebase):
        if api.knows(request):
            return api.answer(google, request)
    if request.path == "/$discovery/rest":
        return _bigquery(google)
    if request.path.endswith("/token"):
        return {"access_token": "of-the-tests", "expires_in": 3600, "token_type": "Bearer"}
    return resources.answer(google, request)


def _bigquery(google: Google) -> Any:
    """The description of BigQuery's API that bq itself brings along."""
    document = json.loads((sdk() / "platform/bq/discovery_next/bigquery.json").read_text())
    address = f"{google.address}/"
    return document | {"rootUrl": address, "baseUrl": f"{address}bigquery/v2/"}
