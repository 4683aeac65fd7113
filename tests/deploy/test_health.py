"""`make health` says what is wrong, and never that all is well because nobody answered."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.deploy import health
from infra.deploy.executor import Executor
from infra.functions import functions
from tests.deploy.plans import target
from tests.stack import Stack

SERVING = {
    "status": {
        "conditions": [{"type": "Ready", "status": "True"}],
        "traffic": [{"revisionName": "new", "percent": 10}, {"revisionName": "old", "percent": 90}],
    }
}
JOB = {"state": "ENABLED", "lastAttemptTime": "2026-11-24T10:00:00Z", "status": {}}


@pytest.fixture
def gcloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a program of that name on the PATH, which answers three questions."""

    def answering(service: object, job: object, letters: str) -> None:
        answers = {"service": json.dumps(service), "job": json.dumps(job), "letters": letters}
        for name, text in answers.items():
            (tmp_path / name).write_text(text)
        program = tmp_path / "gcloud"
        program.write_text(
            f"#!/bin/sh\ncase $1 in\nrun) cat {tmp_path}/service ;;\n"
            f"scheduler) cat {tmp_path}/job ;;\npubsub) cat {tmp_path}/letters ;;\nesac\n"
        )
        program.chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return answering


def _found(site: str) -> list[health.Check]:
    return list(health.checks(target(PUBLIC_URL=site), functions(), Executor()))


def test_all_is_well(stack: Stack, gcloud: Callable[..., None]) -> None:
    gcloud(SERVING, JOB, "")

    found = _found(stack["site"])

    assert all(well for well, _ in found), found
    assert (True, "publish: new 10%, old 90%") in found
    assert (True, "POST /api/events/publish: 401") in found


def test_what_is_wrong_is_said(gcloud: Callable[..., None]) -> None:
    broken = {"status": SERVING["status"] | {"conditions": [{"type": "Ready", "status": "False"}]}}
    gcloud(broken, JOB | {"state": "PAUSED"}, "1\n2\n")

    found = _found("http://127.0.0.1:9")

    assert not any(well for well, _ in found), found
    assert (False, "dead letters: at least 2") in found


def test_no_answer_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gcloud").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "gcloud").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert not any(well for well, _ in _found("http://127.0.0.1:9"))
