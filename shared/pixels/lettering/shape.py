"""Letters into glyphs at their places, by HarfBuzz: joined, stacked, reordered and kerned."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from shared.pixels.lettering import fonts
from shared.pixels.lettering.bidi import visual_order
from shared.pixels.lettering.breaks import clusters
from shared.pixels.lettering.glyphs import EAST_ASIAN, EM, LATIN, Glyph, Shaped, Weight

_FLAGS = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE


class Run(NamedTuple):
    """A part of a text, of one font and of one direction."""

    text: str
    font: str
    level: int


def shape(text: str, levels: Sequence[int], weight: Weight, language: str) -> Shaped:
    """`levels` are those of the characters in their paragraph, `language` a BCP 47 tag.

    What no font has is left out.
    """
    return _line(text, tuple(levels), weight, language)


# Cover and card have the same words, and each is fitted at several sizes: shapes have none.
@lru_cache(maxsize=256)
def _line(text: str, levels: tuple[int, ...], weight: Weight, language: str) -> Shaped:
    parts = runs(text, levels)
    glyphs: list[Glyph] = []
    pen, above, below = 0, 0, 0
    for i in visual_order([part.level for part in parts]):
        run = parts[i]
        font = fonts.font(run.font, weight)
        buffer = _shaped(run, font, language)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph = Glyph(run.font, info.codepoint, pen + place.x_offset, place.y_offset)
            ink = font.get_glyph_extents(glyph.number)
            if ink and ink.height:
                above = max(above, glyph.y + ink.y_bearing)
                below = max(below, -(glyph.y + ink.y_bearing + ink.height))
            glyphs.append(glyph)
            pen += place.x_advance
    is_east_asian = any(run.font == EAST_ASIAN for run in parts)
    return Shaped(tuple(glyphs), pen / EM, above / EM, below / EM, is_east_asian)


def _shaped(run: Run, font: object, language: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.language = language
    buffer.flags = _FLAGS
    hb.shape(font, buffer)
    return buffer


def runs(text: str, levels: Sequence[int]) -> list[Run]:
    """The text in its order, without what no font has."""
    found: list[Run] = []
    parts = clusters(text)
    neighbour = next(filter(None, map(fonts.of_script, parts)), LATIN)
    at = 0
    for part in parts:
        level = levels[at]
        at += len(part)
        covered = fonts.covering(part, neighbour)
        if not covered:
            continue
        name, shown = covered
        neighbour = fonts.of_script(part) or neighbour
        if found and found[-1][1:] == (name, level):
            found[-1] = Run(found[-1].text + shown, name, level)
        else:
            found.append(Run(shown, name, level))
    return found
