"""Decorations of composed covers: shapes in three colours that fill a box of any size."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

Tones = tuple[str, str, str]
Pattern = Callable[[ImageDraw.ImageDraw, int, int, Tones, Random], None]

_SUPERSAMPLING = 3  # shapes are drawn this many times larger, then averaged, to smooth their edges


def render(
    pattern: Pattern, size: tuple[int, int], ground: str, tones: Tones, rng: Random
) -> Image.Image:
    width, height = (side * _SUPERSAMPLING for side in size)
    large = Image.new("RGB", (width, height), ground)
    pattern(ImageDraw.Draw(large), width, height, tones, rng)
    return large.reduce(_SUPERSAMPLING)


def _arcs(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """A row of rainbows in a wide box, else one in a lower corner with a disc opposite."""
    if width > 2 * height:
        for place in range(math.ceil(width / (1.6 * height))):
            _rainbow(draw, (0.5 + 1.6 * place) * height, height, 0.8 * height, tones)
        return
    left, inset = rng.random() < 0.5, 0.26 * height
    _rainbow(draw, 0 if left else width, height, min(0.92 * height, width), tones)
    _disc(draw, width - inset if left else inset, inset, 0.14 * height, tones[2])


def _bands(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """Slanted stripes of three widths, from the left edge to the right."""
    slant = 0.3 * height
    x, number = 0.0, rng.randrange(3)
    while x < width + slant:
        step = height * (0.16, 0.26, 0.1)[number % 3]
        corners = ((x + slant, 0), (x + slant + step, 0), (x + step, height), (x, height))
        draw.polygon(corners, tones[number % 3])
        x, number = x + step + (0.06 * height if number % 3 == 2 else 0), number + 1


def _tiles(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """A grid of squares, each with a disc, half a disc or a quarter of one."""
    rows = max(2, round(height / (max(width, height) / 5)))
    side = height / rows
    columns = math.ceil(width / side)
    for row in range(rows):
        for column in range(columns):
            x, y = column * side, row * side
            back, front = rng.sample(tones, 2)
            if rng.random() < 0.75:
                draw.rectangle((x, y, x + side, y + side), back)
            turn = 90 * rng.randrange(4)
            match rng.randrange(3):
                case 0:
                    _disc(draw, x + side / 2, y + side / 2, side * 0.3, front)
                case 1:
                    draw.pieslice((x, y, x + side, y + side), turn, turn + 180, front)
                case _:
                    cx, cy = x + side * (turn in (90, 180)), y + side * (turn in (180, 270))
                    draw.pieslice(
                        (cx - side, cy - side, cx + side, cy + side), turn, turn + 90, front
                    )


def _sun(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """A low sun behind horizontal bars, like waves."""
    x, radius = rng.uniform(0.45, 0.6) * width, min(0.4 * width, 0.42 * height)
    y = 0.52 * height
    _disc(draw, x, y, radius, tones[2])
    step = 0.085 * height
    for number in range(6):
        top = y + number * step
        inset = rng.uniform(0, 0.3) * width
        draw.rectangle((inset, top, width, top + step / 2), tones[number % 2])


def _rays(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """Rays from a point at an edge or in a corner, or from the centre."""
    x, y = width * rng.choice((0.5, 1.0)), height * rng.choice((0.5, 1.0))
    count, far = 24, 2 * (width + height)
    for number in range(count):
        start = 2 * math.pi * number / count
        end = start + math.pi / count
        corners = ((x + far * math.cos(a), y + far * math.sin(a)) for a in (start, end))
        draw.polygon(((x, y), *corners), tones[number % 2])
    _disc(draw, x, y, 0.26 * min(width, height), tones[2])


def _rainbow(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, tones: Tones) -> None:
    for number in range(5):
        _disc(draw, x, y, radius * (1 - number / 5), tones[number % 3])


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, tone: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), tone)


PATTERNS: tuple[Pattern, ...] = (_arcs, _bands, _tiles, _sun, _rays)
