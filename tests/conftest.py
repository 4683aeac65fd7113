"""One stack and one browser for the whole run, started when the first test asks for them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.stack import Person, Stack, running


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def organizer(stack: Stack) -> Person:
    """A fresh account, its address verified."""
    return stack.person()
