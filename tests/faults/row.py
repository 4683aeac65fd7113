"""A row of the matrix: a fault, and how an organizer meets it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.attempts import Try

Play = Callable[[Try], list[Try] | None]


@dataclass(frozen=True)
class Row:
    """`play` arranges the fault, publishes or changes, and returns tries of its own if it made
    more.
    """

    fault: str
    play: Play
    slow: bool = False
    """Not in `make test`."""
    alone: bool = False
    """Breaks what other tries need: one try after another."""
