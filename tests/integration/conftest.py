"""Tests of our code with other programs and over connections, on this machine: no stack."""

from collections.abc import Iterator
from typing import Never

import pytest

from shared.runtime import clients
from tests.support.answering import Server, answering
from tests.support.environment import Configure


@pytest.fixture(scope="session")
def stack() -> Never:
    """There is none in here, so that these tests start at once."""
    pytest.fail("A test that needs the stack lives in tests/stack")


@pytest.fixture
def storage(configure: Configure) -> Iterator[Server]:
    """Answers as Cloud Storage does; `a-bucket` is there."""
    with answering() as server:
        server.aside = "/b/a-bucket?"
        configure(BUCKET="a-bucket", STORAGE_EMULATOR_HOST=server.url)
        clients.storage_client.forget()
        yield server
    clients.storage_client.forget()
