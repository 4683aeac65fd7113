"""One stack for the whole run, started when the first test asks for it."""

from collections.abc import Iterator

import pytest

from tests.stack import Person, Stack, running


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with running() as found:
        yield found


@pytest.fixture
def organizer(stack: Stack) -> Person:
    """A fresh account, its address verified."""
    return stack.person()
