"""Requests of the deployment carry gcloud's token, whatever the machine's files say."""

from pathlib import Path
from typing import Any

import pytest
import requests

from infra.deploy import rest


def test_a_netrc_does_not_replace_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password theirs\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setattr(rest, "_token", lambda: "ya29")
    sent: list[requests.PreparedRequest] = []

    def send(_: Any, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        sent.append(request)
        response = requests.Response()
        response.status_code, response._content = 200, b"{}"
        return response

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)

    rest.get("p-test", "https://firestore.googleapis.com", "/v1/x")

    assert [one.headers["Authorization"] for one in sent] == ["Bearer ya29"]
    assert sent[0].headers["X-Goog-User-Project"] == "p-test"
