"""A tab of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.support.app import App, opened
from tests.support.factories import draft
from tests.support.stack import Person, Stack


@pytest.fixture
def app(browser: Browser, stack: Stack, organizer: Person) -> Iterator[App]:
    """The front end in a fresh profile, with nobody signed in."""
    with opened(browser, stack, organizer) as app:
        yield app


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "photo.png"
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(path)
    return str(path)


@pytest.fixture
def live(app: App) -> str:
    """The ID of a published event whose organizer is signed in, on its screen."""
    event_id = app.published(draft())
    app.sign_in(f"/dashboard/events/{event_id}")
    expect(app.heading("Your event is live")).to_be_visible()
    return event_id
