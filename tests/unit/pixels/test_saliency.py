"""Where the subject of a picture is found, and what is cut away around it."""

import pytest
from PIL import Image, ImageDraw

from shared.pixels import saliency
from shared.pixels.saliency import Subject

SIZE = (640, 320)


def spotted(*spots: tuple[float, float, str], ground: str = "#808080") -> Image.Image:
    """Small squares, each with its centre as fractions of width and height."""
    picture = Image.new("RGB", SIZE, ground)
    for x, y, colour in spots:
        left, top = round(x * SIZE[0]) - 20, round(y * SIZE[1]) - 20
        ImageDraw.Draw(picture).rectangle((left, top, left + 39, top + 39), colour)
    return picture


def halves(left: tuple[int, int, int], right: tuple[int, int, int]) -> Image.Image:
    picture = Image.new("RGB", SIZE, left)
    picture.paste(right, (SIZE[0] // 2, 0, *SIZE))
    return picture


@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (64, 64), (5, 3), (1600, 1), (1, 1600)])
def test_it_looks_at_64_pixels_of_the_longer_side(size: tuple[int, int]) -> None:
    found = saliency.thumbnail(Image.new("RGB", size))

    assert max(found.size) == 64
    assert min(found.size) == max(1, round(64 * min(size) / max(size)))
    assert (found.width > found.height) is (size[0] > size[1])


@pytest.mark.parametrize("x", [0.25, 0.5, 0.7])
@pytest.mark.parametrize("y", [0.35, 0.5, 0.65])
@pytest.mark.parametrize("colour", ["white", "black", "#0000ff"])
def test_the_subject_is_what_differs_from_its_surroundings(x: float, y: float, colour: str) -> None:
    found = saliency.find(spotted((x, y, colour)))

    assert found.x == pytest.approx(x, abs=0.02)
    assert found.y == pytest.approx(y, abs=0.02)
    assert found.spread < 0.25


def test_its_spread_is_measured_in_heights_of_the_picture() -> None:
    found = saliency.find(spotted((0.2, 0.5, "white"), (0.8, 0.5, "white")))

    assert found.x == pytest.approx(0.5, abs=0.01)
    assert found.spread == pytest.approx(0.3 * SIZE[0] / SIZE[1], abs=0.05)


@pytest.mark.parametrize("skin", ["#f2b48c", "#d9a184", "#8a5f49", "#5c4033"])
def test_skin_of_any_lightness_counts_more_than_as_much_contrast(skin: str) -> None:
    mirrored = "#" + skin[5:7] + skin[3:5] + skin[1:3]  # red for blue: as bright, but no skin

    assert saliency.find(spotted((0.3, 0.5, skin), (0.7, 0.5, mirrored))).x < 0.45
    assert saliency.find(spotted((0.3, 0.5, mirrored), (0.7, 0.5, skin))).x > 0.55


def test_contrast_and_skin_count_half_each() -> None:
    """The contrast is in the middle, the skin all over the left half."""
    found = saliency.find(halves((156, 114, 88), (88, 114, 156)))

    assert found.x == pytest.approx((0.5 + 0.25) / 2, abs=0.01)
    assert found.y == pytest.approx(0.5, abs=0.01)


def test_what_is_nearly_black_has_no_colour_of_skin() -> None:
    assert saliency.find(halves((38, 27, 21), (21, 27, 38))).x < 0.4
    assert saliency.find(halves((36, 26, 20), (20, 26, 36))).x == pytest.approx(0.5, abs=0.01)


def test_what_is_nearer_to_skin_counts_more() -> None:
    found = saliency.find(halves((156, 114, 88), (160, 105, 65)))

    assert found.x == pytest.approx(0.44, abs=0.03)


def test_where_nothing_stands_out_the_subject_is_the_middle() -> None:
    assert saliency.find(Image.new("RGB", SIZE, "#808080")) == Subject(0.5, 0.5, 0)


@pytest.mark.parametrize(("x", "left"), [(0, 0), (0.25, 0), (0.5, 350), (0.6, 510), (1, 700)])
def test_a_wide_picture_is_cut_to_its_full_height_around_the_subject(x: float, left: float) -> None:
    found = saliency.crop((1600, 900), 1, Subject(x, 0.5, 0))

    assert found == pytest.approx((left, 0, left + 900, 900))


def test_a_picture_of_that_aspect_is_not_cut() -> None:
    assert saliency.crop((1600, 900), 1600 / 900, Subject(0.1, 0.9, 0)) == (0, 0, 1600, 900)


@pytest.mark.parametrize("aspect", [0.8, 1, 1200 / 630])
@pytest.mark.parametrize("y", [0, 0.4, 0.6, 1])
def test_a_tall_picture_is_cut_to_its_full_width_with_more_above_than_below(
    y: float, aspect: float
) -> None:
    height = 900 / aspect
    around = min(max(y * 1600 - height / 2, 0), 1600 - height)  # with the subject in its middle

    left, top, right, bottom = saliency.crop((900, 1600), aspect, Subject(0.5, y, 0))

    assert (left, right) == (0, 900)
    assert bottom - top == pytest.approx(height)
    assert top == pytest.approx(around * (0.6 if aspect < 1 else 0.4))


def test_the_subject_can_be_asked_to_stand_higher() -> None:
    """As above a label, which covers what is below."""
    tall, subject = (900, 1600), Subject(0.5, 0.6, 0)

    lower = saliency.crop(tall, 1, subject, 0.3)[1] - saliency.crop(tall, 1, subject, 0.5)[1]

    assert lower == pytest.approx(0.4 * (0.5 - 0.3) * 900)
