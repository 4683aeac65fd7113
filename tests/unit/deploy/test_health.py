"""`make health` says what is wrong, and never that all is well because nobody answered."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from infra.deploy import health
from infra.deploy.executor import Executor
from infra.deploy.steps import Command
from tests.support.health import INDEXES, JOB, SERVING, checks, gcloud_answers
from tests.support.plans import target


def test_what_is_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"status": SERVING["status"] | {"conditions": [{"type": "Ready", "status": "False"}]}}
    paused = JOB | {"state": "PAUSED"}
    gcloud_answers(tmp_path, monkeypatch, broken, paused, "1\n2\n", indexes=[])

    found = checks("http://127.0.0.1:9")

    assert not any(well for well, _ in found), found
    assert (False, "dead letters: at least 2") in found
    assert (False, "canary job: PAUSED, last run 2026-11-24T10:00:00Z") in found


def test_no_answer_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "ERROR: (gcloud.run.describe) PERMISSION_DENIED: not yours\n- details"
    (tmp_path / "gcloud").write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    (tmp_path / "gcloud").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    found = checks("http://127.0.0.1:9")

    assert not any(well for well, _ in found)
    assert (False, "page: no answer, PERMISSION_DENIED: not yours") in found
    assert (False, "dead letters: no answer, PERMISSION_DENIED: not yours") in found


FAILED = JOB | {"status": {"code": 13}}


def test_a_sweep_fails_while_indexes_are_built_and_that_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building = [{"state": "READY"}, {"state": "CREATING"}]
    gcloud_answers(tmp_path, monkeypatch, SERVING, FAILED, "", indexes=building)

    found = {line.partition(",")[0]: well for well, line in checks("http://127.0.0.1:9")}

    assert found["sweep job: ENABLED"]
    assert found["indexes: 1 ready"]


@pytest.mark.parametrize("indexes", [INDEXES, [{"state": "READY"}, {"state": "NEEDS_REPAIR"}]])
def test_a_sweep_that_fails_for_another_reason_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indexes: object
) -> None:
    gcloud_answers(tmp_path, monkeypatch, SERVING, FAILED, "", indexes=indexes)

    found = {line.partition(",")[0]: well for well, line in checks("http://127.0.0.1:9")}

    assert not found["sweep job: ENABLED"]
    assert found.get("indexes: 2 ready", False) == (indexes == INDEXES)


@dataclass
class Forgetful(Executor):
    """Pub/Sub, which may say that there is nothing though there is."""

    answers: list[str] = field(default_factory=list)

    def output(self, command: Command) -> str | None:  # noqa: ARG002
        return self.answers.pop(0)


def test_a_subscription_that_says_it_is_empty_is_asked_again() -> None:
    found = health._dead_letters(target(), Forgetful(answers=["", "", "1"]))

    assert found == (False, "dead letters: at least 1")
