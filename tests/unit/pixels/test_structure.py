"""What is read of a photo's file before a decoder sees it, and what the decoder gets."""

import io
import random
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shared.pixels import photo, structure
from shared.pixels.poster import PosterText
from tests.support.files import (
    DISPLAY_P3,
    TYPES,
    chunk,
    located,
    oriented,
    png_with,
    quarters,
    rgb_profile,
    saved,
)
from tests.support.hostile import COSTLY, HOSTILE

_FILES = {form: saved(quarters((60, 40)), form, exif=oriented(6)) for form in TYPES}
_CORRUPT = chunk(b"tIME", b"\x07\xe9\1\1\0\0\0")[:-1] + b"?"
# As painting programs write them: the prompt, a workflow, a profile that Pillow finds too large.
_EXTRAS = {
    "iTXt": chunk(
        b"iTXt", b"prompt\0\1\0\0\0" + zlib.compress(random.Random(7).randbytes(1_600_000))
    ),
    "zTXt": chunk(b"zTXt", b"workflow\0\0" + zlib.compress(random.Random(7).randbytes(3_000_000))),
    "iCCP": chunk(b"iCCP", b"wide\0\0" + zlib.compress(random.Random(7).randbytes(3_000_000))),
    "an iCCP that inflates to 1 GB": chunk(b"iCCP", b"wide\0\0" + zlib.compress(bytes(50_000_000))),
    "an iCCP that does not inflate": chunk(b"iCCP", b"wide\0\0junk"),
    "a wrong checksum": _CORRUPT,
}


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("name", _EXTRAS)
def test_a_png_that_every_browser_shows_is_taken(name: str) -> None:
    data = png_with(_EXTRAS[name])

    photo.check(data, "image/png")
    art = photo.from_photo(data, PosterText("", "", ""))

    assert (art.cover.width, art.cover.height) == (400, 300)


def test_a_wrong_checksum_of_what_decoding_needs_is_refused() -> None:
    data = bytearray(saved(quarters(), "PNG"))
    data[data.index(b"IHDR") + 17] ^= 0xFF

    with pytest.raises(photo.Unacceptable):
        photo.check(bytes(data), "image/png")


@pytest.mark.parametrize("form", TYPES)
def test_the_decoder_gets_the_same_pixels(form: str) -> None:
    for image in (quarters((61, 33)), Image.effect_noise((300, 200), 50).convert("RGB")):
        data = saved(image, form, exif=located(), icc_profile=rgb_profile(DISPLAY_P3))

        assert pixels(structure.read(data).data) == pixels(data)


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_rows": 1}, {}])
def test_of_a_jpeg_only_what_decoding_needs_is_left(options: dict[str, int]) -> None:
    image = Image.effect_noise((300, 200), 50).convert("RGB")
    data = saved(image, "JPEG", comment=b"shot by", exif=located(), **options) + b"trailer" * 1000

    found = structure.read(data).data

    assert pixels(found) == pixels(data)
    assert found.endswith(b"\xff\xd9")
    for gone in (b"shot by", b"SecretPhone", b"Exif", b"trailer"):
        assert gone not in found


def test_a_cut_file_stays_cut() -> None:
    for form, declared in TYPES.items():
        good = saved(Image.effect_noise((300, 200), 50).convert("RGB"), form)
        with pytest.raises(photo.Unacceptable):
            photo.check(good[: len(good) - 3000], declared)


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", [*range(1, 9), 0, 9, 77])
def test_the_orientation_is_read_as_pillow_reads_it(form: str, order: str, value: int) -> None:
    exif = oriented(value)
    exif.endian = order

    found = structure.read(saved(quarters(), form, exif=exif)).orientation

    assert found == (value if 1 <= value <= 8 else 1)


def test_the_first_exif_segment_counts() -> None:
    one, two = (saved(quarters(), "JPEG", exif=oriented(value)) for value in (6, 3))
    start = two.index(b"\xff\xe1")
    segment = two[start : start + 2 + int.from_bytes(two[start + 2 : start + 4])]
    place = one.index(b"\xff\xdb")

    assert structure.read(one[:place] + segment + one[place:]).orientation == 6


def _exif(*entries: tuple[int, int, int, int]) -> bytes:
    """A TIFF file of one directory: tag, type, number and value of each of its entries."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + packed + bytes(4)


def _webp_with(exif: bytes) -> bytes:
    picture = saved(quarters((8, 8)), "WEBP")[12:]
    body = b"WEBP" + picture + b"EXIF" + struct.pack("<I", len(exif)) + exif
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_tag_counts_only_where_an_entry_begins() -> None:
    in_between = (0x010F, 2, 0x0003_0112, 0)  # its number and value look like the orientation's
    exif = _exif(in_between, (6, 3, 1, 0), (0x0112, 3, 1, 8))

    assert structure.read(_webp_with(exif)).orientation == 8


def test_a_webps_exif_may_begin_as_a_jpegs() -> None:
    exif = _exif((0x0112, 3, 1, 6))

    assert structure.read(_webp_with(exif)).orientation == 6
    assert structure.read(_webp_with(b"Exif\0\0" + exif)).orientation == 6


def test_a_webps_chunk_that_claims_4_gb_is_the_last_one() -> None:
    good = _webp_with(_exif((0x0112, 3, 1, 6)))

    for length in (b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\xf8\xff\xff\xff"):
        assert structure.read(good + b"JUNK" + length).orientation == 6


@pytest.mark.parametrize(
    ("marker", "most"), [(0xE0, 3), (0xDB, 3), (0xE2, 63)], ids=["JFIF", "tables", "profile"]
)
def test_a_jpegs_tables_and_its_profile_are_bounded_each_by_itself(marker: int, most: int) -> None:
    good = _FILES["JPEG"]
    segment = bytes((0xFF, marker)) + struct.pack(">H", 65_535) + b"ICC_PROFILE\0".ljust(65_533)

    found = structure.read(good[:2] + segment * most + good[2:])

    assert found.data.count(segment) == most
    with pytest.raises(structure.TooManyParts):
        structure.read(good[:2] + segment * (most + 2) + good[2:])


_OF_COLOUR = {
    b"tRNS": bytes(6),
    b"iCCP": b"p3\0\0" + zlib.compress(rgb_profile(DISPLAY_P3)),
    b"sRGB": b"\0",
    b"gAMA": b"\0\0\xb1\x8f",
    b"cHRM": bytes(32),
}


@pytest.mark.parametrize("name", _OF_COLOUR)
def test_a_png_keeps_what_says_which_colours_it_has_once_and_if_it_is_sound(name: bytes) -> None:
    whole = chunk(name, _OF_COLOUR[name])
    spoilt = whole[:-1] + bytes((whole[-1] ^ 1,))

    assert structure.read(png_with(whole * 3)).data.count(whole) == 1
    assert spoilt not in structure.read(png_with(spoilt)).data


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"acTL", b"fcTL"])
def test_a_png_keeps_nothing_else(name: bytes) -> None:
    assert structure.read(png_with(chunk(name, bytes(30)))).data == png_with(b"")


@pytest.mark.parametrize(
    ("frames", "is_animated"), [(0, False), (1, False), (2, True), (258, True)]
)
def test_a_png_of_two_frames_is_animated(frames: int, *, is_animated: bool) -> None:
    data = png_with(chunk(b"acTL", struct.pack(">II", frames, 0)))

    assert structure.read(data).is_animated is is_animated


@pytest.mark.parametrize("marker", [*range(0xE0, 0xF0), 0xFE])
def test_of_a_jpegs_own_segments_those_of_colour_are_left(marker: int) -> None:
    good = _FILES["JPEG"]
    segment = bytes((0xFF, marker)) + struct.pack(">H", 16) + b"ICC_PROFILE\0\1\1"

    found = structure.read(good[:2] + segment + good[2:]).data

    assert (segment in found) is (marker in (0xE0, 0xE2, 0xEE))


@pytest.mark.parametrize(
    ("most", "over"),
    [
        (lambda n: _FILES["JPEG"][:2] + b"\xff\xfe\0\2" * n + _FILES["JPEG"][2:], 1001),
        (lambda n: png_with(chunk(b"tEXt", b"") * n), 50_001),
    ],
    ids=["segments", "chunks"],
)
def test_the_number_of_parts_is_bounded_far_above_any_camera(
    most: Callable[[int], bytes], over: int
) -> None:
    assert pixels(structure.read(most(over - 101)).data)
    with pytest.raises(structure.TooManyParts):
        structure.read(most(over))


@given(st.sampled_from(list(_FILES.values())), st.data())
def test_no_garbage_makes_it_fail(good: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(good)))
    junk = data.draw(st.binary(max_size=40))

    for spoilt in (good[:place] + junk, good[:place] + junk + good[place + len(junk) :]):
        found = structure.read(spoilt)
        assert len(found.data) <= len(spoilt)
        assert found.orientation in range(1, 9)


@pytest.mark.parametrize("name", [name for name in COSTLY if "MB" in name or "million" in name])
def test_reading_takes_no_time_worth_mentioning(name: str) -> None:
    data, begin = COSTLY[name](), time.process_time()
    with suppress(structure.TooManyParts):
        structure.read(data)

    assert time.process_time() - begin < 1


@pytest.mark.parametrize("name", HOSTILE)
def test_it_raises_nothing_for_what_the_decoder_will_refuse(name: str) -> None:
    try:
        structure.read(HOSTILE[name][0])
    except structure.TooManyParts:
        assert name == "a thousand scans"
