"""One stack and one browser for the whole run, started when the first test asks for them.

What they need is imported then: a run of tests/unit alone waits for none of it. And what tests
without a stack set for themselves: an address, and a clock that stands still.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import hypothesis
import pytest
import time_machine

from shared.runtime.settings import settings
from tests.support.environment import Configure, configuring
from tests.support.factories import CLOCK, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.stack import Person, Stack


gc.disable()  # while everything loads, as in shared/runtime/startup.py


_LONGEST = ("tests/deploy", "tests/faults", "tests/browser/web", "tests/stack/work")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that processes which share a run end together."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is loaded and collected stays: to visit it again and again took a sixth of the CPU."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


# The same examples in each run, and none fails for being slow beside another process. New ones, to
# look further: `pytest --hypothesis-profile=default`. Few for each of a thousand mutants.
hypothesis.settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,  # an address and a clock, for all examples
    ],
)
hypothesis.settings.register_profile(
    "few", hypothesis.settings.get_profile("same"), max_examples=10
)
hypothesis.settings.load_profile("same")


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


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is the moment that the factories' exact texts are written for."""
    with time_machine.travel(CLOCK, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The settings of a function that is deployed at an address."""
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "p-test")
    monkeypatch.setenv("PUBLIC_URL", SITE)
    settings.cache_clear()
    yield SITE
    settings.cache_clear()


@pytest.fixture
def configure() -> Iterator[Configure]:
    """Called with more variables, it sets those too."""
    with configuring() as found:
        yield found
