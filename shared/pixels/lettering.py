"""Text on pictures: what the fonts can show, and the largest size at which it fits a box."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Weight = Literal["500Medium", "800ExtraBold"]
_FOLDER = Path(__file__).parent / "fonts"
_LINE_HEIGHT = {"500Medium": 1.3, "800ExtraBold": 1.08}


@dataclass(frozen=True)
class Lines:
    """Text broken into lines; sizes, line spacing (`step`) and heights are in pixels."""

    lines: tuple[str, ...]
    size: int
    weight: Weight

    @property
    def step(self) -> int:
        return round(self.size * _LINE_HEIGHT[self.weight])

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    @property
    def width(self) -> float:
        return _widest(self)

    def draw(self, image: Image.Image, x: int, y: int, ink: str) -> None:
        draw = ImageDraw.Draw(image)
        for number, line in enumerate(self.lines):
            draw.text((x, y + number * self.step), line, ink, _font(self.weight, self.size))


def printable(text: str) -> str:
    """The text on one line, without invisible characters and symbols that the fonts lack.

    Empty when they lack a letter or a digit: half a word is worse than no text.
    """
    supported = _supported()
    visible = (c for c in text if unicodedata.category(c)[0] != "C")
    needed = "".join(c for c in visible if ord(c) in supported or _is_word(c))
    if any(ord(c) not in supported for c in needed):
        return ""
    return " ".join(needed.split())


def fit(text: str, weight: Weight, box: tuple[int, int], sizes: tuple[int, int]) -> Lines:
    """The text at the largest size that fits `box` (width, height) without breaking a word.

    `sizes` are the smallest and the largest to try. At the smallest, words that are too wide are
    broken, and lines that do not fit the height are dropped.
    """
    (width, height), (smallest, size) = box, sizes
    while size > smallest:
        lines = Lines(_wrap(text, weight, size, width), size, weight)
        if lines.height <= height and _widest(lines) <= width:
            return _balance(lines)
        size = max(smallest, min(size - 1, size * 19 // 20))
    words = " ".join(_break_word(word, weight, smallest, width) for word in text.split())
    wrapped = _wrap(words, weight, smallest, width)
    max_lines = max(1, height // Lines((), smallest, weight).step)
    return Lines(wrapped[:max_lines], smallest, weight)


def _balance(lines: Lines) -> Lines:
    """Even out the lengths of the lines, so that the last is not a single word."""
    while len(lines.lines) > 1:
        width = int(_widest(lines)) - 1
        text = " ".join(lines.lines)
        narrower = Lines(_wrap(text, lines.weight, lines.size, width), lines.size, lines.weight)
        if len(narrower.lines) > len(lines.lines) or _widest(narrower) > width:
            break
        lines = narrower
    return lines


def _wrap(text: str, weight: Weight, size: int, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, weight, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _break_word(word: str, weight: Weight, size: int, width: int) -> str:
    parts = [""]
    for character in word:
        if _width(parts[-1] + character, weight, size) > width:
            parts.append("")
        parts[-1] += character
    return " ".join(parts)


def _widest(lines: Lines) -> float:
    return max((_width(line, lines.weight, lines.size) for line in lines.lines), default=0)


def _width(text: str, weight: Weight, size: int) -> float:
    return _font(weight, size).getlength(text)


@cache
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_path(weight), size)


@cache
def _supported() -> frozenset[int]:
    """The code points that the fonts have glyphs for; both weights have the same."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # upload checks photos and draws no text

    with TTFont(_path("800ExtraBold"), lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _path(weight: Weight) -> Path:
    return _FOLDER / f"Inter_{weight}.ttf"


def _is_word(character: str) -> bool:
    """Whether it is a letter, a digit or a mark on one, except the modifiers of emoji."""
    return unicodedata.category(character)[0] in "LMN" and character not in "\ufe0e\ufe0f\u20e3"
