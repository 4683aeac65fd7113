"""The site through Hosting's own engine, with the configuration that is deployed."""

import json
import subprocess
from collections.abc import Iterator

import pytest
import requests

from infra.deploy import site
from infra.functions import ROOT, functions
from infra.local import emulators
from tests.support.plans import target

HOSTING = json.loads((ROOT / "firebase.json").read_text())["hosting"]
ENGINE = ROOT / "tests/support/hosting.mjs"
YEAR = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = tmp_path_factory.mktemp("hosting") / "firebase.json"
    config.write_text(site.configuration(target()))
    command = [emulators.node(), str(ENGINE), str(ROOT), str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout
        yield f"http://127.0.0.1:{engine.stdout.readline().strip()}"
        engine.terminate()


@pytest.mark.parametrize(
    "path", ["/", "/new", "/new/tickets", "/dashboard", "/dashboard/events/e1/success"]
)
def test_a_screen_is_asked_for_anew_after_a_release(address: str, path: str) -> None:
    answer = requests.get(address + path, timeout=20)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert '<div id="root">' in answer.text


def test_a_file_named_by_its_content_is_kept_for_a_year(address: str) -> None:
    files = [file.name for file in (ROOT / "web/dist/assets").iterdir()]
    assert len(files) > 5
    for name in files:
        answer = requests.get(f"{address}/assets/{name}", timeout=20)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, YEAR)


def test_a_chunk_of_the_last_release_is_missing_and_not_kept_as_missing(address: str) -> None:
    answer = requests.get(f"{address}/assets/Dashboard-of0yesterday.js", timeout=20)

    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_calls_reach_the_function_that_serves_them(address: str) -> None:
    for path, name in (
        ("/api/events/publish", "publish"),
        ("/api/covers", "upload"),
        ("/e/x", "page"),
    ):
        assert requests.get(address + path, timeout=20).text == name
    rewrites = [rewrite["run"] for rewrite in HOSTING["rewrites"] if "run" in rewrite]
    public = {row.name for row in functions() if row.trigger == "http"}
    assert {run["serviceId"] for run in rewrites} == public


def test_what_is_not_there_is_404(address: str) -> None:
    for path in ("/nope", "/wp-login.php", "/dashboard/nope"):
        assert requests.get(address + path, timeout=20).status_code == 404
