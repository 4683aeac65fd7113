"""The social card of a picture: the picture, uncovered, and a panel of its own colours.

Messengers cut a card to its middle square, LinkedIn takes a pixel or two off its edges: everything
that is to be read stands in the square.
"""

import hashlib
from random import Random

from PIL import Image, ImageDraw, ImageOps

from shared.pixels import palette, saliency
from shared.pixels.block import Block, draw_badge, fit_block
from shared.pixels.lettering import fit
from shared.pixels.palette import Palette
from shared.pixels.patterns import PATTERNS, render
from shared.pixels.poster import PosterText

SIZE = (1200, 630)
SQUARE = (285, 915)
"""Left and right of what a messenger leaves when it cuts the card to a square."""

_EDGE, _GAP = 16, 34  # between text and the square's edge, and between picture and text
_MARGIN = 44  # above and below the text
PICTURE = 520
"""The width of a picture beside its panel."""
_PATTERN = SIZE[0] - SQUARE[1] - 30
# A picture whose subject spreads wider than this is shown in full width, with a label on it.
_WIDE = 0.45
_LABEL_HEIGHT = 290  # at most


def over(
    picture: Image.Image, text: PosterText, seed: bytes, *, is_generated: bool = False
) -> Image.Image:
    """The card of `picture`, which is in sRGB. `seed` decides the pattern on its panel."""
    small = saliency.thumbnail(picture)
    colours, subject = palette.of(small), saliency.find(small)
    label = _fit_label(text) if subject.spread > _WIDE else None
    block = None if label else fit_block(text, _column_size(), SIZE[1])
    if label:
        card = _cropped(picture, SIZE, subject, middle=0.3)
        _draw_label(card, label, colours)
    elif block:
        card = _beside(picture, subject, block, colours, seed)
    else:
        card = _cropped(picture, SIZE, subject)
    if is_generated:
        _draw_mark(card, text, colours, on_right=bool(block and block.is_rtl))
    return card


def draw_status(cover: Image.Image, status: str, language: str = "") -> None:
    """Letter the status on a cover that has no other words, in place."""
    shorter = min(cover.size)
    inset, size = round(0.06 * shorter), max(2, round(0.09 * shorter))
    box = (cover.width - 4 * inset, 2 * size)
    words = fit(status, "800ExtraBold", box, (1, size), language)
    draw_badge(
        cover,
        words,
        (inset, inset, cover.width, cover.height),
        palette.of(saliency.thumbnail(cover)),
    )


def _cropped(
    picture: Image.Image, size: tuple[int, int], subject: saliency.Subject, middle: float = 0.5
) -> Image.Image:
    box = saliency.crop(picture.size, size[0] / size[1], subject, middle)
    return picture.resize(size, Image.Resampling.BICUBIC, box)


def _column_size() -> tuple[int, int]:
    return SQUARE[1] - _EDGE - PICTURE - _GAP, SIZE[1] - 2 * _MARGIN


def _beside(
    picture: Image.Image, subject: saliency.Subject, block: Block, colours: Palette, seed: bytes
) -> Image.Image:
    """The picture where reading begins, then the text, then a pattern to the edge."""
    width, height = SIZE
    card = Image.new("RGB", SIZE, colours.ground)
    shown = _cropped(picture, (PICTURE, height), subject)
    card.paste(shown, (width - PICTURE if block.is_rtl else 0, 0))
    rng = Random(hashlib.sha256(seed).digest())  # noqa: S311  # a seed, not a secret
    shapes = render(rng.choice(PATTERNS), (_PATTERN, height), colours, rng)
    if block.is_rtl:
        card.paste(ImageOps.mirror(shapes), (0, 0))
    else:
        card.paste(shapes, (width - _PATTERN, 0))
    left = SQUARE[0] + _EDGE if block.is_rtl else PICTURE + _GAP
    right = left + _column_size()[0]
    block.draw(card, (left, _MARGIN, right, height - _MARGIN), colours)
    return card


def _fit_label(text: PosterText) -> Block | None:
    """None for a text that is too long for a label."""
    width = SQUARE[1] - SQUARE[0] - 2 * (_EDGE + 8)
    block = fit_block(text, (width, _LABEL_HEIGHT - _MARGIN), SIZE[1])
    return block if block and block.headline.size >= SIZE[1] // 13 else None


def _draw_label(card: Image.Image, block: Block, colours: Palette) -> None:
    """The text on a plate in the middle of the lower edge, as wide as the square."""
    left, right = SQUARE[0], SQUARE[1]
    height = block.height + _MARGIN
    top = SIZE[1] - height
    ImageDraw.Draw(card).rectangle((left, top, right - 1, SIZE[1]), colours.ground)
    inset = _EDGE + 8
    block.draw(card, (left + inset, top + 20, right - inset, SIZE[1] - 24), colours)


def _draw_mark(card: Image.Image, text: PosterText, colours: Palette, *, on_right: bool) -> None:
    """In the corner of the picture: who made it."""
    words = fit(text.made_by_ai, "500Medium", (400, 40), (19, 20), text.language)
    inset, height = 12, words.height + 8
    width = round(words.width) + 2 * inset
    x = SIZE[0] - width - 16 if on_right else 16
    y = SIZE[1] - height - 16
    corners = (x, y, x + width, y + height)
    ImageDraw.Draw(card).rounded_rectangle(corners, height // 2, colours.ground)
    words.draw(card, x + inset, y + 4, colours.ink, "left")
