"""firebase says why only in its log."""

from pathlib import Path

import pytest

from infra.deploy import debug_log
from infra.deploy.site import FIREBASE

LOG = (
    '[debug] HTTP RESPONSE BODY {"error":{"code":403,"message":"An older one"}}\n'
    '[debug] RESPONSE BODY {"error":{"code":403,"message":"The API \\"requires\\" a project"}}\n'
)


def test_the_apis_last_word_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debug_log, "_FILE", tmp_path / "firebase-debug.log")
    assert debug_log.details((FIREBASE, "deploy")) == ""

    (tmp_path / "firebase-debug.log").write_text(LOG)

    assert debug_log.details((FIREBASE, "deploy")) == 'The API "requires" a project'
    assert debug_log.details(("python", "-m", "listed", "--", FIREBASE)).startswith("The API")
    assert debug_log.details(("gcloud", "version")) == ""
