"""The social card: an event's title, time and place over a picture, legible on any picture."""

from PIL import Image, ImageDraw, ImageOps

from shared.pixels import badge
from shared.pixels.lettering import Lines, fit
from shared.pixels.poster import PosterText

SIZE = (1200, 630)
STATUS_SHARE = 0.08
"""How much of the height is free below the text of a card or a composed cover."""
_MARGIN = 64
_FADE = 230  # pixels of gradient above the text
_GAP = 18  # below the headline
# Opacity of the black scrim. White text on a white picture has a contrast of 4.5:1 (WCAG AA) from
# 0.54 on; the rest is for JPEG, which may brighten it.
_TEXT_OPACITY, _BOTTOM_OPACITY = 0.62, 0.8


def over(picture: Image.Image, text: PosterText) -> Image.Image:
    """The card: `picture`, which is in sRGB, cropped to 1200×630, with `text` at its bottom."""
    card = ImageOps.fit(picture, SIZE, Image.Resampling.BICUBIC)
    draw_text(card, text.lines())
    if text.status:
        badge.draw(card, text.status, STATUS_SHARE)
    return card


def draw_text(card: Image.Image, lines: tuple[str, ...]) -> None:
    """Draw the lines, the headline first, on a dark gradient at the bottom of `card`, in place."""
    if not lines:
        return
    texts = _fit(*lines)
    y = SIZE[1] - _MARGIN + 8 - sum(text.height for text in texts) - _GAP
    scrim = _scrim(y - 8)
    card.paste("black", (0, SIZE[1] - scrim.height), scrim)
    draw = ImageDraw.Draw(card)
    for text in texts:
        text.draw(draw, _MARGIN, y, "white")
        y += text.height + (_GAP if text is texts[0] else 0)


def _fit(headline: str, *small: str) -> list[Lines]:
    width = SIZE[0] - 2 * _MARGIN
    return [
        fit(headline, "800ExtraBold", (width, 270), (30, 92)),
        *(fit(text, "500Medium", (width, 48), (20, 34)) for text in small),
    ]


def _scrim(top: int) -> Image.Image:
    """The mask of the gradient: from clear to dark at `top`, and a little darker to the bottom."""
    start = max(0, top - _FADE)
    column = Image.new("L", (1, SIZE[1] - start))
    column.putdata([round(255 * _opacity(y, top)) for y in range(start, SIZE[1])])
    return column.resize((SIZE[0], column.height))


def _opacity(y: int, top: int) -> float:
    if y >= top:
        return _TEXT_OPACITY + (_BOTTOM_OPACITY - _TEXT_OPACITY) * (y - top) / (SIZE[1] - top)
    near = 1 - (top - y) / _FADE
    return _TEXT_OPACITY * near * near * (3 - 2 * near)
