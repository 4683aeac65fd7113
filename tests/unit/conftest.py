"""What tests of pure code set for themselves: an address, and a clock that stands still."""

from collections.abc import Iterator
from typing import Never

import pytest
import time_machine

from shared.runtime.settings import settings
from tests.support.environment import Configure, configuring
from tests.support.factories import CLOCK, SITE


@pytest.fixture(scope="session")
def stack() -> Never:
    """There is none in here: `make check` must not wait for one."""
    pytest.fail("A test that needs the stack lives in tests/stack")


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
