"""The text on the pictures of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable, shaping_language

CANCELLED, POSTPONED, NEW_DATE = "CANCELLED", "POSTPONED", "NEW DATE"


@dataclass(frozen=True)
class PosterText:
    """Title, time and place, each one line of plain text.

    `status` is lettered as a badge above them, as it is: CANCELLED, POSTPONED, NEW_DATE or any
    other news, such as `NEW TIME`; "" for none.
    `language` is the event's, a BCP 47 tag.
    """

    title: str
    when: str
    where: str
    status: str = ""
    language: str = ""

    def lines(self) -> tuple[str, ...]:
        """What can be drawn of title, time and place, in this order; the first is the headline."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))

    @property
    def written_in(self) -> str:
        """The language of all that is lettered: the event's, unless its letters tell another."""
        return shaping_language(f"{self.title} {self.where}", self.language)
