"""Parts of a text into lines no wider than a box."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.pixels.lettering import bidi, breaks
from shared.pixels.lettering.glyphs import Shaped, Weight
from shared.pixels.lettering.shape import shape

_HYPHEN = "-"


@dataclass(frozen=True)
class Part:
    """What stays together on a line, from `start` to `end` in the text.

    `tail` follows it where a line ends with it. All measures are in ems: `advance` is the width
    before another part, and `last` that at the end of a line, without a space and with the tail.
    """

    start: int
    end: int
    tail: str
    advance: float
    last: float
    above: float
    below: float
    is_east_asian: bool


Line = Sequence[Part]


class Paragraph:
    """A text whose parts are measured once for all sizes: fonts scale evenly."""

    def __init__(self, text: str, weight: Weight, language: str) -> None:
        self.text = text
        self.weight = weight
        self._language = language
        self._levels = bidi.levels(text)

    @property
    def rtl(self) -> bool:
        return bidi.base_level(self.text) == 1

    def parts(self, texts: Sequence[str], start: int = 0, tail: str = "") -> list[Part]:
        """Consecutive parts of the text from `start` on. The last of them has no tail."""
        found = []
        for number, text in enumerate(texts, 1):
            end = start + len(text)
            found.append(self._part(start, end, tail if number < len(texts) else ""))
            start = end
        return found

    def line(self, line: Line) -> tuple[str, Shaped]:
        """The line's text and its glyphs."""
        start, end, tail = line[0].start, line[-1].end, line[-1].tail
        return self.text[start:end].rstrip() + tail, self.shape(start, end, tail)

    def shape(self, start: int, end: int, tail: str) -> Shaped:
        """From `start` to `end` without the space there, with `tail` after it."""
        return self._shape(start, start + len(self.text[start:end].rstrip()), tail)

    def hyphenated(self, part: Part, _width: float) -> list[Part]:
        """A part that is too wide as parts that end in hyphens."""
        text = self.text[part.start : part.end]
        return self.parts(breaks.hyphenated(text), part.start, _HYPHEN)

    def cut(self, part: Part, width: float) -> list[Part]:
        """The same, and those that are still too wide letter by letter."""
        found: list[Part] = []
        for piece in self.hyphenated(part, width):
            if piece.last <= width:
                found.append(piece)
            else:
                letters = breaks.clusters(self.text[piece.start : piece.end])
                found += self.parts(letters, piece.start)
        return found

    def _part(self, start: int, end: int, tail: str) -> Part:
        shaped = self._shape(start, end, "")
        is_bare = not tail and not self.text[end - 1].isspace()
        last = shaped if is_bare else self.shape(start, end, tail)
        return Part(
            start,
            end,
            tail,
            shaped.advance,
            last.advance,
            shaped.above,
            shaped.below,
            shaped.is_east_asian,
        )

    def _shape(self, start: int, end: int, tail: str) -> Shaped:
        levels = self._levels[start:end]
        levels += levels[-1:] * len(tail)
        return shape(self.text[start:end] + tail, levels, self.weight, self._language)


def wrapped(parts: Sequence[Part], width: float) -> list[list[Part]]:
    """Each part on the line before it if there is room. A part that is too wide has its own."""
    lines: list[list[Part]] = []
    used = 0.0
    for part in parts:
        if lines and used + part.last <= width:
            lines[-1].append(part)
            used += part.advance
        else:
            lines.append([part])
            used = part.advance
    return lines


def widest(lines: Sequence[Line]) -> float:
    return max((line_width(line) for line in lines), default=0)


def line_width(line: Line) -> float:
    return sum(part.advance for part in line[:-1]) + line[-1].last


def balanced(parts: Sequence[Part], lines: list[list[Part]]) -> list[list[Part]]:
    """As many lines, as alike in length as can be, so that the last is not a single word."""
    while len(lines) > 1:
        narrower = wrapped(parts, widest(lines) - 1e-6)
        if len(narrower) > len(lines) or widest(narrower) >= widest(lines):
            break
        lines = narrower
    return lines
