"""Decorations of composed covers: shapes in three colours that fill a box of any size."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from shared.pixels.palette import Palette, Tones

Pattern = Callable[[ImageDraw.ImageDraw, int, int, Tones, Random], None]

_SUPERSAMPLING = 3  # shapes are drawn this many times larger, then averaged, to smooth their edges
_SLIVER = 0.1  # of a square: too little to begin another column


def render(pattern: Pattern, size: tuple[int, int], palette: Palette, rng: Random) -> Image.Image:
    width, height = (side * _SUPERSAMPLING for side in size)
    large = Image.new("RGB", (width, height), palette.ground)
    pattern(ImageDraw.Draw(large), width, height, palette.tones, rng)
    return large.reduce(_SUPERSAMPLING)


def _arcs(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """A row of whole rainbows in a wide box, else one in the lower right corner, and a disc above
    it.
    """
    if width > 2 * height:
        count = max(2, round(width / (1.6 * height)))
        radius = width / count / 2
        for place in range(count):
            _rainbow(draw, (2 * place + 1) * radius, height, radius, tones)
        return
    radius = min(0.92 * height, width)
    _rainbow(draw, width, height, radius, tones)
    _disc(draw, width - rng.uniform(0.3, 0.6) * width, 0.24 * height, 0.14 * height, tones[2])


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
    columns = math.ceil(width / side - _SLIVER)
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


def _scales(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """Rows of scales, each before the one above, as on a fish or a roof."""
    radius = max(width, height) / rng.choice((6, 7))
    for row in range(math.ceil(2 * height / radius) + 1):
        y, shift = row * radius / 2, (row % 2) * radius
        for place in range(math.ceil(width / (2 * radius)) + 1):
            x = 2 * place * radius + shift
            for share, tone in ((1, 0), (0.72, 1), (0.44, 2)):
                _disc(draw, x, y, share * radius, tones[(tone + row) % 3])


def _chevrons(
    draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random
) -> None:
    """Zigzag lines, one below the other."""
    step = min(width, height) / rng.choice((3, 4))
    points = math.ceil(width / step) + 2
    for number in range(-2, math.ceil(height / (0.62 * step)) + 1):
        y = number * 0.62 * step
        line = [(place * step, y + (place % 2) * 0.7 * step) for place in range(points)]
        below = [(x, y + 0.31 * step) for x, y in reversed(line)]
        draw.polygon([*line, *below], tones[number % 3])


def _petals(draw: ImageDraw.ImageDraw, width: int, height: int, tones: Tones, rng: Random) -> None:
    """A grid of flowers with four petals, which are what two quarter discs have in common."""
    rows = max(2, round(height / (max(width, height) / 5)))
    side = height / rows
    first = rng.randrange(3)
    for row in range(rows):
        for column in range(math.ceil(width / side - _SLIVER)):
            tone = tones[(first + row + 2 * column) % 3]
            for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
                corner = ((column + right / 2) * side, (row + down / 2) * side)
                draw.polygon(_petal(*corner, side / 2, rises=right != down), tone)
            _disc(draw, (column + 0.5) * side, (row + 0.5) * side, 0.09 * side, tones[first])


def _petal(x: float, y: float, side: float, *, rises: bool) -> list[tuple[float, float]]:
    """Its outline, from corner to corner of a square whose upper left is (x, y)."""
    turns = [math.pi / 2 * step / 16 for step in range(17)]
    one = [(side * math.sin(turn), side * (1 - math.cos(turn))) for turn in turns]
    other = [(down, right) for right, down in reversed(one)]
    outline = [(side - right if rises else right, down) for right, down in (*one, *other)]
    return [(x + right, y + down) for right, down in outline]


def _rainbow(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, tones: Tones) -> None:
    for number in range(5):
        _disc(draw, x, y, radius * (1 - number / 5), tones[number % 3])


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, tone: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), tone)


PATTERNS: tuple[Pattern, ...] = (
    _arcs,
    _bands,
    _tiles,
    _sun,
    _rays,
    _scales,
    _chevrons,
    _petals,
)
