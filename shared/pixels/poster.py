"""The text on a picture of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable


@dataclass(frozen=True)
class PosterText:
    """Title, time and place, each one line of plain text."""

    title: str
    when: str
    where: str

    def lines(self) -> tuple[str, ...]:
        """What the fonts have glyphs for, the headline first: the time, if not the title."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))
