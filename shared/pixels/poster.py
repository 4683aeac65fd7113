"""The text on the pictures of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable


@dataclass(frozen=True)
class PosterText:
    """Title, time and place, each one line of plain text; and in capitals what is said before them,
    such as CANCELLED.
    """

    title: str
    when: str
    where: str
    status: str = ""

    def lines(self) -> tuple[str, ...]:
        """The printable ones of title, time and place, in this order; the first is the headline."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))
