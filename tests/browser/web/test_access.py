"""Everybody can use it: axe finds nothing, the keyboard suffices, it is calm, and it fits."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from infra.functions import ROOT
from tests.support.app import PASSWORD, App, opened
from tests.support.stack import Stack
from tests.support.waiting import wait
from tests.support.walk import walk

_AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
Scheme = Literal["light", "dark"]
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_SIZES = {
    "small phone": (320, 800, 1),
    "phone": (390, 800, 1),
    "tablet": (768, 800, 1),
    "1280×800 at 200%": (640, 400, 2),
    "desktop": (1280, 800, 1),
}
"""Width, height, and device pixels to each of theirs. The walk goes on in the first."""
_ZOOMED, _DESKTOP = list(_SIZES)[-2:]


@dataclass(frozen=True)
class Screen:
    """A screen as it was measured in each theme and at each size."""

    name: str
    moving: list[str]
    """Animations that last longer than an eye could follow, the endless ones among them."""
    axe: dict[Scheme, dict[str, Any]]
    """What it says, by the theme."""
    too_wide: dict[str, float]
    """Pixels that the document is wider than the window, by the window's size."""
    cut: dict[str, list[str]]
    """What is to be read or pressed and ends beyond the window, by its size."""


@pytest.fixture(scope="module")
def screens(browser: Browser, stack: Stack) -> list[Screen]:
    """All of them, measured on one walk."""
    with opened(browser, stack, stack.person(), reduced_motion="reduce", bypass_csp=True) as app:
        window = app.tab.context.new_cdp_session(app.tab)
        _resize(window, next(iter(_SIZES)))
        return [_measured(app, window, name) for name in walk(app)]


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_axe_finds_nothing_on_any_screen(screens: list[Screen], scheme: Scheme) -> None:
    said = {screen.name: screen.axe[scheme] for screen in screens}

    assert {name: wrong for name, each in said.items() if (wrong := each["wrong"])} == {}
    assert [name for name, each in said.items() if each["passes"] <= 10] == []


@pytest.mark.parametrize("size", _SIZES)
def test_no_screen_is_wider_than_the_window(screens: list[Screen], size: str) -> None:
    assert {s.name: pixels for s in screens if (pixels := s.too_wide[size])} == {}


def test_at_200_percent_everything_is_there_and_nothing_is_cut(screens: list[Screen]) -> None:
    assert {s.name: cut for s in screens if (cut := s.cut[_ZOOMED])} == {}


def test_with_reduced_motion_nothing_moves(screens: list[Screen]) -> None:
    assert {screen.name: screen.moving for screen in screens if screen.moving} == {}


def _measured(app: App, window: CDPSession, name: str) -> Screen:
    moving = app.tab.evaluate(
        """document.getAnimations()
          .filter(({ effect }) => effect.getComputedTiming().activeDuration > 50)
          .map(({ animationName }) => animationName)"""
    )
    too_wide, cut = {}, {}
    for size in _SIZES:
        _resize(window, size)
        too_wide[size], cut[size] = wait(partial(_fit, app, size))
    axe = {scheme: _axe(app, scheme) for scheme in _SCHEMES}
    _resize(window, next(iter(_SIZES)))
    return Screen(name, moving, axe, too_wide, cut)


def _resize(window: CDPSession, size: str) -> None:
    width, height, scale = _SIZES[size]
    metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    window.send("Emulation.setDeviceMetricsOverride", metrics)


def _fit(app: App, size: str) -> tuple[float, list[str]] | None:
    """Pixels too wide, and what is cut; None while the window has not that size."""
    width, _, scale = _SIZES[size]
    is_width, is_scale, too_wide, cut = app.tab.evaluate(
        """() => {
          const root = document.documentElement;
          const { right } = root.getBoundingClientRect();  // without the room of a scrollbar
          const cut = [...document.querySelectorAll("main :is(button, a.button, label, h1, h2, p)")]
            .filter((e) => !e.closest(".hidden, .sample") && e.checkVisibility())
            .filter((e) => e.getBoundingClientRect().right > right + 1)
            .map((e) => e.outerHTML);
          return [innerWidth, devicePixelRatio, root.scrollWidth - right, cut];
        }"""
    )
    return (too_wide, cut) if (is_width, is_scale) == (width, scale) else None


def _axe(app: App, scheme: Scheme) -> dict[str, Any]:
    """In the window as it is."""
    app.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if not app.tab.evaluate("'axe' in window"):
        app.tab.add_script_tag(path=_AXE)
    return dict(
        app.tab.evaluate(
            """async () => {
              const rules = { "target-size": { enabled: true } };
              const { violations, passes } = await axe.run({ rules, resultTypes: ["violations"] });
              const wrong = violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]);
              return { wrong, passes: passes.length };
            }"""
        )
    )


def test_the_keyboard_suffices(app: App) -> None:
    keys = app.tab.keyboard
    app.go()
    expect(app.button("Continue as the demo organizer")).to_be_visible()
    _tab_to(app, "Email")
    keys.type(app.person.email)
    _tab_to(app, "Use a password")
    keys.press("Enter")
    expect(app.tab.get_by_label("Password")).to_be_focused()
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(app.heading("No events yet")).to_be_visible()
    _tab_to(app, "Create your first event")
    keys.press("Enter")
    expect(app.heading("What is your event?")).to_be_focused()
    _tab_to(app, "Title")
    keys.type("By hand")
    keys.press("Enter")
    expect(app.heading("When and where?")).to_be_focused()
    _tab_to(app, "Venue")
    keys.type("Kesselhaus")
    keys.press("Enter")
    _tab_to(app, "Add a ticket")
    keys.press("Enter")
    expect(app.tab.get_by_label("Ticket", exact=True)).to_be_focused()
    _tab_to(app, "Price")
    keys.type("5")
    keys.press("Enter")
    expect(app.heading("Choose a cover")).to_be_focused()
    _tab_to(app, "Choose a photo")
    _tab_to(app, "Continue")
    keys.press("Enter")
    expect(app.heading("Ready to publish?")).to_be_focused()
    _tab_to(app, "Publish")
    keys.press("Space")
    expect(app.heading("Your event is live")).to_be_focused()
    _tab_to(app, "Copy link")
    keys.press("Enter")
    expect(app.tab.get_by_role("button", name="Copied")).to_be_visible()


def _tab_to(app: App, name: str) -> None:
    """Press Tab until the focus is on what has this name, and can be seen to be."""
    for _ in range(30):
        app.tab.keyboard.press("Tab")
        focused = app.tab.locator(":focus")
        if focused.count() and _name(app) == name:
            assert app.tab.evaluate(
                """() => {
                  const { activeElement } = document;
                  const element = activeElement.closest("label.button, h2") ?? activeElement;
                  const styles = [getComputedStyle(element), getComputedStyle(element, "::after")];
                  return styles.some(({ outlineStyle }) => outlineStyle !== "none");
                }"""
            )
            return
    raise AssertionError(f"Tab does not lead to {name}")


def _name(app: App) -> str:
    return str(
        app.tab.evaluate(
            """() => {
              const element = document.activeElement;
              return (element.labels?.[0] ?? element).textContent.trim();
            }"""
        )
    )
