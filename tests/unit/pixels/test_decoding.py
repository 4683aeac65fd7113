"""Decoding in bounded memory gives the picture that decoding it whole would give."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from shared.pixels import decoding, photo
from tests.support.files import quarters, saved


def gradient(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Another colour in every corner: a row or a strip in the wrong place is noticed."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (across, down, ImageChops.invert(across)))
    if mode.endswith("A"):
        picture.putalpha(down)
    return picture.convert(mode)


def on_white(picture: Image.Image) -> Image.Image:
    """What can be seen of it."""
    if not picture.mode.endswith("A"):
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA"))


def difference(found: Image.Image, wanted: Image.Image) -> float:
    """Of the pixel that differs most."""
    extrema = ImageChops.difference(found, wanted).getextrema()
    return max(high for _, high in extrema) if isinstance(extrema[0], tuple) else extrema[1]


@pytest.mark.parametrize("mode", ["RGB", "L", "LA", "RGBA", "CMYK"])
@pytest.mark.parametrize(
    ("whole", "size"),
    [
        ((300, 200), (300, 200)),  # as it is
        ((300, 200), (240, 160)),  # a little smaller
        ((2100, 1500), (300, 214)),  # averaged, in several strips
        ((2111, 1487), (300, 211)),  # by a factor that leaves a rest
        ((40, 2600), (5, 300)),
    ],
)
def test_a_smaller_picture_shows_the_same(
    mode: str, whole: tuple[int, int], size: tuple[int, int]
) -> None:
    picture = gradient(whole, mode)
    wanted = picture.resize(size, Image.Resampling.BOX)

    found = decoding.shrink(picture.copy(), size, averaged=False)

    assert (found.mode, found.size) == (mode, size)
    assert difference(*map(on_white, (found, wanted))) <= 6


def test_a_strip_is_not_a_line_off() -> None:
    """Rows of two kinds, each a strip's boundary away from the next, keep their places."""
    picture = Image.new("RGB", (1500, 4000))
    for top in range(0, 4000, 80):
        picture.paste("white", (0, top, 1500, top + 40))

    found = decoding.shrink(picture, (150, 400), averaged=False)

    rows = found.convert("L").resize((1, 400), Image.Resampling.BOX)
    found_rows = [rows.getpixel((0, y)) for y in (1, 2, 5, 6, 393, 394, 397, 398)]
    assert found_rows == pytest.approx([255, 255, 0, 0, 255, 255, 0, 0], abs=40)


@pytest.mark.parametrize(("whole", "size"), [((300, 4), (100, 4)), ((4, 300), (4, 100))])
def test_a_side_that_stays_as_it_is_is_not_averaged(
    whole: tuple[int, int], size: tuple[int, int]
) -> None:
    stripes = Image.new("L", (4, 4))
    for place in (0, 2):
        across = (place, 0, place + 1, 4) if whole[0] == 4 else (0, place, 4, place + 1)
        stripes.paste(255, across)

    found = decoding.shrink(stripes.resize(whole, Image.Resampling.NEAREST), size, averaged=False)

    assert difference(found, stripes.resize(size, Image.Resampling.NEAREST)) == 0


@pytest.mark.parametrize(
    ("pixels", "heights"), [(1, [3, 3, 3, 1]), (60, [6, 4]), (59, [3, 3, 3, 1]), (999, [10])]
)
def test_a_strip_is_of_whole_averages_and_of_few_pixels(
    pixels: int, heights: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_STRIP_PIXELS", pixels)
    picture = gradient((10, 10))

    strips = list(decoding._strips(picture, 3))

    assert [strip.size for strip in strips] == [(10, height) for height in heights]
    assert b"".join(strip.tobytes() for strip in strips) == picture.tobytes()


def test_a_last_average_of_fewer_pixels_counts_for_less() -> None:
    picture = gradient((16, 16), "L")

    found = decoding.shrink(picture.copy(), (4, 4), averaged=False)

    assert difference(found, picture.resize((4, 4), Image.Resampling.BOX)) <= 6


@pytest.mark.parametrize(
    ("mode", "becomes"), [("1", "L"), ("P", "RGB"), ("I;16", "L"), ("RGB", "RGB"), ("LA", "LA")]
)
def test_what_cannot_be_averaged_becomes_what_can(mode: str, becomes: str) -> None:
    picture = Image.new("I;16", (90, 60), 0x8080) if mode == "I;16" else quarters((90, 60), mode)

    found = decoding.shrink(picture, (90, 60), averaged=False)

    assert (found.mode, found.size) == (becomes, (90, 60))
    if mode == "I;16":
        assert found.getextrema() == (128, 128)


def test_a_keyed_colour_becomes_alpha() -> None:
    data = saved(quarters((90, 60)).convert("RGB"), "PNG", transparency=(255, 255, 255))

    found = decoding.shrink(Image.open(io.BytesIO(data)), (90, 60), averaged=False)

    assert found.mode == "RGBA"
    assert found.getpixel((10, 50)) == (255, 255, 255, 0)
    assert found.getpixel((10, 10)) == (255, 0, 0, 255)


def test_what_the_decoder_averaged_is_not_sharpened_again() -> None:
    edges = Image.effect_noise((300, 200), 90).convert("RGB")

    first = decoding.shrink(edges.copy(), (240, 160), averaged=False)
    again = decoding.shrink(edges.copy(), (240, 160), averaged=True)

    assert first == edges.resize((240, 160), Image.Resampling.LANCZOS)
    assert again == edges.resize((240, 160), Image.Resampling.BICUBIC)
    assert ImageStat.Stat(first).stddev > ImageStat.Stat(again).stddev


def test_what_was_averaged_here_is_not_sharpened_either() -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")

    found = decoding.shrink(noise.copy(), (100, 67), averaged=False)

    assert found == noise.reduce(2).resize((100, 67), Image.Resampling.BICUBIC)


# --- What it will take ----------------------------------------------------------------------------


def prepared(data: bytes, size: tuple[int, int]) -> tuple[int, int, tuple[int, int]]:
    """Scans, bytes, and the size at which it is decoded."""
    image = Image.open(io.BytesIO(data))
    scans = decoding.count_scans(image, data)
    return scans, decoding.prepare(image, size, scans), image.size


def test_a_photo_is_decoded_no_larger_than_needed() -> None:
    data = saved(quarters((1600, 1200)), "JPEG")

    assert prepared(data, (1600, 1200)) == (1, 4 * 1600 * 1200, (1600, 1200))
    assert prepared(data, (400, 300)) == (1, 4 * 400 * 300, (400, 300))
    assert prepared(data, (401, 300))[2] == (800, 600)


@pytest.mark.parametrize(("subsampling", "samples"), [(0, 3), (1, 2), (2, 1.5)])
def test_a_progressive_photo_keeps_every_coefficient_too(subsampling: int, samples: float) -> None:
    data = saved(quarters((800, 600)), "JPEG", progressive=True, subsampling=subsampling)

    scans, taken, _ = prepared(data, (800, 600))

    assert scans > 5
    assert taken == 4 * 800 * 600 + 2 * samples * 800 * 600


def test_a_webp_takes_four_canvases_and_a_png_one() -> None:
    assert prepared(saved(quarters((80, 60)), "WEBP"), (80, 60))[:2] == (1, 16 * 80 * 60)
    assert prepared(saved(quarters((80, 60)), "PNG"), (80, 60))[:2] == (1, 4 * 80 * 60)


def of_scans(count: int) -> bytes:
    """A progressive JPEG with its last scan repeated until there are so many."""
    data = saved(quarters((64, 64)), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * (count - data.count(b"\xff\xda") + 1) + data[-2:]


@pytest.mark.parametrize("count", [10, 11, 500])
def test_every_scan_of_a_file_is_counted(count: int) -> None:
    data = of_scans(count)

    assert decoding.count_scans(Image.open(io.BytesIO(data)), data) == count


def test_a_photo_of_a_hundred_scans_is_decoded_and_one_of_more_is_not() -> None:
    photo.check(of_scans(100), "image/jpeg")

    with pytest.raises(photo.Unacceptable, match="too heavy"):
        photo.check(of_scans(101), "image/jpeg")
