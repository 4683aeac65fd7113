"""Conditions instead of sleeps."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait(condition: Callable[[], Found | None], *, seconds: float = 30) -> Found:
    """The first true answer of `condition`."""
    deadline = time.monotonic() + seconds
    while True:
        if found := condition():
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {condition!r}")
        time.sleep(0.02)
