"""The social card: title, time and place over a picture, readable on any."""

from PIL import Image, ImageDraw, ImageOps

from shared.pixels.lettering import Lines, fitted
from shared.pixels.poster import PosterText

SIZE = (1200, 630)
_MARGIN = 64
_FADE = 230
_GAP = 18  # below the headline
# White on a pure white picture: 4.5:1 (WCAG AA) needs 0.54 of black; JPEG may brighten a little.
_AT_TEXT, _AT_FOOT = 0.62, 0.8


def over(picture: Image.Image, text: PosterText) -> Image.Image:
    """`picture`, in sRGB, cropped to 1200×630, with `text` on a scrim at its foot."""
    card = ImageOps.fit(picture, SIZE, Image.Resampling.BICUBIC)
    letter(card, text.lines())
    return card


def letter(card: Image.Image, lines: tuple[str, ...]) -> None:
    """Set the lines, the headline first, on a scrim at the foot of `card`."""
    if not lines:
        return
    texts = _set(*lines)
    y = SIZE[1] - _MARGIN + 8 - sum(text.height for text in texts) - _GAP
    scrim = _scrim(y - 8)
    card.paste("black", (0, SIZE[1] - scrim.height), scrim)
    draw = ImageDraw.Draw(card)
    for text in texts:
        text.draw(draw, _MARGIN, y, "white")
        y += text.height + _GAP * (text is texts[0])


def _set(headline: str, *small: str) -> list[Lines]:
    width = SIZE[0] - 2 * _MARGIN
    return [
        fitted(headline, "800ExtraBold", (width, 270), (30, 92)),
        *(fitted(text, "500Medium", (width, 48), (20, 34)) for text in small),
    ]


def _scrim(top: int) -> Image.Image:
    """The foot's mask: easing in from nothing to full at `top`, and darker still below."""
    start = max(0, top - _FADE)
    column = Image.new("L", (1, SIZE[1] - start))
    column.putdata([round(255 * _shade(y, top)) for y in range(start, SIZE[1])])
    return column.resize((SIZE[0], column.height))


def _shade(y: int, top: int) -> float:
    if y >= top:
        return _AT_TEXT + (_AT_FOOT - _AT_TEXT) * (y - top) / (SIZE[1] - top)
    near = 1 - (top - y) / _FADE
    return _AT_TEXT * near * near * (3 - 2 * near)
