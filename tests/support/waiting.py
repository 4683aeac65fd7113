"""Conditions instead of sleeps."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait(condition: Callable[[], Found | None], *, seconds: float = 30) -> Found:
    """The first true answer of `condition`."""
    start = time.monotonic()
    while not (found := condition()):
        if time.monotonic() > start + seconds:
            raise TimeoutError(f"not within {seconds} s: {condition!r}")
        pause(start)
    return found


def pause(start: float) -> None:
    """Between two looks at what is waited for: a sixth of the time since `start`, within limits.

    Often enough to lose little, and seldom enough to leave the CPU to what is waited for.
    """
    time.sleep(min(max(0.05, (time.monotonic() - start) / 6), 0.25))
