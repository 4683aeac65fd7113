"""The operator's commands, before they touch anything."""

import subprocess
import sys
import uuid

import pytest

from infra.functions import ROOT
from tests.support.plans import environment


@pytest.mark.parametrize(
    "command", ["show", "pending", "replay-dead", "retry", "restore", "unpublish", "purge"]
)
def test_without_an_environment_nothing_is_touched(command: str) -> None:
    arguments = [command] if command in ("pending", "replay-dead") else [command, str(uuid.uuid4())]
    arguments += ["0"] if command == "restore" else []

    answer = _run(*arguments)

    assert answer.returncode == 1
    assert "ENV=… names a file in deploy/" in answer.stderr


def test_what_is_no_id_is_named() -> None:
    answer = _run("--local", "show", "summer-jazz-night")

    assert answer.returncode == 2
    assert "'summer-jazz-night' is not an event ID" in answer.stderr


@pytest.mark.parametrize("revision", ["-1", "1.0", "first", ""])
def test_what_is_no_revision_is_named(revision: str) -> None:
    answer = _run("--local", "restore", str(uuid.uuid4()), "--", revision)

    assert answer.returncode == 2
    assert f"{revision!r} is not a revision" in answer.stderr


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.ops", *arguments],
        cwd=ROOT,
        env=environment(ENV=""),
        capture_output=True,
        text=True,
        check=False,
    )
