"""Tests of our own code alone: no stack, and by `make lint` no other program and no server."""

from typing import Never

import pytest


@pytest.fixture(scope="session")
def stack() -> Never:
    """There is none in here: `make check` must not wait for one."""
    pytest.fail("A test that needs the stack lives in tests/stack")
