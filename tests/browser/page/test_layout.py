"""How a page is laid out and what its script does, in Chromium: rendered here, without a stack."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, ViewportSize, expect
from starlette.requests import Request

from functions.page import answers, render
from infra.functions import ROOT
from shared.event import languages, wording
from shared.event.languages import CATALOGUES
from tests.support.evening import ONLINE
from tests.support.factories import SITE, cover, page, venue
from tests.support.variants import VARIANTS
from tests.support.waiting import wait

_URL = f"{SITE}/e/summer-jazz-night"
_LAPTOP: ViewportSize = {"width": 1366, "height": 650}
_TABLET: ViewportSize = {"width": 768, "height": 1024}
_PHONE: ViewportSize = {"width": 390, "height": 844}
_COVERS = {
    "wide": cover(),
    "square": cover(source="uploaded", width=1000, height=1000, sizes={}),
    "tall": cover(source="uploaded", width=900, height=1600, sizes={}),
}
_LONG = {
    "title": "Lange Nacht der Bühnen, Museen und Werkstätten im Kesselhaus und in allen Höfen",
    "organizer_name": "Gesellschaft der Freundinnen und Freunde der Kulturbrauerei e. V.",
    "location": venue(
        name="Kesselhaus in der Kulturbrauerei am Prenzlauer Berg",
        address="Knaackstraße 97, Eingang über die Sredzkistraße, 10435 Berlin",
    ),
}
_NEWS: dict[str, Any] = VARIANTS["moved"] | {"cover": cover(source="generated")}
_CHANGED = ("cancelled", "postponed", "moved", "moved online")
_EVENING: dict[str, Any] = {
    "starts_at": datetime(2038, 6, 12, 17, 30, tzinfo=UTC),
    "ends_at": datetime(2038, 6, 12, 21, tzinfo=UTC),
    "timezone": "Europe/Berlin",
}
_AXE = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text()
_NOBODY = Request({"type": "http", "headers": []})
_FIRST_SEEN = ("h1", ".when", ".fact:not(.when) b")


@dataclass
class Shown:
    """A tab that shows a page under its own address and policy; its pictures wait to be let in."""

    tab: Page
    measures: dict[str, int] = field(default_factory=dict)
    waiting: list[Route] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)

    def open(self, **changes: Any) -> None:
        shown = page(slug="summer-jazz-night", **changes)
        if shown.cover:
            self.measures = {"width": shown.cover.width, "height": shown.cover.height}
        html = render.event(shown).decode()
        policy = {
            "Content-Security-Policy": answers.refused(_NOBODY, 404).headers[
                "content-security-policy"
            ]
        }
        self.waiting.clear()
        self.tab.unroute(_URL)
        self.tab.route(
            _URL, lambda route: route.fulfill(body=html, content_type="text/html", headers=policy)
        )
        self.tab.goto(_URL, wait_until="domcontentloaded")

    def load(self) -> None:
        """Let the pictures in."""
        width, height = self.measures["width"], self.measures["height"]
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
        for route in self.waiting:
            route.fulfill(body=picture, content_type="image/svg+xml")
        self.waiting.clear()
        self.tab.locator(".cover").evaluate("image => image.decode()")

    def hold(self, route: Route) -> None:
        self.waiting.append(route)

    def note(self, error: Error) -> None:
        self.errors.append(error)

    def visit_from(self, zone: str) -> None:
        """From now on, with a clock of that zone."""
        session = self.tab.context.new_cdp_session(self.tab)
        session.send("Emulation.setTimezoneOverride", {"timezoneId": zone})

    def box(self, selector: str) -> dict[str, float]:
        found: dict[str, float] = self.tab.locator(selector).first.evaluate(
            "e => { const { x, y, width, height } = e.getBoundingClientRect();"
            " return { x, y, width, height }; }"
        )
        return found


@pytest.fixture
def shown(browser: Browser, site: str) -> Iterator[Shown]:
    profile = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    profile.set_default_timeout(10_000)
    found = Shown(profile.new_page())
    found.tab.route("**/*.webp", found.hold)
    found.tab.route(f"{site}/**", lambda route: route.fulfill(status=404))
    try:
        yield found
    finally:
        profile.close()


def test_on_a_laptop_what_matters_is_seen_without_scrolling(shown: Shown) -> None:
    shown.tab.set_viewport_size(_LAPTOP)
    cases: dict[str, dict[str, Any]] = {
        **{name: {"cover": each} for name, each in _COVERS.items()},
        **{name: VARIANTS[name] for name in (*_CHANGED, "bare", "right to left")},
        "long": _LONG | {"cover": _COVERS["tall"]},
    }

    for name, changes in cases.items():
        shown.open(**changes)
        if name in _CHANGED:
            expect(shown.tab.locator("main > :first-child")).to_have_class("notice")
        first = [*_FIRST_SEEN, *[".notice"] * (name in _CHANGED)]
        for selector in [*first, *[".button"] * (name != "cancelled")]:
            expect(shown.tab.locator(selector), name).to_be_in_viewport(ratio=1)


def test_a_cover_has_its_own_shape_beside_the_facts_and_over_them(shown: Shown) -> None:
    for name, each in _COVERS.items():
        shown.open(cover=each)
        for window in (_LAPTOP, _TABLET, _PHONE):
            shown.tab.set_viewport_size(window)
            found, lead = shown.box(".cover"), shown.box(".lead")
            ratio = each["width"] / each["height"]
            assert found["width"] / found["height"] == pytest.approx(ratio, rel=0.01), name
            if window is _LAPTOP:
                assert found["width"] <= 0.45 * window["width"], name
                assert found["height"] <= window["height"], name
                assert lead["x"] >= found["x"] + found["width"], name
                assert shown.box(".more")["y"] > found["y"] + found["height"], name
            else:
                assert found["height"] <= 0.4 * window["height"] + 1, name
                assert lead["y"] >= found["y"] + found["height"], name
                most = (
                    found["width"] / (window["width"] - 40),
                    found["height"] / window["height"] / 0.4,
                )
                assert max(most) == pytest.approx(1, rel=0.01), name


def test_nothing_moves_when_the_cover_arrives(shown: Shown) -> None:
    for name, each in _COVERS.items():
        shown.open(cover=each)
        before = shown.box(".cover"), shown.box("h1")

        shown.load()

        assert (shown.box(".cover"), shown.box("h1")) == before, name


def test_a_page_in_arabic_is_mirrored_as_a_whole(shown: Shown) -> None:
    shown.tab.set_viewport_size(_LAPTOP)
    shown.open(**VARIANTS["right to left"])

    assert shown.box(".cover")["x"] > shown.box(".facts")["x"]
    assert shown.box(".leaf")["x"] > shown.box(".when time")["x"]
    assert shown.box("th[scope=row]")["x"] > shown.box("td")["x"]


def test_one_press_copies_the_link_and_says_so(shown: Shown) -> None:
    shown.open()

    shown.tab.get_by_role("button", name="Copy link").click()

    expect(shown.tab.get_by_role("status")).to_have_text("Link copied")
    assert shown.tab.evaluate("navigator.clipboard.readText()") == _URL


def test_where_copying_is_refused_the_link_is_selected_to_copy_it_by_hand(shown: Shown) -> None:
    shown.tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    shown.open()

    shown.tab.get_by_role("button", name="Copy link").click()

    wait(lambda: shown.tab.evaluate("getSelection().toString()"))
    assert shown.tab.evaluate("getSelection().toString()") == _URL
    expect(shown.tab.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("can_share", [True, False])
def test_a_device_that_can_share_is_asked_to(shown: Shown, *, can_share: bool) -> None:
    share = "(data) => { window.shared = data; return Promise.reject(); }" if can_share else "null"
    shown.tab.add_init_script(f"navigator.share = {share}")
    shown.tab.on("pageerror", shown.note)
    shown.open(status="postponed")
    button = shown.tab.get_by_role("button", name="More…")

    if not can_share:
        expect(button).to_be_hidden()
        return
    button.click()
    shared = shown.tab.evaluate("shared")
    assert shared == {"title": "Postponed: Summer Jazz Night", "url": _URL}
    assert shown.errors == []  # who closes the sheet again did nothing wrong


@pytest.mark.parametrize(
    ("zone", "changes", "yours"),
    [
        ("Europe/Berlin", {}, None),
        ("Africa/Johannesburg", {}, None),  # another zone that has the same time in June
        ("America/New_York", {}, "13:30 – 17:00 your time"),
        ("America/New_York", {"location": ONLINE}, "13:30 – 17:00 your time"),
        ("America/New_York", {"language": "en-US"}, "1:30 – 5:00 PM your time"),
        ("Asia/Tokyo", {}, "Sun 13 Jun, 02:30 – 06:00 your time"),
        ("Asia/Dubai", {}, "Sat 12 Jun, 21:30 – Sun 13 Jun, 01:00 your time"),
        ("Asia/Tokyo", {"language": "de"}, "Deine Ortszeit: So., 13. Juni, 02:30–06:00 Uhr"),
        ("America/New_York", {"language": "he"}, "לפי השעון שלך: 13:30–17:00"),
        ("Asia/Tokyo", {"language": "ar-EG"}, "بتوقيتك المحلي: الأحد، ١٣ يونيو، ٢:٣٠–٦:٠٠ ص"),
        ("America/New_York", {"language": "ja"}, "お使いのタイムゾーン：13:30～17:00"),
        ("Asia/Tokyo", {"language": "fa"}, "Sun 13 Jun, 02:30 – 06:00 your time"),
        ("America/New_York", {"status": "cancelled"}, None),
    ],
)
def test_a_guest_elsewhere_sees_their_own_time_beside_the_events(
    shown: Shown, zone: str, changes: dict[str, Any], yours: str | None
) -> None:
    shown.tab.on("pageerror", shown.note)
    shown.visit_from(zone)
    shown.open(**_EVENING | changes)

    told = shown.tab.locator(".when span:not(.hidden)")
    assert [_plain(each) for each in told.all_text_contents()] == [yours] * (yours is not None)
    assert shown.errors == []


def _plain(text: str) -> str:
    """Without what releases of ICU disagree on: kinds of spaces, and marks of direction."""
    return " ".join(text.split()).strip("\u200e\u200f")


def test_when_the_clocks_change_on_one_side_only_both_times_are_told(shown: Shown) -> None:
    """The start is the same for both."""
    shown.visit_from("Atlantic/Reykjavik")
    night = {
        "starts_at": datetime(2038, 3, 27, 22, tzinfo=UTC),
        "ends_at": datetime(2038, 3, 28, 4, tzinfo=UTC),
        "timezone": "Europe/London",
    }
    shown.open(**night)

    expect(shown.tab.locator(".when")).to_contain_text("28 Mar, 04:00 your time")


def test_without_a_script_the_time_is_the_events(shown: Shown) -> None:
    shown.visit_from("Asia/Tokyo")
    session = shown.tab.context.new_cdp_session(shown.tab)
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    shown.open(**_EVENING)

    expect(shown.tab.locator(".when > p:not(.leaf)")).to_have_text(
        "Sat 12 June 2038, 19:30 – 23:00 CEST"
    )


def test_axe_finds_nothing_in_any_language(shown: Shown) -> None:
    """What it says of colours is the same in all, and takes most of its time."""
    tags = [name.replace("_", "-") for name in CATALOGUES]
    pages = {tag: render.event(page(language=tag, **_NEWS)).decode() for tag in tags}
    shown.open(**_NEWS)
    shown.tab.evaluate(_AXE)

    found = shown.tab.evaluate(
        """async (pages) => {
          const rules = { "target-size": { enabled: true }, "color-contrast": { enabled: false } };
          const found = {};
          for (const [tag, html] of Object.entries(pages)) {
            const { documentElement } = new DOMParser().parseFromString(html, "text/html");
            document.documentElement.replaceWith(documentElement);
            const { violations, passes } = await axe.run(document, { rules });
            const wrong = violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]);
            const passed = passes.map(({ id }) => id);
            found[tag] = { lang: document.documentElement.lang, wrong, passed };
          }
          return found;
        }""",
        pages,
    )

    assert list(found) == tags
    for tag, said in found.items():
        assert (said["lang"], said["wrong"]) == (tag, []), tag
        assert {"html-lang-valid", "target-size", "list", "link-name"} <= set(said["passed"]), tag


@pytest.mark.parametrize(
    ("language", "whole"),
    [("hi", "7:30–11:00"), ("bn", "৭:৩০–১১:০০"), ("zh-Hant", "晚上7:30至11:00")],
)
def test_a_line_ends_in_no_time(shown: Shown, language: str, whole: str) -> None:
    shown.open(language=language, **_EVENING)
    for width in range(320, 420, 20):
        shown.tab.set_viewport_size({"width": width, "height": 844})
        lines = shown.tab.locator(".when b:has(time)").evaluate(
            """(when, whole) => {
              const [first, last] = [...when.children].map((time) => time.firstChild);
              const start = when.textContent.indexOf(whole);
              const end = start + whole.length - first.length - when.childNodes[1].length;
              const range = document.createRange();
              range.setStart(first, start);
              range.setEnd(last, end);
              return new Set([...range.getClientRects()].map(({ bottom }) => bottom)).size;
            }""",
            whole,
        )
        assert lines == 1, width


def test_every_month_fits_into_its_leaf(shown: Shown) -> None:
    shown.open(language="fi")
    leaves = {
        name: [
            wording.format_date(datetime(2038, month, 5, tzinfo=UTC), "MMM", languages.of(name))
            for month in range(1, 13)
        ]
        for name in (each.replace("_", "-") for each in CATALOGUES)
    }

    wide = shown.tab.locator(".leaf b").evaluate(
        """(leaf, leaves) => Object.entries(leaves).flatMap(([lang, months]) => {
          document.documentElement.lang = lang;
          return months.filter((month) => {
            leaf.textContent = month;
            return leaf.scrollWidth > leaf.clientWidth || leaf.clientHeight > 22;
          });
        })""",
        leaves,
    )

    assert wide == []
