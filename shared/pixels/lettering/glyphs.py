"""Glyphs at their places: what shaping makes of a text, and drawing of a line."""

from typing import Literal, NamedTuple

Weight = Literal["500Medium", "800ExtraBold"]
EM = 4096
"""Units of all measures in a font, whatever its own: at n pixels an em, one is n / EM pixels."""

LATIN, EAST_ASIAN, EMOJI = "Inter", "NotoSansCJK", "NotoColorEmoji"
"""The fonts that are used for more than the script that they are named after."""


class Glyph(NamedTuple):
    """A glyph of a font, and its origin from the line's left end and baseline, in units of EM."""

    font: str
    number: int
    x: int
    y: int


class Shaped(NamedTuple):
    """A line as glyphs from left to right. Measures are in ems: `advance` is the line's width,
    `above` and `below` what the ink needs over and under the baseline.
    """

    glyphs: tuple[Glyph, ...]
    advance: float
    above: float
    below: float
    is_east_asian: bool
