"""Covers without a photo: text on a coloured pattern.

A seed picks palette, pattern and layout, so an event always gets the same picture.
"""

import hashlib
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

from shared.pixels import badge, card
from shared.pixels.encoded import Art, encode
from shared.pixels.lettering import Lines, fit
from shared.pixels.patterns import PATTERNS, Tones, render
from shared.pixels.poster import PosterText

_SIZE = (1600, 900)


@dataclass(frozen=True)
class Palette:
    """Ink on ground has a contrast of at least 7:1 (WCAG AAA); tones are for the pattern."""

    ground: str
    ink: str
    tones: Tones


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
class Layout:
    """Where things go. Time and place are at the bottom, from the headline's left edge to
    `details_right`, a fraction of the width.
    """

    pattern: Box
    headline: Box
    details_right: float


_SIDE = Layout((0.66, 0, 1, 1), (0.055, 0.07, 0.62, 0.7), details_right=0.62)
_ACROSS = Layout((0.62, 0.5, 1, 1), (0.055, 0.08, 0.945, 0.46), details_right=0.58)
_CROWN = Layout((0, 0, 1, 0.36), (0.055, 0.42, 0.945, 0.72), details_right=0.945)
_LAYOUTS = (_SIDE, _CROWN, _SIDE, _ACROSS)


def compose(seed: str, text: PosterText, design: int | None = None) -> Art:
    """Cover and card with `text` on them. The same seed and text give the same pixels."""
    seed = seed if design is None else str(design)
    return encode(_draw(_SIZE, seed, text), _draw(card.SIZE, seed, text))


def _draw(size: tuple[int, int], seed: str, text: PosterText) -> Image.Image:
    rng = Random(hashlib.sha256(seed.encode()).digest())  # noqa: S311  # a seed, not a secret
    palette, pattern = rng.choice(PALETTES), rng.choice(PATTERNS)
    layout = rng.choice(_LAYOUTS)
    headline, *small = text.lines() or ("",)
    title = _headline(headline, layout, size)
    if title.size < size[1] // 14:  # a long word needs the full width
        layout = _ACROSS
        title = _headline(headline, layout, size)
    left, top, right, bottom = _pixels(layout.pattern, size)
    picture = Image.new("RGB", size, palette.ground)
    box = (right - left, bottom - top)
    picture.paste(render(pattern, box, palette.ground, palette.tones, rng), (left, top))
    draw = ImageDraw.Draw(picture)
    x, y, _, _ = _pixels(layout.headline, size)
    title.draw(draw, x, y, palette.ink)
    _draw_details(draw, small, layout, size, palette)
    if text.status:
        badge.draw(picture, text.status, card.STATUS_SHARE)
    return picture


def _headline(text: str, layout: Layout, size: tuple[int, int]) -> Lines:
    left, top, right, bottom = _pixels(layout.headline, size)
    sizes = (size[1] // 24, size[1] * 32 // 100)
    return fit(text, "800ExtraBold", (right - left, bottom - top), sizes)


def _draw_details(
    draw: ImageDraw.ImageDraw,
    small: list[str],
    layout: Layout,
    size: tuple[int, int],
    palette: Palette,
) -> None:
    """Draw time and place below a short rule, aligned to the bottom."""
    height = size[1]
    x, _, right, _ = _pixels((*layout.headline[:2], layout.details_right, 1), size)
    sizes = (height // 32, height // 20)
    lines = [fit(text, "500Medium", (right - x, height // 9), sizes) for text in small]
    y = height - height * 8 // 100 - sum(text.height for text in lines)
    if lines:
        rule = y - height // 28
        draw.rectangle((x, rule, x + height // 10, rule + height // 110), palette.tones[0])
    for text in lines:
        text.draw(draw, x, y, palette.ink)
        y += text.height


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    width, height = size
    return round(left * width), round(top * height), round(right * width), round(bottom * height)
