"""Before it is published, everyone sees it: cover, share card and page as they will be."""

import base64
from collections.abc import Callable

import requests
from playwright.sync_api import Locator, Request, expect

from tests.support.app import App


def _bytes_of(picture: Locator) -> bytes:
    """Of an image that only the page knows."""
    expect(picture).to_be_visible()
    encoded = picture.evaluate(
        """async ({ src }) => {
          const bytes = new Uint8Array(await (await fetch(src)).arrayBuffer());
          return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        }"""
    )
    return base64.b64decode(encoded)


def _asked(app: App, kind: str) -> Callable[[], int]:
    """How many previews of that kind the page has asked for since."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if f"/api/covers/preview?as={kind}" in request.url:
            asked.append(request.url)

    app.tab.on("request", note)
    return lambda: len(asked)


def _is_drawn(preview: Locator) -> None:
    expect(preview.locator("img")).to_be_visible()
    expect(preview.locator("[aria-busy=true]")).to_have_count(0)


def test_the_design_that_is_chosen_and_seen_is_what_is_published(app: App) -> None:
    app.sign_in("/new")
    title = app.fill()
    preview = app.tab.get_by_role("complementary", name="Preview")
    thumbnails = _asked(app, "thumbnail")
    app.step("Cover")
    expect(app.tab.get_by_label("Painted by AI")).to_be_checked()
    app.tab.get_by_label("Design 3", exact=True).focus()
    app.tab.keyboard.press("ArrowRight")
    expect(app.tab.get_by_label("Design 4", exact=True)).to_be_checked()
    app.button("More designs").click()
    expect(app.tab.get_by_label("Design 32")).to_be_attached()
    app.is_stored()
    _is_drawn(preview)
    assert thumbnails() < 32  # only what is on the screen, or nearly

    app.tab.reload()
    expect(app.tab.get_by_label("Design 4", exact=True)).to_be_checked()
    _is_drawn(preview)
    cover = _bytes_of(preview.get_by_alt_text("The cover"))
    app.button("In a chat").click()
    _is_drawn(preview)
    card = _bytes_of(preview.locator("img"))
    expect(preview.locator(".bubble")).to_contain_text(title)
    app.step("Review")
    expect(app.tab.get_by_text("The design that you chose")).to_be_visible()
    app.button("Publish").click()

    made = app.stack.settled(app.is_live(), "cover")
    assert made["choice"] == "composed"
    assert requests.get(made["url"], timeout=10).content == cover
    assert requests.get(made["social_url"], timeout=10).content == card
    shared = app.tab.get_by_role("region", name="Share").locator(".bubble")
    expect(shared.locator("img")).to_have_attribute("src", made["social_url"])


def test_without_a_connection_the_preview_says_so_and_blocks_nothing(app: App) -> None:
    app.sign_in("/new")
    app.fill()
    preview = app.tab.get_by_role("complementary", name="Preview")
    app.step("Cover")
    _is_drawn(preview)
    before = preview.locator("img").get_attribute("src") or ""
    app.tab.context.set_offline(True)  # Playwright's own signature

    app.tab.get_by_label("Design 5", exact=True).check()

    expect(preview.get_by_role("status")).to_contain_text("needs a connection")
    expect(preview.locator("img")).to_be_visible()  # the one before, or the thumbnail
    app.next("Ready to publish?")
    app.tab.context.set_offline(False)
    expect(preview.get_by_role("status")).to_have_count(0)
    _is_drawn(preview)
    expect(preview.locator("img")).not_to_have_attribute("src", before)
