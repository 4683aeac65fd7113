"""Patterns: a palette's colours from edge to edge, in a box of any shape."""

from itertools import combinations
from random import Random

import pytest
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageStat

from shared.pixels.palette import Palette
from shared.pixels.patterns import PATTERNS, Pattern, render

COLOURS = Palette("#101820", "#ffffff", ("#d01030", "#e8b020", "#2060c0"))
SIZES = [(128, 315), (800, 150), (300, 300), (350, 450)]


def drawn(pattern: Pattern, size: tuple[int, int], seed: int = 7) -> Image.Image:
    """Before its edges are smoothed, so that each pixel has one of the palette's colours."""
    picture = Image.new("RGB", size, COLOURS.ground)
    pattern(ImageDraw.Draw(picture), *size, COLOURS.tones, Random(seed))
    return picture


def painted(picture: Image.Image) -> Image.Image:
    """A mask of what is not ground."""
    difference = ImageChops.difference(picture, Image.new("RGB", picture.size, COLOURS.ground))
    return difference.convert("L").point(lambda value: 255 if value else 0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_has_two_of_the_palettes_tones_or_all_and_no_other_colour(
    pattern: Pattern, size: tuple[int, int]
) -> None:
    found = {colour: n for n, colour in drawn(pattern, size).getcolors(1 << 24) or []}

    tones = set(map(ImageColor.getrgb, COLOURS.tones))
    assert set(found) <= tones | {ImageColor.getrgb(COLOURS.ground)}
    enough = 0.015 * size[0] * size[1]
    assert sum(found.get(tone, 0) > enough for tone in tones) >= 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_reaches_the_right_and_the_lower_edge(
    pattern: Pattern, size: tuple[int, int]
) -> None:
    mask = painted(drawn(pattern, size))
    box = mask.getbbox()

    assert box
    assert box[2] >= size[0] * 0.95
    assert box[3] >= size[1] * 0.95
    assert 0.25 < ImageStat.Stat(mask).mean[0] / 255 <= 1


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_same_seed_draws_the_same_and_is_smoothed(pattern: Pattern) -> None:
    size = (80, 150)

    one, other = (render(pattern, size, COLOURS, Random(3)) for _ in "ab")

    assert one.size == size
    assert one.tobytes() == other.tobytes()
    assert len(one.getcolors(1 << 24) or []) > 4
    exact = drawn(pattern, size, 3)
    assert max(ImageStat.Stat(ImageChops.difference(one, exact)).mean) < 16


@pytest.mark.parametrize("size", SIZES)
def test_no_two_patterns_look_alike(size: tuple[int, int]) -> None:
    pictures = [drawn(pattern, size) for pattern in PATTERNS]

    for one, other in combinations(pictures, 2):
        assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) > 20
