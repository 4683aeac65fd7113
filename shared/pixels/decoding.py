"""Decoding in bounded memory: what a picture will take, and a small one made of it by strips."""

from collections.abc import Iterator

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

Size = tuple[int, int]

_GAP = 1.4  # what averaging leaves to LANCZOS: less of it shows, more of it costs
_SCAN = b"\xff\xda"  # within a scan every FF is followed by 00
_STRIP_PIXELS = 1_000_000


def scans(image: Image.Image, data: bytes) -> int:
    """How many scans an opened JPEG has at most: what follows it in its file counts too."""
    if not (isinstance(image, JpegImageFile) and image.fp):
        return 1
    return 1 + data.count(_SCAN, image.fp.tell())  # the file has been read up to the first one


def prepare(image: Image.Image, size: Size, scans: int) -> int:
    """Ask the decoder for no more than `size` needs. Returns the bytes that loading then takes."""
    waiting = _coefficients(image, scans)
    image.draft(None, size)  # a JPEG decodes at a half, a quarter or an eighth for a fraction
    # libwebp keeps two canvases and hands out a copy of one, all of four bytes like Pillow's own.
    return waiting + image.width * image.height * (16 if image.format == "WEBP" else 4)


def _coefficients(image: Image.Image, scans: int) -> int:
    """Bytes in which a JPEG of several scans keeps every coefficient until the last one is in."""
    if not isinstance(image, JpegImageFile) or scans == 1:
        return 0
    widest = max(across for _, across, _, _ in image.layer)
    highest = max(down for _, _, down, _ in image.layer)
    samples = sum(across * down for _, across, down, _ in image.layer) / (widest * highest)
    return int(2 * samples * image.width * image.height)


def shrunk(image: Image.Image, size: Size, *, averaged: bool) -> Image.Image:
    """A loaded `image` at `size`, continuous and with alpha as its only transparency.

    `averaged` says that its decoder has done some of the work.

    Gives up the memory of `image` as soon as it can: the whole is never held twice.
    """
    factor = max(1, int(min(image.width / size[0], image.height / size[1]) / _GAP))
    if factor == 1 and _continuous(image.crop((0, 0, 1, 1))).mode == image.mode:
        return _resized(image, size, averaged=averaged)
    smaller = _averaged(image, factor)
    image.close()
    return _resized(smaller, size, averaged=averaged or factor > 1)


def _resized(image: Image.Image, size: Size, *, averaged: bool) -> Image.Image:
    """What has been averaged has lost what sets LANCZOS apart, at half as much again."""
    kernel = Image.Resampling.BICUBIC if averaged else Image.Resampling.LANCZOS
    return image if image.size == size else image.resize(size, kernel)


def _averaged(image: Image.Image, factor: int) -> Image.Image:
    width, height = (-(-side // factor) for side in image.size)
    strips = (_continuous(strip).reduce(factor) for strip in _strips(image, factor))
    first = next(strips)
    whole, y = Image.new(first.mode, (width, height)), first.height
    whole.paste(first)
    for strip in strips:
        whole.paste(strip, (0, y))
        y += strip.height
    return whole


def _strips(image: Image.Image, factor: int) -> Iterator[Image.Image]:
    step = factor * max(1, _STRIP_PIXELS // (image.width * factor))
    for top in range(0, image.height, step):
        yield image.crop((0, top, image.width, min(top + step, image.height)))


def _continuous(strip: Image.Image) -> Image.Image:
    """In a mode that can be averaged: palettes, bitmaps, keyed colours and 16 bits are not."""
    if strip.mode.startswith("I"):
        return strip.convert("I").point(lambda value: value / 257).convert("L")
    if strip.mode != "LA" and strip.has_transparency_data:
        return strip.convert("RGBA")
    return strip.convert({"1": "L", "P": "RGB"}.get(strip.mode, strip.mode))
