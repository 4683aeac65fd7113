"""Text on pictures: what the fonts can show, and the largest size at which it fits."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import ImageDraw, ImageFont

Weight = Literal["500Medium", "800ExtraBold"]
_FOLDER = Path(__file__).parent / "fonts"
_LEADING = {"500Medium": 1.3, "800ExtraBold": 1.08}


@dataclass(frozen=True)
class Lines:
    """Text broken into lines at a size; `height` in pixels."""

    lines: tuple[str, ...]
    size: int
    weight: Weight

    @property
    def step(self) -> int:
        return round(self.size * _LEADING[self.weight])

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    def draw(self, draw: ImageDraw.ImageDraw, x: int, y: int, ink: str) -> None:
        for number, line in enumerate(self.lines):
            draw.text((x, y + number * self.step), line, ink, _font(self.weight, self.size))


def printable(text: str) -> str:
    """The text without what is invisible, and without emoji and other symbols that the fonts lack.

    Nothing at all if they lack one of its letters: half a word reads worse than none.
    """
    characters = _characters()
    seen = (c for c in text if unicodedata.category(c)[0] != "C")
    kept = "".join(c for c in seen if ord(c) in characters or _is_word(c))
    if any(ord(c) not in characters for c in kept):
        return ""
    return " ".join(kept.split())


def fitted(text: str, weight: Weight, box: tuple[int, int], sizes: tuple[int, int]) -> Lines:
    """The text at the largest of `sizes` (least, largest) that fits `box` without a word cut.

    Only a word that is too wide at the least size is broken, and lines that do not fit even then
    are left out.
    """
    (width, height), (least, size) = box, sizes
    while size > least:
        found = Lines(_wrapped(text, weight, size, width), size, weight)
        if found.height <= height and _widest(found) <= width:
            return _balanced(found)
        size = max(least, min(size - 1, size * 19 // 20))
    words = " ".join(_broken(word, weight, least, width) for word in text.split())
    lines = _wrapped(words, weight, least, width)
    most = max(1, height // Lines((), least, weight).step)
    return Lines(lines[:most], least, weight)


def _balanced(found: Lines) -> Lines:
    """As many lines, of lengths as alike as words allow: no last word stands alone."""
    while len(found.lines) > 1:
        narrower = int(_widest(found)) - 1
        tighter = Lines(
            _wrapped(" ".join(found.lines), found.weight, found.size, narrower),
            found.size,
            found.weight,
        )
        if len(tighter.lines) > len(found.lines) or _widest(tighter) > narrower:
            break
        found = tighter
    return found


def _wrapped(text: str, weight: Weight, size: int, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, weight, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _broken(word: str, weight: Weight, size: int, width: int) -> str:
    parts = [""]
    for character in word:
        if _width(parts[-1] + character, weight, size) > width:
            parts.append("")
        parts[-1] += character
    return " ".join(parts)


def _widest(found: Lines) -> float:
    return max((_width(line, found.weight, found.size) for line in found.lines), default=0)


def _width(text: str, weight: Weight, size: int) -> float:
    return _font(weight, size).getlength(text)


@cache
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_path(weight), size)


@cache
def _characters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # uploads look at photos, and draw no text

    with TTFont(_path("800ExtraBold"), lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _path(weight: Weight) -> Path:
    return _FOLDER / f"Inter_{weight}.ttf"


def _is_word(character: str) -> bool:
    """A letter, a digit, or a mark on one; what only chooses how an emoji looks is none."""
    return unicodedata.category(character)[0] in "LMN" and character not in "\ufe0e\ufe0f\u20e3"
