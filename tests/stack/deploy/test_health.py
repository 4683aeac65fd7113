"""`make health` on a site that answers."""

from pathlib import Path

import pytest

from tests.support.health import JOB, SERVING, checks, gcloud_answers
from tests.support.stack import Stack


def test_all_is_well(stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gcloud_answers(tmp_path, monkeypatch, SERVING, JOB, "")

    found = checks(stack["site"])

    assert all(well for well, _ in found), found
    assert (True, "publish: new 10%, old 90%") in found
    assert (True, "POST /api/events/publish: 401") in found
