"""Events that are published, with the work for them done."""

import pytest

from tests.support.changed import Changed
from tests.support.stack import Person, Stack


@pytest.fixture
def it(stack: Stack, organizer: Person) -> Changed:
    """Published, with a generated cover and its first mail sent."""
    published = Changed(stack, organizer)
    published.insist()
    published.finished()
    return published


@pytest.fixture
def plain(stack: Stack, organizer: Person) -> Changed:
    """Published, with a cover that had to be composed."""
    published = Changed(stack, organizer)
    published.gemini_will("safety")
    published.insist()
    published.finished()
    return published
