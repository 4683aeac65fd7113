"""The page in Chromium: for everybody, at every width, and whatever somebody wrote into it."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect

from infra.functions import ROOT
from tests.support.factories import cover, draft
from tests.support.pages import put
from tests.support.stack import Stack
from tests.support.variants import VARIANTS
from tests.support.waiting import wait

_AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
_BLNS: list[str] = json.loads((ROOT / "tests/support/data/blns.json").read_text())
_XSS: list[str] = json.loads((ROOT / "tests/support/data/xss.json").read_text())
_WATCH = """
    window.violations = [];
    const note = ({ violatedDirective }) => violations.push(violatedDirective);
    document.addEventListener("securitypolicyviolation", note);
"""


@dataclass
class Tab:
    """A tab, and everything in it that should not have happened."""

    page: Page
    stack: Stack
    wrong: list[str] = field(default_factory=list)

    def open(self, slug: str) -> None:
        self.page.goto(f"{self.stack['page']}/e/{slug}")

    def watch(self) -> None:
        self.page.add_init_script(_WATCH)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("console", self._said)
        self.page.on("request", self._asked)
        self.page.on("dialog", self._interrupted)

    def _said(self, message: ConsoleMessage) -> None:
        if "status of 4" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _interrupted(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        known = [urlsplit(self.stack[name]).netloc for name in ("page", "site", "storage")]
        if urlsplit(request.url).netloc not in known:
            self.wrong.append(f"request: {request.url}")


@contextmanager
def opened(browser: Browser, stack: Stack, **options: Any) -> Iterator[Tab]:
    profile = browser.new_context(**options)
    profile.set_default_timeout(10_000)
    tab = Tab(profile.new_page(), stack)
    tab.watch()
    try:
        yield tab
    finally:
        profile.close()


@pytest.fixture(scope="module")
def shown(stack: Stack) -> dict[str, str]:
    """Slugs of every variant, their pictures from the stack's own site, and of a 404."""
    picture = f"{stack['site']}/apple-touch-icon.png"
    ours = {"url": picture, "sizes": {"1600": picture}, "social_url": picture}
    slugs = {"nothing": f"nothing-{uuid.uuid4().hex}"}
    for name, changes in VARIANTS.items():
        kept = changes.get("cover", cover())
        slugs[name] = put(stack.firestore, **changes | {"cover": kept and kept | ours})
    return slugs


@pytest.fixture(scope="module")
def with_cover(stack: Stack) -> dict[str, Any]:
    """A published event, once its page shows its final cover."""
    key = str(uuid.uuid4())
    slug = stack.publish(stack.person(), draft(), key).json()["slug"]
    cover = stack.settled(key, "cover")
    wait(lambda: cover["url"] in stack.page(slug).text)
    return {"slug": slug, "cover": cover}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, stack: Stack, shown: dict[str, str], scheme: Any
) -> None:
    with opened(browser, stack, color_scheme=scheme, bypass_csp=True) as tab:
        for name, slug in shown.items():
            tab.open(slug)
            tab.page.add_script_tag(path=_AXE)
            found = tab.page.evaluate(
                """async () => {
                  const options = { rules: { "target-size": { enabled: true } } };
                  const { violations, passes } = await axe.run(document, options);
                  const wrong = violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]);
                  return { wrong, passes: passes.length };
                }"""
            )
            assert found["wrong"] == [], name
            assert found["passes"] > 10, name


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(
    browser: Browser, stack: Stack, shown: dict[str, str], width: int
) -> None:
    with opened(browser, stack, viewport={"width": width, "height": 800}) as tab:
        for name, slug in shown.items():
            tab.open(slug)
            cut = tab.page.evaluate(
                """[...document.querySelectorAll("body *:not(.glow, script, thead, thead *)")]
                  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
                  .map((e) => e.outerHTML)"""
            )
            assert cut == [], name


@pytest.mark.parametrize(
    ("window", "fetched"),
    [((320, 1), "400"), ((390, 2), "800"), ((390, 3), "800"), ((1280, 1), "800"),
     ((1440, 2), "896")],
)  # fmt: skip
def test_a_published_event_is_seen_whole_and_breaks_no_policy(
    browser: Browser, stack: Stack, with_cover: dict[str, Any], window: Any, fetched: str
) -> None:
    slug, sizes = with_cover["slug"], with_cover["cover"]["sizes"]
    covers: list[str] = []
    size: Any = {"width": window[0], "height": 800}

    with opened(browser, stack, viewport=size, device_scale_factor=window[1]) as tab:
        tab.page.on("request", lambda request: covers.append(request.url))
        tab.page.goto(f"{stack['site']}/e/{slug}", wait_until="networkidle")
        assert tab.page.evaluate("document.querySelector('img.cover').naturalWidth")
        assert [url for url in covers if url in sizes.values()] == [sizes[fetched]]
        assert tab.page.evaluate("getComputedStyle(document.body).display") == "flex"  # styled
        assert tab.page.evaluate("violations") == []
        assert tab.wrong == []


def test_no_page_breaks_its_policy(browser: Browser, stack: Stack, shown: dict[str, str]) -> None:
    with opened(browser, stack) as tab:
        for name, slug in shown.items():
            tab.open(slug)
            assert tab.page.evaluate("violations") == [], name
        assert tab.wrong == []

        tab.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=color:red>')")
        assert tab.page.evaluate("violations") == ["style-src-attr"]  # it would have been seen


def test_one_click_selects_the_address_to_copy(
    browser: Browser, stack: Stack, shown: dict[str, str]
) -> None:
    with opened(browser, stack) as tab:
        tab.open(shown["usual"])
        tab.page.locator(".address").click()

        selected = tab.page.evaluate("getSelection().toString()")

        assert selected == f"{stack['site']}/e/{shown['usual']}"


def test_the_calendar_file_is_saved_under_the_pages_name(
    browser: Browser, stack: Stack, shown: dict[str, str]
) -> None:
    slug = shown["moved"]
    with opened(browser, stack) as tab:
        tab.page.goto(f"{stack['site']}/e/{slug}")
        expect(tab.page.get_by_role("link", name=".ics file")).not_to_be_visible()
        tab.page.get_by_text("Add to calendar").click()
        with tab.page.expect_download() as saved:
            tab.page.get_by_role("link", name=".ics file").click()

        assert saved.value.suggested_filename == f"{slug}.ics"
        assert "BEGIN:VEVENT" in saved.value.path().read_text()


def _hostile(strings: list[str]) -> dict[str, Any]:
    """All of them wherever a person's words go."""
    line = " ".join(strings)
    address = max((s for s in strings if len(s) < 200), key=len)
    return {
        "title": line,
        "description": "\n\n".join(strings) + "\n" + line,
        "organizer_name": line,
        "location": {"kind": "venue", "name": line[:200], "address": address},
        "tickets": [
            {"name": string, "price": 1, "currency": "EUR", "quantity": 1}
            for string in strings
            if string.strip() and len(string) <= 100
        ],
    }


@pytest.mark.parametrize("strings", [_XSS, _BLNS], ids=["attacks", "naughty strings"])
def test_whatever_somebody_writes_is_text(
    browser: Browser, stack: Stack, strings: list[str]
) -> None:
    """With the policy off, so that the escaping alone must hold."""
    ours = f"{stack['site']}/apple-touch-icon.png"
    picture = cover(url=ours, sizes={"1600": ours}, social_url=ours)
    with opened(browser, stack, bypass_csp=True) as tab:
        tab.open(put(stack.firestore, cover=picture, **_hostile(["Harmless https://example.com"])))
        usual = _read(tab)
        for start in range(0, len(strings), 50):
            values = _hostile(strings[start : start + 50])
            tab.open(put(stack.firestore, cover=picture, **values))
            found = _read(tab)
            assert set(found["tags"]) <= set(usual["tags"])
            assert set(found["attributes"]) <= set(usual["attributes"])
            assert set(found["schemes"]) <= {"https:", "http:", "mailto:", "webcal:"}
            assert found["schema"]["name"] == values["title"]
            assert found["schema"]["description"] == values["description"]
            assert _legible(found["title"]) == _legible(values["title"])
        assert tab.wrong == []

        tab.page.set_content("<img src=x onerror=alert(1)>")
        wait(lambda: tab.wrong)  # it would have been seen


def _read(tab: Tab) -> dict[str, Any]:
    """What the page is made of, and what it says."""
    found: dict[str, Any] = tab.page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("*")];
          return {
            tags: all.map((e) => e.localName),
            attributes: all.flatMap((e) => e.getAttributeNames()),
            schemes: [...document.links].map((a) => a.protocol),
            title: document.querySelector("h1").textContent,
            schema: JSON.parse(document.querySelector("script").textContent),
          };
        }"""
    )
    return found


def _legible(text: str) -> str:
    """Without what HTML cannot hold (NUL) or holds otherwise (ends of lines)."""
    return " ".join(text.replace("\0", "").replace("\ufffd", "").split())
