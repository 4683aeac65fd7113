"""How pictures are encoded: the usual quality, the best that fits, and no larger than allowed."""

import io
import random

import pytest
from PIL import Image, ImageChops, ImageStat

from shared.pixels import encoded
from tests.support.files import quarters, saved


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A limit that a small picture reaches, so that the test is fast."""
    monkeypatch.setattr(encoded, "MAX_BYTES", 6000)
    return 6000


def test_what_fits_has_the_usual_quality() -> None:
    picture = quarters((160, 90))

    cover, card = encoded.webp(picture), encoded.jpeg(picture)

    assert cover == encoded.Encoded(
        saved(picture, "WEBP", quality=80, method=3), "image/webp", 160, 90
    )
    assert card == encoded.Encoded(
        saved(picture, "JPEG", quality=80, progressive=True), "image/jpeg", 160, 90
    )


def test_a_card_is_progressive_and_its_colours_are_halved() -> None:
    found = opened(encoded.jpeg(quarters((160, 90))).data)

    assert found.info["progressive"]
    assert [layer[1:3] for layer in found.layer] == [(2, 2), (1, 1), (1, 1)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("side", [88, 90, 94, 98])
def test_what_does_not_fit_has_the_highest_quality_that_does(limit: int, side: int) -> None:
    picture = noise((side, side))
    sizes = {q: len(saved(picture, "WEBP", quality=q, method=3)) for q in range(50, 81)}
    assert sizes[50] <= limit < sizes[80]

    found = encoded.webp(picture)

    best = max(q for q, size in sizes.items() if size <= limit)
    assert found.data == saved(picture, "WEBP", quality=best, method=3)
    assert (found.width, found.height) == (side, side)


def test_what_fits_at_no_quality_is_made_smaller_and_no_smaller_than_it_must(limit: int) -> None:
    picture = noise((240, 120))

    found = encoded.webp(picture)

    assert 0.7 * limit < len(found.data) <= limit
    assert found.width == pytest.approx(2 * found.height, rel=0.02)
    assert (found.width, found.height) == opened(found.data).size
    lowest = saved(picture.resize((found.width, found.height)), "WEBP", quality=50, method=3)
    assert len(lowest) > 0.6 * limit  # not scaled while a better quality was left


def test_a_line_stays_a_line_however_small_it_becomes(limit: int) -> None:
    found = encoded.webp(noise((9000, 1)))

    assert found.height == 1
    assert len(found.data) <= limit


def test_a_card_is_never_scaled(limit: int) -> None:
    found = encoded.jpeg(noise((240, 120)))

    assert (found.width, found.height) == (240, 120)
    assert found.data == saved(noise((240, 120)), "JPEG", quality=50, progressive=True)


def test_cover_and_card_are_the_pictures_they_were_made_of() -> None:
    cover, card = Image.new("RGB", (1600, 900), "red"), Image.new("RGB", (120, 63), "blue")

    found = ((encoded.webp(cover), cover, "WEBP"), (encoded.jpeg(card), card, "JPEG"))

    for each, picture, form in found:
        image = opened(each.data)
        assert (image.format, image.size) == (form, picture.size)
        assert max(ImageStat.Stat(ImageChops.difference(image, picture)).mean) < 3


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((1600, 900), [(1600, 900), (800, 450), (400, 225)]),
        ((1067, 1600), [(1067, 1600), (800, 1200), (400, 600)]),
        ((1600, 901), [(1600, 901), (800, 450), (400, 225)]),
        ((800, 500), [(800, 500), (400, 250)]),
        ((401, 1), [(401, 1), (400, 1)]),
        ((61, 33), [(61, 33)]),
    ],
)
def test_a_cover_has_the_widths_that_make_it_smaller(
    size: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")

    cover = encoded.webp(picture)

    found = encoded.copies(picture, cover)

    assert [(e.width, e.height) for e in found.values()] == sizes
    assert list(found) == [width for width, _ in sizes]
    assert found[size[0]] is cover
    for width, height in sizes:
        image = opened(found[width].data)
        assert image.size == (width, height)
        wanted = picture.resize((width, height))
        assert max(ImageStat.Stat(ImageChops.difference(image, wanted)).mean) < 3


def test_the_widths_of_a_cover_that_had_to_shrink_are_its_own(limit: int) -> None:
    picture = noise((1000, 500))
    cover = encoded.webp(picture)

    found = encoded.copies(picture, cover)

    assert max(found) == cover.width < 1000
    assert all(len(each.data) <= limit for each in found.values())
