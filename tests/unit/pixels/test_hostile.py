"""What is no honest photo: refused as what it is. What it costs: tests/integration/pixels."""

import io
from pathlib import Path

import PIL
import pytest
from PIL import Image

from shared.pixels import photo
from shared.pixels.poster import PosterText
from tests.support.files import TYPES, quarters, saved
from tests.support.hostile import HOSTILE

JPEG = saved(quarters(), "JPEG")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_reason(name: str) -> None:
    data, declared, reason = HOSTILE[name]

    with pytest.raises(photo.Unacceptable) as refused:
        photo.check(data, declared)

    assert reason in str(refused.value)
    assert str(refused.value).endswith(".")


def test_what_hides_behind_a_photo_does_not_reach_the_cover() -> None:
    polyglot = JPEG + b"PK\x03\x04<script>alert(1)</script>"

    photo.check(polyglot, "image/jpeg")
    art = photo.from_photo(polyglot, PosterText("", "", ""))

    assert b"<script>" not in art.cover.data + art.card.data


@pytest.mark.slow
@pytest.mark.parametrize("form", TYPES)
def test_every_flipped_bit_gives_a_picture_or_a_refusal(form: str) -> None:
    good = saved(quarters((60, 40)), form)
    for position in range(0, len(good), max(1, len(good) // 150)):
        data = bytearray(good)
        data[position] ^= 0xFF
        try:
            photo.from_photo(bytes(data), PosterText("", "", ""))
        except photo.Unacceptable:
            continue


@pytest.mark.slow
def test_every_picture_that_an_installed_package_holds_gives_a_cover_or_a_refusal() -> None:
    """Pillow's own test images among them, where it is installed with its tests."""
    packages = Path(PIL.__file__).parents[1]
    suffixes = (".png", ".jpg", ".jpeg", ".jpe", ".webp", ".gif", ".bmp", ".tif", ".ico")
    pictures = [file for file in packages.rglob("*.*") if file.suffix in suffixes]

    assert pictures
    for file in pictures:
        try:
            photo.from_photo(file.read_bytes(), PosterText("", "", ""))
        except photo.Unacceptable:
            continue


def test_a_phones_second_picture_is_no_animation() -> None:
    preview = Image.new("RGB", (40, 30), "blue")
    data = io.BytesIO()
    quarters().save(data, "MPO", save_all=True, append_images=[preview])

    photo.check(data.getvalue(), "image/jpeg")

    assert photo.from_photo(data.getvalue(), PosterText("", "", "")).cover.width == 400
