"""The text on the pictures of an event."""

from dataclasses import dataclass

from shared.pixels.lettering import printable, shaping_language

CANCELLED, POSTPONED, NEW_DATE = "CANCELLED", "POSTPONED", "NEW DATE"


@dataclass(frozen=True)
class PosterText:
    """Title, time and place, each one line of plain text.

    `status` is lettered as a badge above them: CANCELLED, POSTPONED, NEW_DATE or any other news,
    such as `NEW TIME`; "" for none. `language` is the event's, a BCP 47 tag, and `badge` is the
    status in it. `made_by_ai` is lettered on the card of a generated picture.
    """

    title: str
    when: str
    where: str
    status: str = ""
    language: str = ""
    badge: str = ""
    made_by_ai: str = "Made with AI"

    def __post_init__(self) -> None:
        if not self.badge:
            object.__setattr__(self, "badge", self.status)

    def lines(self) -> tuple[str, ...]:
        """What can be drawn of title, time and place, in this order; the first is the headline."""
        return tuple(filter(None, map(printable, (self.title, self.when, self.where))))

    @property
    def written_in(self) -> str:
        """The language of all that is lettered: the event's, unless its letters tell another."""
        return shaping_language(f"{self.title} {self.where}", self.language)
