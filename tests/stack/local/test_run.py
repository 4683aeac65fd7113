"""`make run`: what it says, what it keeps alive, and that it leaves nothing behind."""

import json
import os
import signal
from pathlib import Path

import psutil
import requests

from infra.functions import functions
from infra.local.addresses import PORTS
from tests.support.local import run
from tests.support.ports import free_offset
from tests.support.stack import started
from tests.support.waiting import wait


def test_a_function_that_dies_is_started_again_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    offset = free_offset()
    with started(tmp_path, offset) as process:
        described = json.loads((tmp_path / "stack.json").read_text())
        assert set(described["pids"]) == {row.name for row in functions()}
        assert described["site"] == f"http://127.0.0.1:{PORTS['site'] + offset}"
        below = psutil.Process(process.pid).children(recursive=True)
        assert any("java" in child.name() for child in below)

        killed = described["pids"]["publish"]
        os.kill(killed, signal.SIGKILL)

        def respawned() -> bool:
            pids = json.loads((tmp_path / "stack.json").read_text())["pids"]
            return bool(pids["publish"] != killed)

        wait(respawned)
        wait(lambda: _answers(described["publish"]))

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert "No process is left running" in process.communicate()[0]
    assert not [child for child in below if _runs(child)]
    assert not (tmp_path / "stack.json").exists()


def _runs(process: psutil.Process) -> bool:
    """Not so a dead process that its new parent has not asked about yet."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=1).status_code == 405
    except requests.ConnectionError:
        return False


def test_a_function_that_cannot_start_says_why_and_ends_it_all(tmp_path: Path) -> None:
    offset = free_offset()

    answer = run("--state", str(tmp_path), PORT_OFFSET=str(offset), AI_DAILY_LIMIT="-1")

    assert answer.returncode == 1
    assert "image exited unexpectedly" in answer.stderr
    assert "AI_DAILY_LIMIT" in answer.stderr
