"""What is read of a photo's file before a decoder sees it, and what the decoder gets."""

import io
import random
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
