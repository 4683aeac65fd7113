"""Palettes taken from pictures: the picture's own colours, always legible."""

import colorsys
import math
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


# Lightness, chroma and hue in degrees, as CSS Color 4 has them for these colours.
OKLCH = {
    "#ffffff": (1.0, 0.0, None),
    "#000000": (0.0, 0.0, None),
    "#808080": (0.5999, 0.0, None),
    "#ff0000": (0.6280, 0.2577, 29.23),
    "#00ff00": (0.8664, 0.2948, 142.50),
    "#0000ff": (0.4520, 0.3132, 264.05),
    "#ffff00": (0.9680, 0.2110, 109.77),
    "#663399": (0.4403, 0.1603, 303.37),
    "#050505": (0.1149, 0.0, None),
}


@pytest.mark.parametrize("colour", OKLCH)
def test_lightness_chroma_and_hue_are_those_of_oklch(colour: str) -> None:
    wanted, chroma_wanted, degrees = OKLCH[colour]

    lightness, chroma, angle = palette._oklch(rgb(colour))

    assert lightness == pytest.approx(wanted, abs=2e-4)
    assert chroma == pytest.approx(chroma_wanted, abs=2e-4)
    if degrees is not None:
        assert math.degrees(angle) % 360 == pytest.approx(degrees, abs=0.02)
    assert palette._hex((lightness, chroma, angle)) == colour


def test_what_a_screen_cannot_show_is_cut_off() -> None:
    assert palette._hex((1.2, 0, 0)) == "#ffffff"
    assert palette._hex((0.6280, 0.4, math.radians(29.23)))[:5] == "#ff00"


def striped(*stripes: tuple[str, int]) -> Image.Image:
    """Vertical stripes of a colour and of a width each."""
    picture = Image.new("RGB", (sum(width for _, width in stripes), 48))
    left = 0
    for colour, width in stripes:
        picture.paste(colour, (left, 0, left + width, 48))
        left += width
    return picture


def degrees(colour: str) -> float:
    return math.degrees(palette._oklch(rgb(colour))[2]) % 360


def test_the_most_telling_colour_is_first_however_little_there_is_of_it() -> None:
    found = palette.of(striped(("#60655a", 40), ("#d01030", 8)))

    assert degrees(found.tones[0]) == pytest.approx(degrees("#d01030"), abs=6)
    assert degrees(found.ground) == pytest.approx(degrees("#60655a"), abs=15)


def test_tones_have_the_pictures_hues_as_far_as_they_differ() -> None:
    apart = palette.of(striped(("#c01818", 18), ("#1818c0", 16), ("#18a018", 14)))
    alike = palette.of(striped(("#c01818", 20), ("#c03018", 16), ("#b01830", 12)))

    hues = sorted(degrees(tone) for tone in apart.tones)
    wanted = sorted(map(degrees, ("#c01818", "#1818c0", "#18a018")))
    assert hues == [pytest.approx(each, abs=6) for each in wanted]
    turns = [(degrees(tone) - degrees(alike.tones[0]) + 180) % 360 - 180 for tone in alike.tones]
    assert turns == [0, pytest.approx(40, abs=15), pytest.approx(-40, abs=15)]


@pytest.mark.parametrize(("luma", "is_light"), [(150, False), (151, True)])
def test_a_picture_is_light_from_a_luma_of_150(luma: int, *, is_light: bool) -> None:
    found = palette.of(Image.new("RGB", (60, 40), (luma, luma, luma)))

    assert (sum(rgb(found.ground)) > 600) is is_light
    assert (sum(rgb(found.ink)) < 200) is is_light


@pytest.mark.parametrize("colour", ["#ff0000", "#8a2020", "#604848"])
def test_tones_are_vivid_and_a_ground_is_not(colour: str) -> None:
    found = palette.of(Image.new("RGB", (60, 40), colour))

    assert palette._oklch(rgb(found.ground))[1] <= 0.075
    assert palette._oklch(rgb(found.ink))[1] <= 0.025
    # At most 0.17: the vivid ones that a screen cannot show are less so.
    assert all(0.08 <= palette._oklch(rgb(tone))[1] <= 0.19 for tone in found.tones)
