"""Covers without a photo: text on a coloured pattern, in one of 32 designs."""

import hashlib
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from PIL import Image, ImageOps

from shared.pixels import encoded, patterns
from shared.pixels.block import Block, fit_block
from shared.pixels.card import SIZE as CARD_SIZE
from shared.pixels.encoded import Art, Encoded
from shared.pixels.palette import Palette
from shared.pixels.patterns import Pattern
from shared.pixels.poster import PosterText

SIZE = (1600, 900)

PALETTES = (
    Palette("#1d1836", "#ffffff", ("#5a36c8", "#d6457f", "#f4a259")),
    Palette("#0d2b2e", "#f6fff8", ("#1c7c7d", "#7fc8a9", "#f2c14e")),
    Palette("#fbf3e4", "#2b1d0e", ("#e4572e", "#f3a712", "#29335c")),
    Palette("#eef1fb", "#14213d", ("#3d5af1", "#22b8cf", "#ff6b6b")),
    Palette("#2a0f1e", "#fff3f6", ("#a4133c", "#ff758f", "#ffb4a2")),
    Palette("#101418", "#f4f7fa", ("#2f4858", "#f26419", "#f6ae2d")),
    Palette("#f4efe6", "#16302b", ("#2f6f5e", "#d9a441", "#c8553d")),
    Palette("#0b2545", "#f2f7ff", ("#13679f", "#8dc6e8", "#ff8552")),
)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as fractions of the picture's width and height."""


@dataclass(frozen=True)
class Arrangement:
    """Where pattern and text go on a picture.

    `headline_bottom` is how far down the headline may reach, and `details_width` how wide time and
    place may be, where the pattern takes the lower right. A centred text has as much room to its
    left as to its right; its lines begin one below the other all the same.
    """

    patterns: tuple[Box, ...]
    text: Box
    headline_bottom: float = 1
    details_width: float = 0
    is_centred: bool = False

    def mirrored(self) -> "Arrangement":
        return replace(self, patterns=tuple(map(_flip, self.patterns)), text=_flip(self.text))


@dataclass(frozen=True)
class Layout:
    cover: Arrangement
    card: Arrangement


# The text of a card stands in the square that messengers cut it to.
_LEFT, _RIGHT = 301 / 1200, 899 / 1200
_SIDE = Layout(
    Arrangement(((0.66, 0, 1, 1),), (0.055, 0.08, 0.62, 0.92)),
    Arrangement(
        ((0, 0, 0.2125, 1), (0.7875, 0, 1, 1)), (_LEFT, 0.08, _RIGHT, 0.92), is_centred=True
    ),
)
_CROWN = Layout(
    Arrangement(((0, 0, 1, 0.36),), (0.055, 0.42, 0.945, 0.92)),
    Arrangement(((0, 0, 1, 0.3),), (_LEFT, 0.37, _RIGHT, 0.93), is_centred=True),
)
_ACROSS = Layout(
    Arrangement(((0.62, 0.5, 1, 1),), (0.055, 0.08, 0.945, 0.92), 0.47, 0.525),
    Arrangement(((0, 0.72, 1, 1),), (_LEFT, 0.08, _RIGHT, 0.66), is_centred=True),
)
_HORIZON = Layout(_SIDE.cover, _ACROSS.card)  # for what is odd when there are two of it


@dataclass(frozen=True)
class Design:
    palette: Palette
    pattern: Pattern
    layout: Layout


# Four patterns a palette, so that every palette has its old ones and every pattern four palettes.
_ARCS, _BANDS, _TILES, _SUN, _RAYS, _SCALES, _CHEVRONS, _PETALS = range(8)
_COMBINATIONS: tuple[tuple[int, Layout], ...] = (
    *((_ARCS, _SIDE), (_RAYS, _CROWN), (_SCALES, _SIDE), (_BANDS, _ACROSS)),
    *((_ARCS, _SIDE), (_TILES, _CROWN), (_BANDS, _SIDE), (_PETALS, _ACROSS)),
    *((_TILES, _SIDE), (_RAYS, _SIDE), (_SUN, _ACROSS), (_CHEVRONS, _CROWN)),
    *((_ARCS, _CROWN), (_BANDS, _ACROSS), (_SUN, _HORIZON), (_PETALS, _SIDE)),
    *((_RAYS, _CROWN), (_SUN, _CROWN), (_TILES, _SIDE), (_SCALES, _ACROSS)),
    *((_ARCS, _CROWN), (_BANDS, _ACROSS), (_SUN, _HORIZON), (_CHEVRONS, _SIDE)),
    *((_TILES, _ACROSS), (_RAYS, _SIDE), (_PETALS, _CROWN), (_SCALES, _SIDE)),
    *((_RAYS, _CROWN), (_SUN, _HORIZON), (_CHEVRONS, _ACROSS), (_TILES, _SIDE)),
)
DESIGNS = tuple(
    Design(PALETTES[number // 4], patterns.PATTERNS[pattern], layout)
    for number, (pattern, layout) in enumerate(_COMBINATIONS)
)

_OLD_PATTERNS = patterns.PATTERNS[:5]


def design_of(seed: str) -> int:
    """The number of the design that an event has when its organizer has chosen none.

    Before there were numbers, the seed drew palette and pattern: the palette is still the same, and
    so is the pattern if a design has both.
    """
    rng = Random(hashlib.sha256(seed.encode()).digest())  # noqa: S311  # a seed, not a secret
    palette, pattern = rng.choice(PALETTES), rng.choice(_OLD_PATTERNS)
    alike = [number for number, design in enumerate(DESIGNS) if design.palette is palette]
    same = [number for number in alike if DESIGNS[number].pattern is pattern]
    return same[0] if same else rng.choice(alike)


def compose(seed: str, text: PosterText, design: int | None = None) -> Art:
    """Cover and card of a design: by default that of the seed, which is an event's ID.

    The same design and text give the same pixels, whatever the seed.
    """
    number = design_of(seed) if design is None else design
    return Art(cover(text, number), card(text, number))


def cover(text: PosterText, design: int) -> Encoded:
    """The cover that `compose` makes, alone."""
    return encoded.webp(_draw_cover(text, design))


def sketch(seed: str, text: PosterText, design: int | None = None) -> Art:
    """The same pixels as `compose`, encoded in less time and more bytes."""
    number = design_of(seed) if design is None else design
    quick = encoded.webp(_draw_cover(text, number), method=encoded.QUICK_METHOD)
    return Art(quick, encoded.jpeg(_draw_card(text, number), is_quick=True))


def card(text: PosterText, design: int) -> Encoded:
    """The card that `compose` makes, alone."""
    return encoded.jpeg(_draw_card(text, design))


def thumbnail(text: PosterText, design: int) -> Encoded:
    """The cover in its smallest width, to choose from many."""
    return encoded.thumbnail(_draw_cover(text, design))


def _draw_cover(text: PosterText, number: int) -> Image.Image:
    design = DESIGNS[number]
    arrangement = design.layout.cover
    block = _fit(arrangement, SIZE, text)
    if block and block.headline.size < SIZE[1] // 14:  # a long word needs the full width
        arrangement = _ACROSS.cover
        block = _fit(arrangement, SIZE, text)
    return _draw(number, arrangement, SIZE, block)


def _draw_card(text: PosterText, number: int) -> Image.Image:
    arrangement = DESIGNS[number].layout.card
    return _draw(number, arrangement, CARD_SIZE, _fit(arrangement, CARD_SIZE, text))


def _fit(arrangement: Arrangement, size: tuple[int, int], text: PosterText) -> Block | None:
    left, top, right, bottom = _pixels(arrangement.text, size)
    details = round(arrangement.details_width * size[0])
    headline = round(arrangement.headline_bottom * size[1]) - top
    return fit_block(text, (right - left, bottom - top), size[1], headline, details)


def _draw(
    number: int, arrangement: Arrangement, size: tuple[int, int], block: Block | None
) -> Image.Image:
    palette = DESIGNS[number].palette
    picture = Image.new("RGB", size, palette.ground)
    placed = arrangement.mirrored() if block and block.is_rtl else arrangement
    for box in placed.patterns:
        left, top, right, bottom = _pixels(box, size)
        shapes = _shapes(number, (right - left, bottom - top))
        # Shapes lean to the right, as if text were to their left.
        is_left = left == 0 and right < size[0]
        picture.paste(ImageOps.mirror(shapes) if is_left else shapes, (left, top))
    if block:
        left, top, right, bottom = _pixels(placed.text, size)
        inset = (right - left - block.width) // 2 if arrangement.is_centred else 0
        box = left + inset, top, right - inset, bottom
        block.draw(picture, box, palette)
    return picture


def _shapes(number: int, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, zlib.decompress(_compressed_shapes(number, size)))


@lru_cache(maxsize=4 * len(DESIGNS))
def _compressed_shapes(number: int, size: tuple[int, int]) -> bytes:
    """They are the same for every event, and few bytes: drawing them takes as long as the text."""
    design = DESIGNS[number]
    rng = Random(number)  # noqa: S311  # a seed, not a secret
    shapes = patterns.render(design.pattern, size, design.palette, rng)
    return zlib.compress(shapes.tobytes(), level=1)


def _flip(box: Box) -> Box:
    left, top, right, bottom = box
    return 1 - right, top, 1 - left, bottom


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    width, height = size
    return round(left * width), round(top * height), round(right * width), round(bottom * height)
