"""What is said before anything else, lettered on covers and cards."""

import io
from functools import cache

import pytest
from PIL import Image, ImageChops

from shared.pixels import composed, photo
from shared.pixels.encoded import MAX_BYTES, Encoded
from shared.pixels.photo import Unacceptable
from shared.pixels.poster import PosterText
from tests.support.evening import WHEN, WHERE
from tests.support.files import saved
from tests.support.photographs import DAYLIGHT, photograph

SAID = ("CANCELLED", "POSTPONED", "NEW DATE", "NEW TIME")
SIDES = ((1600, 900), (900, 1600), (1600, 40), (40, 1600), (1, 1))


def text(status: str = "", title: str = "Summer Jazz Night") -> PosterText:
    return PosterText(title, WHEN, WHERE, status)


@cache
def stored(size: tuple[int, int] = (640, 360)) -> bytes:
    picture = photograph((640, 360), DAYLIGHT).resize(size)
    return photo.from_photo(saved(picture, "PNG"), text()).cover.data


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def differing(one: bytes, other: bytes) -> tuple[int, int, int, int] | None:
    """The box of the pixels that differ clearly."""
    difference = ImageChops.difference(opened(one), opened(other)).convert("L")
    return difference.point(lambda value: 255 if value > 60 else 0).getbbox()


def test_a_cover_without_a_status_is_the_very_one_that_is_stored() -> None:
    cover = stored()

    assert photo.badged(cover, text()) == Encoded(cover, "image/webp", 640, 360)


@pytest.mark.parametrize("status", SAID)
def test_the_status_stands_on_the_cover_and_leaves_most_of_it_alone(status: str) -> None:
    cover = stored()

    badged = photo.badged(cover, text(status))

    assert (badged.content_type, badged.width, badged.height) == ("image/webp", 640, 360)
    assert len(badged.data) <= MAX_BYTES
    box = differing(badged.data, cover)
    assert box
    assert (box[2] - box[0]) * (box[3] - box[1]) < 640 * 360 / 4


@pytest.mark.slow
@pytest.mark.parametrize("size", SIDES)
def test_it_fits_a_cover_of_any_shape(size: tuple[int, int]) -> None:
    badged = photo.badged(stored(size), text("POSTPONED"))

    assert (badged.width, badged.height) == size


def test_each_status_looks_another() -> None:
    cover = stored()

    assert len({photo.badged(cover, text(status)).data for status in SAID}) == len(SAID)


@pytest.mark.parametrize("status", ["CANCELLED", "NEW TIME"])
def test_it_stands_on_composed_covers_and_on_every_card(status: str) -> None:
    cover = stored()
    plain, said = composed.compose("a", text()), composed.compose("a", text(status))

    assert differing(said.cover.data, plain.cover.data)
    assert differing(said.card.data, plain.card.data)
    assert differing(photo.letter(cover, text(status)).data, photo.letter(cover, text()).data)


def test_a_card_is_lettered_anew_from_the_stored_cover() -> None:
    cover = stored()

    card = photo.letter(cover, text(title="Blues at noon"))

    assert (card.content_type, card.width, card.height) == ("image/jpeg", 1200, 630)
    assert len(card.data) <= MAX_BYTES
    assert differing(card.data, photo.letter(cover, text()).data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no picture", "damaged"),
        (stored()[:2000], "damaged"),
        (saved(Image.new("RGB", (10, 10)), "PNG"), "damaged"),
        (saved(Image.new("RGB", (1601, 10)), "WEBP"), "too large"),
    ],
    ids=["text", "cut", "another format", "larger than a cover"],
)
def test_what_is_no_stored_cover_is_refused(data: bytes, reason: str) -> None:
    for make in (photo.letter, photo.badged):
        with pytest.raises(Unacceptable, match=reason):
            make(data, text("CANCELLED"))
