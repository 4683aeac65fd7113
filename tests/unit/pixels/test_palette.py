"""Palettes taken from pictures: the picture's own colours, always legible."""

import colorsys
import random

import pytest
from PIL import Image, ImageColor, ImageDraw

from shared.pixels import palette
from shared.pixels.composed import PALETTES
from shared.pixels.palette import Palette
from tests.support.colours import contrast
from tests.support.photographs import DAYLIGHT, NIGHT, SNOW, photograph


def rgb(colour: str) -> tuple[int, ...]:
    return ImageColor.getrgb(colour)


def hue(colour: str) -> float:
    return 360 * colorsys.rgb_to_hsv(*(value / 255 for value in rgb(colour)))[0]


def assert_legible(found: Palette) -> None:
    assert contrast(rgb(found.ink), rgb(found.ground)) >= 7
    for tone in found.tones:
        assert contrast(rgb(tone), rgb(found.ground)) > 1.2


def test_ink_on_ground_reaches_contrast_7_in_every_palette() -> None:
    for each in PALETTES:
        assert_legible(each)


@pytest.mark.parametrize("brightness", [0, 0.2, 0.5, 0.8, 1])
@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_it_does_beside_a_picture_of_any_colour(angle: int, brightness: float) -> None:
    colour = colorsys.hsv_to_rgb(angle / 360, 1, brightness)

    assert_legible(palette.of(Image.new("RGB", (60, 40), tuple(round(255 * v) for v in colour))))


@pytest.mark.parametrize("tones", [DAYLIGHT, NIGHT, SNOW])
def test_it_does_beside_photographs_and_noise(tones: tuple[str, ...]) -> None:
    assert_legible(palette.of(photograph((600, 400), tones)))
    assert_legible(palette.of(Image.frombytes("RGB", (60, 40), random.Random(7).randbytes(7200))))


def test_the_ground_is_dark_beside_a_dark_picture_and_light_beside_a_light_one() -> None:
    dark, light = (
        palette.of(photograph((600, 400), NIGHT)),
        palette.of(photograph((600, 400), SNOW)),
    )

    assert sum(rgb(dark.ground)) < 200
    assert sum(rgb(light.ground)) > 650


def test_ground_and_tones_are_the_pictures_own_colours() -> None:
    sea = Image.new("RGB", (300, 200), "#0b3d91")
    ImageDraw.Draw(sea).ellipse((30, 30, 90, 90), "#e8590c")

    found = palette.of(sea)

    assert hue(found.ground) == pytest.approx(hue("#0b3d91"), abs=30)
    hues = [hue(tone) for tone in found.tones]
    assert any(each == pytest.approx(hue("#e8590c"), abs=25) for each in hues)
    assert any(each == pytest.approx(hue("#0b3d91"), abs=25) for each in hues)


def test_a_grey_picture_has_a_grey_palette() -> None:
    grey = Image.linear_gradient("L").convert("RGB")

    found = palette.of(grey)

    for colour in (found.ground, found.ink, *found.tones):
        assert max(rgb(colour)) - min(rgb(colour)) <= 12
