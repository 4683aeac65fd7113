"""`make run` and what it says before anything starts."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from infra.functions import ROOT
from infra.local.addresses import PORTS
from tests.support.local import run
from tests.support.ports import free_offset


def test_a_port_in_use_is_named_with_its_holder_and_the_way_out(tmp_path: Path) -> None:
    offset = free_offset()
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", PORTS["firestore"] + offset))
        squatter.listen()

        answer = run("--state", str(tmp_path), PORT_OFFSET=str(offset))

    assert answer.returncode == 1
    assert f"port {PORTS['firestore'] + offset} (firestore) is in use" in answer.stderr
    assert f"pid {os.getpid()}" in answer.stderr
    assert "PORT_OFFSET=" in answer.stderr


@pytest.mark.parametrize("offset", ["x", "-1", "99999"])
def test_a_port_offset_that_cannot_be_is_named(tmp_path: Path, offset: str) -> None:
    answer = run("--state", str(tmp_path), PORT_OFFSET=offset)

    assert answer.returncode == 1
    assert "PORT_OFFSET" in answer.stderr


@pytest.mark.parametrize(("argument", "needed"), [("python", "Python 3.11"), ("npm", "Node.js 20")])
def test_a_missing_prerequisite_is_named(tmp_path: Path, argument: str, needed: str) -> None:
    for tool in ("bash", "dirname"):
        (tmp_path / tool).symlink_to(Path("/usr/bin") / tool)

    answer = subprocess.run(
        ["/bin/bash", ROOT / "infra/setup", argument, "web"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=10,
    )

    assert answer.returncode == 1
    assert f"Missing: {needed}" in answer.stderr


def test_a_bare_make_prints_the_targets() -> None:
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "make run" in answer.stdout
    assert "make test" in answer.stdout
