"""The words that stand on a picture of an event that was cancelled, postponed or moved."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT = Path(__file__).parent / "fonts/Inter_800ExtraBold.ttf"
_INK, _GROUND, _ALARM = "#ffffff", "#1b1a21", "#b3261e"  # 17:1 and 6.5:1, also after JPEG
_CAPITALS = 0.55  # of the ribbon's height
_WIDEST = 0.86  # of the picture's width


def draw(picture: Image.Image, words: str, share: float) -> None:
    """Draw a ribbon along the lower edge, `share` of the picture's shorter side high, in place."""
    height = max(1, round(min(picture.size) * share))
    top = picture.height - height
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, top, *picture.size), _ALARM if words == "CANCELLED" else _GROUND)
    size = max(1, round(height * _CAPITALS / 0.73))  # Inter's capitals are 0.73 em high
    width = _font(size).getlength(words)
    fitting = size * min(1, _WIDEST * picture.width / width)
    middle = (picture.width / 2, top + height / 2)
    pen.text(middle, words, _INK, _font(max(1, round(fitting))), anchor="mm")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
