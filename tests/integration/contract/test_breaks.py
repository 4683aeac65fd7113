"""`make contract-breaks`: what breaks a client is found, and what does not is let through."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.functions import ROOT

Json = dict[str, Any]
Change = Callable[[Json], object]
DOCUMENT = ROOT / "docs/openapi.json"


def _schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def _publish(document: Json) -> Json:
    found: Json = document["paths"]["/api/events/publish"]["post"]
    return found


def _remove_response_field(document: Json) -> None:
    del _schema(document, "Published")["properties"]["slug"]
    _schema(document, "Published")["required"].remove("slug")


def _add_required_request_field(document: Json) -> None:
    _schema(document, "EventDraft")["properties"]["category"] = {"type": "string"}
    _schema(document, "EventDraft")["required"].append("category")


BREAKING: dict[str, Change] = {
    "a response field is removed": _remove_response_field,
    "a response field is no longer promised": lambda d: _schema(d, "Published")["required"].pop(),
    "a response field has another type": lambda d: _schema(d, "Published")["properties"].update(
        public_url={"type": "integer"}
    ),
    "the problem's type is removed": lambda d: _schema(d, "Problem")["properties"].pop("type"),
    "a known problem is removed": lambda d: _schema(d, "Problem")["properties"]["type"][
        "enum"
    ].pop(),
    "a required request field is added": _add_required_request_field,
    "an optional request field becomes required": lambda d: _schema(d, "EventDraft")[
        "required"
    ].append("description"),
    "a request field is removed": lambda d: _schema(d, "EventDraft")["properties"].pop(
        "cover_upload"
    ),
    "a request field is held to a tighter limit": lambda d: _schema(d, "EventDraft")["properties"][
        "title"
    ].update(maxLength=60),
    "a value is no longer accepted": lambda d: _schema(d, "EventDraft")["properties"]["visibility"][
        "enum"
    ].pop(),
    "a kind of location is no longer accepted": lambda d: _schema(d, "EventDraft")["properties"][
        "location"
    ]["oneOf"].pop(),
    "an optional header becomes required": lambda d: _publish(d)["parameters"][1].update(
        required=True
    ),
    "a content type is no longer accepted": lambda d: d["paths"]["/api/covers"]["post"][
        "requestBody"
    ]["content"].pop("image/webp"),
    "a public page asks for a token": lambda d: d["paths"]["/e/{slug}"]["get"].update(
        security=[{"idToken": []}]
    ),
    "a response header is removed": lambda d: _publish(d)["responses"]["200"]["headers"].pop(
        "Idempotent-Replayed"
    ),
    "a path is removed": lambda d: d["paths"].pop("/api/covers"),
}
COMPATIBLE: dict[str, Change] = {
    "nothing changes": lambda _: None,
    "an optional request field is added": lambda d: _schema(d, "EventDraft")["properties"].update(
        language={"type": "string", "default": "en"}
    ),
    "a response field is added": lambda d: _schema(d, "Published")["properties"].update(
        revision={"type": "integer"}
    ),
    "another value is accepted": lambda d: _schema(d, "EventDraft")["properties"]["visibility"][
        "enum"
    ].append("private"),
    "a limit is relaxed": lambda d: _schema(d, "EventDraft")["properties"]["title"].update(
        maxLength=200
    ),
    "a problem is added": lambda d: _schema(d, "Problem")["properties"]["type"]["enum"].append(
        "urn:publish-event:problem:stale-revision"
    ),
    "a path is added": lambda d: d["paths"].update(
        {"/api/health": {"get": {"responses": {"200": {"description": "It answers."}}}}}
    ),
    "a description is written anew": lambda d: _publish(d).update(description="Published once."),
}


@pytest.mark.parametrize("change", BREAKING.values(), ids=list(BREAKING))
def test_a_change_that_breaks_clients_fails(change: Change, tmp_path: Path) -> None:
    done = _compare(change, tmp_path)

    assert done.returncode == 1, done.stderr
    assert "paths//" in done.stdout


@pytest.mark.parametrize("change", COMPATIBLE.values(), ids=list(COMPATIBLE))
def test_a_change_that_clients_can_ignore_passes(change: Change, tmp_path: Path) -> None:
    done = _compare(change, tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_new_version_of_the_contract_may_break_clients_and_says_what(tmp_path: Path) -> None:
    def announced(document: Json) -> None:
        del document["paths"]["/api/covers"]
        document["info"]["version"] = "2"

    done = _compare(announced, tmp_path)

    assert done.returncode == 0, done.stderr
    assert "remove paths//api/covers/post" in done.stdout
    assert "version 1 became 2" in done.stdout


def _compare(change: Change, folder: Path) -> subprocess.CompletedProcess[str]:
    document = json.loads(DOCUMENT.read_text())
    document["info"]["version"] = "1"
    (folder / "before.json").write_text(json.dumps(document))
    change(document)
    (folder / "after.json").write_text(json.dumps(document))
    return subprocess.run(
        [
            "node",
            ROOT / "infra/compat/breaks.mjs",
            folder / "before.json",
            folder / "after.json",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
