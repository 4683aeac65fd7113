"""Requests of the deployment carry gcloud's token, whatever the machine's files say."""

from pathlib import Path

import pytest

from infra.deploy import rest
from tests.support.answering import answering


def test_a_netrc_does_not_replace_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password theirs\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setattr(rest, "_token", lambda: "ya29")

    with answering() as firestore:
        firestore.answer((200, {}))
        monkeypatch.setenv("FIRESTORE_URL", firestore.url)
        rest.get("p-test", "https://firestore.googleapis.com", "/v1/x")

    (asked,) = firestore.asked
    assert asked.headers["authorization"] == "Bearer ya29"
    assert asked.headers["x-goog-user-project"] == "p-test"
