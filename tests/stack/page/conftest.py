"""The page function in this process, beside a project of its own on the stack's Firestore."""

from collections.abc import Iterator

import pytest

from functions.page import views
from tests.support.pages import Clock, Pages
from tests.support.production import production
from tests.support.stack import Stack


@pytest.fixture(scope="package")
def pages(stack: Stack) -> Iterator[Pages]:
    with production(stack) as found:
        yield Pages(found.page_client, stack.other(found.project), stack.firestore_relay)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(views, "time", clock)
    return clock
