"""What `make health` asks gcloud, answered by a program of ours."""

import json
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
JOB = {"state": "ENABLED", "lastAttemptTime": "2026-11-24T10:00:00Z", "status": {}}


def gcloud_answers(
    folder: Path, patch: pytest.MonkeyPatch, service: object, job: object, letters: str
) -> None:
    """Put a program of that name on the PATH, which answers three questions."""
    answers = {"service": json.dumps(service), "job": json.dumps(job), "letters": letters}
    for name, text in answers.items():
        (folder / name).write_text(text)
    program = folder / "gcloud"
    program.write_text(
        f"#!/bin/sh\ncase $1 in\nrun) cat {folder}/service ;;\n"
        f"scheduler) cat {folder}/job ;;\npubsub) cat {folder}/letters ;;\nesac\n"
    )
    program.chmod(0o755)
    patch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def checks(site: str) -> list[health.Check]:
    return list(health.checks(target(PUBLIC_URL=site), functions(), Executor()))
