"""What a picture says of an event."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Billing:
    """Title, time and place, each a line of plain text."""

    title: str
    when: str
    where: str
