"""Tests of our code with other programs and over connections, on this machine: no stack."""

from typing import Never

import pytest


@pytest.fixture(scope="session")
def stack() -> Never:
    """There is none in here, so that these tests start at once."""
    pytest.fail("A test that needs the stack lives in tests/stack")
