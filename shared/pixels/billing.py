"""What a picture says of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable


@dataclass(frozen=True)
class Billing:
    """Title, time and place, each a line of plain text."""

    title: str
    when: str
    where: str

    def lines(self) -> tuple[str, ...]:
        """What the fonts can show of it, the headline first: the time, for a title they cannot."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))
