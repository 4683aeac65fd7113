"""The front end in a real browser: sign in, publish, open the page."""

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.stack import Stack


@pytest.fixture
def tab(stack: Stack) -> Iterator[Page]:
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto(stack["site"])
        tab.get_by_role("button", name="Continue as the demo organizer").click()
        yield tab


def test_an_organizer_signs_in_publishes_and_opens_the_page(tab: Page) -> None:
    title = f"Founders & friends {uuid.uuid4().hex[:8]}"
    tab.get_by_label("Title").fill(title)
    tab.get_by_label("Venue").fill("Kesselhaus")
    tab.get_by_role("button", name="Publish", exact=True).click()

    tab.get_by_role("link", name="/e/founders-friends").click()

    expect(tab.get_by_role("heading", name=title)).to_be_visible()


def test_what_the_server_refuses_stands_at_its_field(tab: Page) -> None:
    tab.get_by_label("Title").fill("No venue")
    tab.get_by_role("button", name="Publish", exact=True).click()

    expect(tab.get_by_label("Venue")).to_have_attribute("aria-invalid", "true")
    expect(tab.get_by_text("Must not be empty")).to_be_visible()
    expect(tab.get_by_label("Title")).to_have_value("No venue")
