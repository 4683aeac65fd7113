"""The organizer's photo: upright, in its true colours, small, and nothing but pixels."""

import io
import random
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from shared.pixels import photo
from shared.pixels.encoded import MAX_BYTES, Encoded
from shared.pixels.poster import PosterText
from tests.support.files import (
    ADOBE_RGB,
    DISPLAY_P3,
    TYPES,
    animated,
    cmyk_profile,
    located,
    oriented,
    png_of,
    program_profile,
    quarters,
    rgb_profile,
    saved,
)
from tests.support.photographs import photograph

BILLING = PosterText(
    "Summer Jazz Night", "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Berlin"
)
Colour = tuple[int, ...]


def opened(encoded: Encoded) -> Image.Image:
    image = Image.open(io.BytesIO(encoded.data))
    image.load()
    return image


def cover(data: bytes) -> Image.Image:
    return opened(photo.from_photo(data, BILLING).cover)


def corners(image: Image.Image) -> str:
    """R, G, B or W in the middle of every quarter, clockwise from the upper left."""
    width, height = image.size
    places = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    return "".join(_letter(image.getpixel((int(x * width), int(y * height)))) for x, y in places)


def _letter(pixel: Any) -> str:
    named = {"R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "W": (255, 255, 255)}
    return min(named, key=lambda n: sum(abs(a - b) for a, b in zip(named[n], pixel, strict=True)))


def near(found: Any, wanted: Colour, tolerance: int = 6) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("form", TYPES)
def test_every_format_becomes_a_webp_and_a_jpeg_card(form: str) -> None:
    art = photo.from_photo(saved(quarters(), form), BILLING)

    assert (opened(art.cover).format, corners(opened(art.cover))) == ("WEBP", "RGBW")
    assert opened(art.cover).size == (art.cover.width, art.cover.height) == (400, 300)
    card = opened(art.card)
    assert (card.format, card.mode, card.size) == ("JPEG", "RGB", (1200, 630))
    assert art.card.content_type == "image/jpeg"


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("value", range(1, 9))
def test_exif_orientation_is_applied(form: str, value: int) -> None:
    # What EXIF calls 2 to 8, undone: the file holds the picture as the sensor saw it.
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose's numbers
    sensor = quarters() if value == 1 else quarters().transpose(Image.Transpose(undo[value]))

    upright = cover(saved(sensor, form, exif=oriented(value)))

    assert corners(upright) == "RGBW"
    assert upright.size == (400, 300)


@pytest.mark.parametrize("longest", [(6000, 2000), (2000, 6000), (1601, 1601)])
def test_a_large_photo_ends_at_1600_pixels_a_side(longest: tuple[int, int]) -> None:
    found = cover(saved(quarters(longest), "JPEG"))

    assert max(found.size) == 1600
    assert found.size[0] / found.size[1] == pytest.approx(longest[0] / longest[1], rel=0.01)
    assert corners(found) == "RGBW"


def test_a_small_photo_is_not_enlarged() -> None:
    assert cover(saved(quarters((61, 33)), "PNG")).size == (61, 33)


@pytest.mark.parametrize(("size"), [(3000, 1), (1, 3000), (1, 1)])
def test_a_line_of_pixels_is_a_picture_too(size: tuple[int, int]) -> None:
    art = photo.from_photo(saved(Image.new("RGB", size, "red"), "PNG"), BILLING)

    assert max(art.cover.width, art.cover.height) <= 1600
    assert (art.card.width, art.card.height) == (1200, 630)


# Display P3's and Adobe RGB's own numbers for a brick red, and what sRGB calls it; by the matrices
# of CSS Color 4, https://www.w3.org/TR/css-color-4/#color-conversion-code.
@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize(
    ("primaries", "wanted"), [(DISPLAY_P3, (196, 70, 49)), (ADOBE_RGB, (206, 79, 56))]
)
def test_a_wide_gamut_is_converted_not_dropped(
    form: str, primaries: tuple[tuple[float, float], ...], wanted: Colour
) -> None:
    brick = Image.new("RGB", (64, 64), (180, 80, 60))

    found = cover(saved(brick, form, icc_profile=rgb_profile(primaries)))

    assert near(found.getpixel((32, 32)), wanted)


def test_a_wide_gamut_is_converted_beside_what_is_transparent() -> None:
    brick = Image.new("RGBA", (64, 64), (180, 80, 60, 255))
    brick.paste((180, 80, 60, 0), (32, 0, 64, 64))

    found = cover(saved(brick, "PNG", icc_profile=rgb_profile(DISPLAY_P3)))

    assert near(found.getpixel((16, 32)), (196, 70, 49))
    assert near(found.getpixel((48, 32)), (255, 255, 255))


def test_a_cmyk_jpeg_is_converted_by_its_profile() -> None:
    half_cyan = Image.new("CMYK", (64, 64), (128, 0, 0, 0))

    by_profile = cover(saved(half_cyan, "JPEG", icc_profile=cmyk_profile()))
    without = cover(saved(half_cyan, "JPEG"))

    assert near(by_profile.getpixel((32, 32)), (176, 255, 255))
    assert near(without.getpixel((32, 32)), (127, 255, 255))


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    brick = Image.new("RGB", (64, 64), (180, 80, 60))

    assert near(cover(saved(brick, "PNG", icc_profile=profile)).getpixel((32, 32)), (180, 80, 60))


@pytest.mark.parametrize(
    "profile", [b"", b"no profile at all", random.Random(7).randbytes(3000), cmyk_profile()]
)
def test_a_profile_that_is_none_is_ignored(profile: bytes) -> None:
    brick = Image.new("RGB", (64, 64), (180, 80, 60))

    assert near(cover(saved(brick, "JPEG", icc_profile=profile)).getpixel((32, 32)), (180, 80, 60))


def test_a_profile_with_a_program_is_applied_without_it() -> None:
    brick = Image.new("RGB", (64, 64), (180, 80, 60))

    found = cover(saved(brick, "JPEG", icc_profile=program_profile(2)))

    assert near(found.getpixel((32, 32)), (196, 70, 49))


def test_sixteen_bits_keep_their_tones() -> None:
    grey = Image.new("I;16", (64, 64), 0x8080)

    assert near(cover(saved(grey, "PNG")).getpixel((32, 32)), (128, 128, 128), 3)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA"])
def test_every_mode_of_a_png_keeps_its_picture(mode: str) -> None:
    half = Image.new("RGB", (400, 300), "white")
    half.paste("black", (0, 0, 200, 300))

    found = cover(saved(half.convert(mode), "PNG"))

    assert near(found.getpixel((100, 150)), (0, 0, 0), 3)
    assert near(found.getpixel((300, 150)), (255, 255, 255), 3)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (120, 60), (255, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 60, 60))
    keyed = image.convert("RGB")
    keyed.paste("blue", (60, 0, 120, 60))
    palette = keyed.convert("P", palette=Image.Palette.ADAPTIVE, colors=2)
    blue = palette.getpixel((100, 50))

    for data in (
        saved(image, "PNG"),
        saved(image, "WEBP", lossless=True),
        saved(keyed, "PNG", transparency=(0, 0, 255)),
        saved(palette, "PNG", transparency=blue),
    ):
        found = cover(data)
        assert near(found.getpixel((20, 30)), (255, 0, 0))
        assert near(found.getpixel((100, 30)), (255, 255, 255))


def test_hidden_colours_do_not_bleed_into_an_edge() -> None:
    image = Image.new("RGBA", (3200, 400), (0, 255, 0, 0))  # green, but nobody may see it
    image.paste((255, 0, 0, 255), (0, 0, 1601, 400))

    edge = cover(saved(image, "PNG"))

    greenest = max(edge.getpixel((x, 100))[1] - edge.getpixel((x, 100))[0] for x in range(700, 900))  # type: ignore[index]
    assert greenest <= 8


@pytest.mark.parametrize("form", TYPES)
def test_nothing_but_pixels_is_left(form: str) -> None:
    profile = rgb_profile(DISPLAY_P3)
    data = saved(quarters(), form, exif=located(), icc_profile=profile)
    assert b"SecretPhone" in data

    art = photo.from_photo(data, BILLING)

    for encoded in (art.cover, art.card):
        image = opened(encoded)
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(image.info)
        assert b"SecretPhone" not in encoded.data
        assert b"Exif" not in encoded.data


def test_a_usual_photo_keeps_the_usual_quality() -> None:
    found = photo.from_photo(saved(photograph((1600, 1067)), "JPEG", quality=92), BILLING)

    assert len(found.cover.data) < MAX_BYTES
    assert found.cover.width == 1600


@pytest.mark.slow
def test_a_busy_photo_lands_just_under_the_limit() -> None:
    busy = Image.blend(photograph((1600, 1067)), _noise((1600, 1067)), 0.12)

    found = photo.from_photo(saved(busy, "JPEG", quality=95), BILLING)

    assert 0.9 * MAX_BYTES < len(found.cover.data) <= MAX_BYTES
    assert found.cover.width == 1600


@pytest.mark.slow
def test_a_busier_one_is_scaled_down_before_its_quality_falls_under_50() -> None:
    busy = Image.blend(photograph((1600, 1067)), _noise((1600, 1067)), 0.22)
    at_50 = saved(busy, "WEBP", quality=50, method=3)

    found = photo.from_photo(saved(busy, "PNG", compress_level=1), BILLING)

    assert len(at_50) > MAX_BYTES
    assert 0.7 * MAX_BYTES < len(found.cover.data) <= MAX_BYTES
    assert 1200 < found.cover.width < 1600


@pytest.mark.slow
def test_pure_noise_is_scaled_down_rather_than_ruined() -> None:
    found = photo.from_photo(saved(_noise((1600, 1067)), "PNG", compress_level=1), BILLING)

    assert 0.7 * MAX_BYTES < len(found.cover.data) <= MAX_BYTES
    assert 800 < found.cover.width < 1600
    assert found.cover.width / found.cover.height == pytest.approx(1.5, rel=0.01)
    assert len(found.card.data) <= MAX_BYTES
    assert (found.card.width, found.card.height) == (1200, 630)


def test_the_same_photo_makes_the_same_bytes() -> None:
    data = saved(quarters(), "JPEG")

    assert photo.from_photo(data, BILLING) == photo.from_photo(data, BILLING)


def _noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def test_a_card_that_is_lettered_again_is_the_photos_card_with_the_new_words() -> None:
    art = photo.from_photo(saved(photograph((1600, 1067)), "JPEG", quality=92), BILLING)
    moved = PosterText("Summer Jazz Night", "Sun 13 June 2027, 19:30 – 23:00 CEST", "Online")

    same, new = photo.letter(art.cover.data, BILLING), photo.letter(art.cover.data, moved)

    for one, most in ((same, 8), (new, 15)):
        difference = ImageChops.difference(opened(one), opened(art.card))
        assert max(ImageStat.Stat(difference).mean) < most
        assert max(ImageStat.Stat(difference.crop((0, 0, 500, 630))).mean) < 8
    assert max(ImageStat.Stat(ImageChops.difference(opened(new), opened(same))).mean) > 1
    assert (new.width, new.height, new.content_type) == (1200, 630, "image/jpeg")


def test_a_stored_cover_has_the_widths_of_a_new_one() -> None:
    art = photo.from_photo(saved(photograph((1600, 1067)), "JPEG", quality=92), BILLING)

    found = photo.sizes(art.cover)

    assert [(e.width, e.height) for e in found.values()] == [(1600, 1067), (800, 534), (400, 267)]
    assert found[1600] is art.cover


def test_a_card_says_that_a_model_made_its_picture_and_no_other_does() -> None:
    nothing, data = PosterText("", "", ""), saved(quarters((64, 48)), "WEBP")

    plain = photo.letter(data, nothing)

    for said in (
        photo.letter(data, nothing, model="a model"),
        photo.from_photo(data, nothing, model="a model").card,
    ):
        marked = ImageChops.difference(opened(said), opened(plain)).convert("L")
        box = marked.point(lambda value: 255 if value > 60 else 0).getbbox()
        assert box
        assert box[0] < 40
        assert 100 < box[2] < 200
        assert 560 < box[1] < box[3] < 630
    same = photo.from_photo(data, nothing).card
    assert max(ImageStat.Stat(ImageChops.difference(opened(same), opened(plain))).mean) < 2


# --- Its limits -----------------------------------------------------------------------------------

SMALL = saved(quarters((64, 48)), "PNG")


@pytest.mark.parametrize(
    ("limit", "most"),
    [("_MAX_SIDE", 64), ("_MAX_SCANS", 1), ("_MAX_SCANNED_PIXELS", 64 * 48),
     ("MAX_MEMORY", 4 * 64 * 48)],
)  # fmt: skip
def test_a_limit_itself_is_accepted_and_one_more_is_not(
    limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo, limit, most)
    photo.check(SMALL, "image/png")

    monkeypatch.setattr(photo, limit, most - 1)
    with pytest.raises(photo.Unacceptable) as refused:
        photo.check(SMALL, "image/png")

    said = "The photo is too heavy to decode. Send a smaller one, or a plain JPEG."
    assert str(refused.value) == said


def test_a_photo_takes_no_more_memory_than_its_cover_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "MAX_SIDE", 80)
    monkeypatch.setattr(photo, "MAX_MEMORY", 4 * 80 * 60)

    photo.check(saved(quarters((320, 240)), "JPEG"), "image/jpeg")


@pytest.mark.parametrize(
    ("data", "declared", "reason"),
    [
        (SMALL, "image/webp", "This is image/png, not image/webp."),
        (b"text", "image/png", "This is not a JPEG, PNG or WebP photo."),
        (saved(quarters((8, 8)), "GIF"), "image/png", "This is not a JPEG, PNG or WebP photo."),
        (SMALL[:-40], "image/png", "The photo is damaged."),
        (animated("PNG"), "image/png", "The photo is animated. Send a still one."),
        (animated("WEBP"), "image/webp", "The photo is animated. Send a still one."),
        (png_of(50_001, 1000), "image/png", "The photo has more than 50 megapixels."),
    ],
)
def test_a_refusal_says_why(data: bytes, declared: str, reason: str) -> None:
    with pytest.raises(photo.Unacceptable) as refused:
        photo.check(data, declared)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("cover", "reason"),
    [
        (b"", "The stored cover is damaged."),
        (saved(Image.new("RGB", (1, 1601)), "WEBP"), "The stored cover is too large."),
    ],
)
def test_a_stored_cover_that_is_none_is_refused(cover: bytes, reason: str) -> None:
    with pytest.raises(photo.Unacceptable) as refused:
        photo.letter(cover, BILLING)

    assert str(refused.value) == reason


def test_a_cover_is_no_larger_than_its_photo_nor_than_1600_a_side() -> None:
    found = [photo._cover_size(size) for size in ((3200, 800), (800, 6400), (9000, 1), (5, 7))]

    assert found == [(1600, 400), (200, 1600), (1600, 1), (5, 7)]
