"""Glyphs into pixels, by HarfBuzz's rasterizer; Pillow only pastes them."""

from math import ceil

import uharfbuzz as hb
from PIL import Image

from shared.pixels.lettering import fonts
from shared.pixels.lettering.glyphs import EM, EMOJI, Shaped, Weight
from shared.pixels.lettering.lines import HIGHEST, LOWEST


def draw(
    image: Image.Image, place: tuple[int, int], line: Shaped, style: tuple[Weight, int], ink: str
) -> None:
    """Draw a line on `image`, in place. `place` is its left end on the baseline.

    All letters go through one mask; emoji are pasted in their own colours.
    """
    (x, baseline), (weight, size) = place, style
    pad = size // 2
    above, below = min(line.above, HIGHEST), min(line.below, LOWEST)
    up, down = ceil(size * above) + 1, ceil(size * below) + 1  # for smooth edges
    width = min(round(line.advance * size), image.width + size) + 2 * pad
    box = hb.RasterExtents(x_origin=-pad, y_origin=-down, width=width, height=up + down, stride=0)
    letters, emoji = hb.RasterDraw(), hb.RasterPaint()
    for tool in (letters, emoji):
        tool.scale_factor = (EM / size, EM / size)
        tool.extents = box
    for glyph in line.glyphs:
        font = fonts.font(glyph.font, weight)
        at = (1, 0, 0, 1, glyph.x, glyph.y)
        if glyph.font == EMOJI:
            emoji.transform = at
            emoji.paint_glyph(font, glyph.number)
        else:
            letters.transform = at
            letters.draw_glyph(font, glyph.number)
    corner = (x - pad, baseline - up)
    image.paste(ink, corner, _layer(letters.render(), "L", "L"))
    if any(glyph.font == EMOJI for glyph in line.glyphs):
        colours = _layer(emoji.render(), "RGBa", "BGRa").convert("RGBA")
        image.paste(colours.convert(image.mode), corner, colours.getchannel("A"))


def _layer(made: hb.RasterImage, mode: str, raw: str) -> Image.Image:
    """HarfBuzz's rows run from bottom to top, and its colours are premultiplied."""
    found = made.extents
    return Image.frombuffer(
        mode, (found.width, found.height), made.buffer, "raw", raw, found.stride, -1
    )
