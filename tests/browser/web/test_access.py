"""Everybody can use it: axe finds nothing, the keyboard suffices, it is calm, and it fits."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from infra.functions import ROOT
from tests.support.app import PASSWORD, PUBLISH, App, opened
from tests.support.stack import Person, Stack

_AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
_WIDTHS = {"small phone": 320, "phone": 390, "tablet": 768, "desktop": 1280}


def _walk(app: App) -> Iterator[str]:
    """Every screen, and the states of it that look different."""
    yield from _walk_in(app)
    app.go("/new")
    app.button("Continue").click()
    expect(app.tab.get_by_text("Give your event a title")).to_be_visible()
    yield "details with a mistake"
    app.button("Account").click()
    expect(app.tab.get_by_role("dialog")).to_be_visible()
    yield "account"
    app.button("Close").click()
    app.tab.get_by_label("Title").fill("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk " * 2)
    app.next("When and where?")
    app.tab.get_by_label("Ends").fill(f"{datetime.now(UTC).year + 2}-12-14T22:30")
    app.tab.get_by_label("Time zone").fill("port")
    expect(app.tab.get_by_role("option").first).to_be_visible()
    yield "when and where, choosing a zone"
    app.tab.get_by_label("Time zone").press("Escape")
    app.tab.get_by_label("Venue").fill("Kesselhaus")
    app.next("Any tickets?")
    app.button("Add a ticket").click()
    yield "tickets"
    app.next("Choose a cover")
    yield "cover"
    app.next("Ready to publish?")
    yield "review"
    app.tab.route(PUBLISH, lambda route: route.abort())
    app.button("Publish").click()
    expect(app.tab.get_by_text("Confirm this, or edit the dates")).to_be_visible()
    yield "a question in review"
    app.tab.get_by_label("Yes, it lasts that long").check()
    app.button("Publish").click()
    expect(app.tab.locator(".progress .note")).to_be_visible()
    yield "publishing, and waiting"
    app.tab.unroute(PUBLISH)
    event_id = app.is_live()
    expect(app.tab.get_by_text("We emailed your confirmation to")).to_be_visible()
    expect(app.tab.locator(".picture img")).to_be_visible()
    yield "success"
    yield from _walk_of_changes(app, event_id)
    app.go("/dashboard")
    expect(app.tab.locator(".grid .poster")).to_be_visible()
    yield "dashboard"
    app.go("/nowhere")
    expect(app.heading("Page not found")).to_be_visible()
    yield "404"


def _walk_in(app: App) -> Iterator[str]:
    app.go()
    expect(app.button("Continue as the demo organizer")).to_be_visible()
    yield "welcome"
    app.button("Use a password").click()
    yield "a password"
    app.sign_in()
    expect(app.heading("No events yet")).to_be_visible()
    yield "an empty dashboard"


def _walk_of_changes(app: App, event_id: str) -> Iterator[str]:
    app.button("Edit").click()
    app.tab.get_by_label("Title").fill("")
    app.button("Save changes").click()
    expect(app.tab.get_by_text("Give your event a title")).to_be_visible()
    yield "an edit with a mistake"
    app.tab.get_by_label("Title").fill("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk")
    expect(app.tab.get_by_text("What happens when you save")).to_be_visible()
    yield "an edit, and what it changes"
    app.change_elsewhere(event_id, title="Hauptbetriebswerk")
    expect(app.heading("This event was changed meanwhile")).to_be_visible()
    app.button("Continue with these").click()
    yield "two edits"
    app.button("Discard mine").click()
    app.tab.get_by_role("link", name="Back").click()
    question = app.ask("Cancel event")
    yield "a question"
    question.get_by_role("button", name="Cancel event").click()
    expect(app.tab.get_by_text("The event is cancelled.")).to_be_visible()
    expect(app.button("Reinstate")).to_be_visible()
    yield "cancelled"
    app.ask("Duplicate")
    yield "a question about a draft"
    app.button("Not now").click()
    app.ask("Take down").get_by_role("button", name="Take down").click()
    expect(app.button("Put back up")).to_be_visible()
    yield "taken down"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    browser: Browser, stack: Stack, organizer: Person, scheme: str
) -> None:
    with opened(
        browser, stack, organizer, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ) as app:
        for screen in _walk(app):
            app.tab.add_script_tag(path=_AXE)
            found = app.tab.evaluate(
                """async () => {
                  const options = { rules: { "target-size": { enabled: true } } };
                  const { violations, passes } = await axe.run(document, options);
                  const wrong = violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]);
                  return { wrong, passes: passes.length };
                }"""
            )
            assert found["wrong"] == [], screen
            assert found["passes"] > 10, screen


@pytest.mark.parametrize("width", _WIDTHS.values(), ids=list(_WIDTHS))
def test_no_screen_is_wider_than_the_window(
    browser: Browser, stack: Stack, organizer: Person, width: int
) -> None:
    with opened(
        browser, stack, organizer, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    ) as app:
        for screen in _walk(app):
            wide = app.tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, screen


def test_at_200_percent_everything_is_there_and_nothing_is_cut(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    """A window of 1280×800 at 200% has room for 640×400, and letters twice as large."""
    with opened(
        browser,
        stack,
        organizer,
        viewport={"width": 640, "height": 400},
        device_scale_factor=2,
        reduced_motion="reduce",
    ) as app:
        for screen in _walk(app):
            cut = app.tab.evaluate(
                """[...document.querySelectorAll("main :is(button, a.button, label, h1, h2, p)")]
                  .filter((e) => !e.closest(".hidden, .sample") && e.checkVisibility())
                  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
                  .map((e) => e.outerHTML)"""
            )
            assert cut == [], screen


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


def test_with_reduced_motion_nothing_moves(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    with opened(browser, stack, organizer, reduced_motion="reduce") as app:
        for screen in _walk(app):
            assert _moving(app) == [], screen


def _moving(app: App) -> list[str]:
    """Animations that last longer than an eye could follow, the endless ones among them."""
    return list(
        app.tab.evaluate(
            """document.getAnimations()
              .filter(({ effect }) => effect.getComputedTiming().activeDuration > 50)
              .map(({ animationName }) => animationName)"""
        )
    )
