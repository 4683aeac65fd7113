"""The social card: title, time and place over a picture, readable on any."""

from PIL import Image, ImageDraw, ImageOps

from shared.pixels.billing import Billing
from shared.pixels.encoded import Encoded, jpeg
from shared.pixels.lettering import fitted, printable

SIZE = (1200, 630)
_MARGIN = 64
_FADE = 150
# White on a pure white picture: 4.5:1 (WCAG AA) needs 0.54 of black; JPEG may brighten a little.
_SCRIM = 0.66


def over(picture: Image.Image, billing: Billing) -> Encoded:
    """`picture`, in sRGB, cropped to 1200×630, with `billing` on a scrim at its foot."""
    card = ImageOps.fit(picture, SIZE, Image.Resampling.LANCZOS)
    width = SIZE[0] - 2 * _MARGIN
    title = fitted(printable(billing.title), "800ExtraBold", (width, 260), (30, 76))
    small = [
        fitted(text, "500Medium", (width, 40), (20, 32))
        for text in map(printable, (billing.when, billing.where))
        if text
    ]
    top = SIZE[1] - _MARGIN + 16 - title.height - 8 - sum(text.height + 4 for text in small)
    card = Image.composite(Image.new("RGB", SIZE), card, _scrim(top - 12))
    draw = ImageDraw.Draw(card)
    title.draw(draw, _MARGIN, top, "white")
    y = top + title.height + 8
    for text in small:
        text.draw(draw, _MARGIN, y, "white")
        y += text.height + 4
    return jpeg(card)


def _scrim(top: int) -> Image.Image:
    """Clear above, then fading in, and full from `top` down."""
    full = round(255 * _SCRIM)
    column = Image.new("L", (1, SIZE[1]))
    column.putdata([max(0, min(full, full * (y - top + _FADE) // _FADE)) for y in range(SIZE[1])])
    return column.resize(SIZE)
