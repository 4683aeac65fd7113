"""The text on the pictures of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable

CANCELLED, POSTPONED, NEW_DATE = "CANCELLED", "POSTPONED", "NEW DATE"


@dataclass(frozen=True)
class PosterText:
    """Title, time and place, each one line of plain text.

    `status` is lettered as a badge above them: CANCELLED, POSTPONED, NEW_DATE, or "" for none.
    """

    title: str
    when: str
    where: str
    status: str = ""

    def lines(self) -> tuple[str, ...]:
        """The printable ones of title, time and place, in this order; the first is the headline."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))
