"""Where to crop a picture: around what stands out in it, not around its middle."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

_SIDE = 64  # pixels along the longer side that are looked at; with more, no crop is better
_SPOT, _SURROUNDINGS = 1, 8  # the radii in which colours are compared
# The direction of skin in RGB, which is alike for light and dark skin (smartcrop.js), how far from
# it skin may be, and the length below which a colour is too dark to have a direction.
_SKIN, _SKIN_RANGE, _DARK = (0.78, 0.57, 0.44), 0.2, 50
# Bodies outweigh heads, and heads are up.
_UP_IN_TALL, _UP_IN_WIDE = 0.6, 0.4


@dataclass(frozen=True)
class Subject:
    """Where what stands out in a picture has its centre, as fractions of width and height.

    `spread` is its standard deviation from side to side, as a fraction of the picture's height.
    """

    x: float
    y: float
    spread: float


def thumbnail(picture: Image.Image) -> Image.Image:
    """As small as `find` looks at it."""
    scale = _SIDE / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BOX)


def find(picture: Image.Image) -> Subject:
    """By contrast with the surroundings and by the colour of skin, half and half."""
    small = thumbnail(picture)
    width, height = small.size
    spots, around = (small.filter(ImageFilter.GaussianBlur(r)) for r in (_SPOT, _SURROUNDINGS))
    contrast = _shares([sum(p) for p in _pixels(ImageChops.difference(spots, around))])
    skin = _shares([_skin(p) for p in _pixels(small)])
    cells = [one + other for one, other in zip(contrast, skin, strict=True)]
    columns = [sum(cells[x::width]) for x in range(width)]
    rows = [sum(cells[y * width : (y + 1) * width]) for y in range(height)]
    (x, spread), (y, _) = _moments(columns), _moments(rows)
    return Subject(x, y, spread * picture.width / picture.height)


def crop(size: tuple[int, int], aspect: float, subject: Subject, middle: float = 0.5) -> Box:
    """The largest part of that aspect (width by height) of a picture of that size.

    Of a picture that is too wide, the subject is in the middle. Of one that is too tall, it is at
    that fraction of the height, or lower: what is above counts more than what is below.
    """
    width, height = size
    if width > height * aspect:
        part = height * aspect
        left = _clamped(subject.x * width - part / 2, width - part)
        return left, 0, left + part, height
    part = width / aspect
    up = _UP_IN_TALL if aspect < 1 else _UP_IN_WIDE
    top = _clamped(subject.y * height - part * middle, height - part) * up
    return 0, top, width, top + part


def _clamped(value: float, highest: float) -> float:
    return min(max(value, 0), highest)


def _moments(line: list[float]) -> tuple[float, float]:
    """Mean and standard deviation of places along the line, as fractions of its length."""
    total = sum(line)
    if not total:
        return 0.5, 0
    places = [(number + 0.5) / len(line) for number in range(len(line))]
    mean = sum(map(float.__mul__, places, line)) / total
    squares = (weight * (place - mean) ** 2 for place, weight in zip(places, line, strict=True))
    return mean, math.sqrt(sum(squares) / total)


def _pixels(image: Image.Image) -> list[tuple[int, int, int]]:
    return list(image.get_flattened_data())  # type: ignore[arg-type]


def _shares(values: list[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values] if total else [0.0] * len(values)


def _skin(pixel: tuple[int, int, int]) -> float:
    """From 0 to 1: how near the colour is to skin's."""
    length = math.hypot(*pixel)
    if length < _DARK:
        return 0
    direction = (pixel[0] / length, pixel[1] / length, pixel[2] / length)
    return max(0, 1 - math.dist(direction, _SKIN) / _SKIN_RANGE)
