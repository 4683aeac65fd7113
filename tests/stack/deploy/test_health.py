"""`make health` on a site that answers."""

from pathlib import Path

import pytest

from tests.support.health import JOB, KEY, SERVING, checks, gcloud_answers, gemini
from tests.support.smtp import serving
from tests.support.stack import Stack


def test_all_is_well(stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with gemini() as address, serving() as mail:
        secrets = (KEY, f"smtp://127.0.0.1:{mail.port}")
        gcloud_answers(tmp_path, monkeypatch, SERVING, JOB, "", secrets=secrets)
        found = checks(stack["site"], address)

    assert all(well for well, _ in found), found
    assert (True, "publish: new 10%, old 90%") in found
    assert (True, "POST /api/events/publish: 401") in found
