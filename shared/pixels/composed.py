"""Covers made of type alone: a palette and a pattern chosen by the event, always the same ones."""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from shared.pixels import card
from shared.pixels.billing import Billing
from shared.pixels.encoded import Art, jpeg, webp
from shared.pixels.lettering import fitted, printable

_SIZE = (1600, 900)
_FINE = 2  # shapes are drawn this many times larger and scaled down, which smooths their edges


@dataclass(frozen=True)
class Palette:
    """Ink on ground reaches 7:1 (WCAG AAA); the three tones only decorate."""

    ground: str
    ink: str
    tones: tuple[str, str, str]


_PALETTES = (
    Palette("#1d1836", "#ffffff", ("#5a36c8", "#d6457f", "#f4a259")),
    Palette("#0d2b2e", "#f6fff8", ("#1c7c7d", "#7fc8a9", "#f2c14e")),
    Palette("#fbf3e4", "#2b1d0e", ("#e4572e", "#f3a712", "#29335c")),
    Palette("#eef1fb", "#14213d", ("#3d5af1", "#22b8cf", "#ff6b6b")),
    Palette("#2a0f1e", "#fff3f6", ("#a4133c", "#ff758f", "#ffb4a2")),
    Palette("#101418", "#f4f7fa", ("#2f4858", "#f26419", "#f6ae2d")),
)


def composed(seed: str, billing: Billing) -> Art:
    """Cover and card with the billing on them; equal seeds look equal."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    palette = _PALETTES[number % len(_PALETTES)]
    pattern = _PATTERNS[number // len(_PALETTES) % len(_PATTERNS)]
    return Art(
        webp(_drawn(_SIZE, palette, pattern, billing)),
        jpeg(_drawn(card.SIZE, palette, pattern, billing)),
    )


Pattern = Callable[[ImageDraw.ImageDraw, int, int, tuple[str, str, str]], None]


def _drawn(
    size: tuple[int, int], palette: Palette, pattern: Pattern, billing: Billing
) -> Image.Image:
    width, height = size
    fine = Image.new("RGB", (width * _FINE, height * _FINE), palette.ground)
    pattern(ImageDraw.Draw(fine), width * _FINE, height * _FINE, palette.tones)
    picture = fine.reduce(_FINE)

    margin, column = width // 18, width * 58 // 100
    draw = ImageDraw.Draw(picture)
    small = [
        fitted(text, "500Medium", (column, height // 7), (height // 32, height // 20))
        for text in map(printable, (billing.when, billing.where))
        if text
    ]
    room = height - 2 * margin - sum(text.height + margin // 5 for text in small) - margin // 2
    sizes = (height // 22, height * 15 // 100)
    title = fitted(printable(billing.title), "800ExtraBold", (column, room), sizes)
    title.draw(draw, margin, margin, palette.ink)
    y = height - margin
    for text in reversed(small):
        y -= text.height
        text.draw(draw, margin, y, palette.ink)
        y -= margin // 5
    return picture


# The patterns keep to the right of the type, which ends at 64% of the width.


def _arcs(draw: ImageDraw.ImageDraw, width: int, height: int, tones: tuple[str, str, str]) -> None:
    x, y = width, height
    for number, radius in enumerate((0.34, 0.26, 0.18, 0.10)):
        r = radius * width
        draw.ellipse((x - r, y - r, x + r, y + r), tones[number % 3])
    r = 0.07 * width
    draw.ellipse((0.86 * width - r, 0.2 * height - r, 0.86 * width + r, 0.2 * height + r), tones[2])


def _bands(draw: ImageDraw.ImageDraw, width: int, height: int, tones: tuple[str, str, str]) -> None:
    step = 0.09 * width
    for number in range(5):
        x = 0.78 * width + number * step
        foot = x - 0.12 * width
        draw.polygon(
            ((x, 0), (x + step, 0), (foot + step, height), (foot, height)), tones[number % 3]
        )


def _dots(draw: ImageDraw.ImageDraw, width: int, height: int, tones: tuple[str, str, str]) -> None:
    step = height / 7
    for row in range(7):
        for column in range(4):
            x, y = width - (column + 0.5) * step, (row + 0.5) * step
            r = step * (0.16 + 0.22 * abs(math.sin(row * 1.3 + column * 0.9)))
            draw.ellipse((x - r, y - r, x + r, y + r), tones[(row + column) % 3])


def _sun(draw: ImageDraw.ImageDraw, width: int, height: int, tones: tuple[str, str, str]) -> None:
    x, y, r = 0.9 * width, 0.46 * height, 0.17 * width
    draw.ellipse((x - r, y - r, x + r, y + r), tones[2])
    for number in range(6):
        top = height * (0.5 + 0.09 * number)
        draw.rectangle(
            (0.68 * width + number * 0.02 * width, top, width, top + 0.045 * height),
            tones[number % 2],
        )


_PATTERNS: tuple[Pattern, ...] = (_arcs, _bands, _dots, _sun)
