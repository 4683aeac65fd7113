"""One stack and one browser for the whole run, started when the first test asks for them.

What they need is imported then: a run of tests/unit alone waits for none of it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.stack import Person, Stack


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    from tests.support.stack import attached, running

    with attached() if os.environ.get("STACK") == "running" else running() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from tests.support.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def organizer(stack: Stack) -> Person:
    """A fresh account, its address verified."""
    return stack.person()
