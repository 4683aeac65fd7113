"""Decoding in bounded memory and time: what a picture will take, and how to shrink it in strips."""

import io
import time
from collections.abc import Iterator

from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

Size = tuple[int, int]

# Averaging stops at this many times the target size and leaves the rest to resampling: with less,
# the difference shows; with more, it costs time. At 1.25 a phone's 4000 pixels are halved first.
_RESAMPLED = 1.25
_SCAN_MARKER = b"\xff\xda"  # cannot occur inside a scan, where every FF is followed by 00
_STRIP_PIXELS = 1_000_000
_READ_AT_ONCE = 4096


class OutOfTime(Exception):
    """The decoder has used up its CPU time."""


class TimedFile(io.BytesIO):
    """A file that can be read from until the calling thread has used so much CPU time.

    Nothing else can stop a decoder that runs in a thread. Pillow reads whenever its decoders of
    JPEG and PNG have used up what they got; that of WebP gets the whole file at once, and is
    bounded by the memory that it may take.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        super().__init__(data)
        self._end = time.thread_time() + seconds

    def read(self, size: int | None = -1, /) -> bytes:
        if time.thread_time() > self._end:
            raise OutOfTime
        return super().read(size)


def load(image: ImageFile) -> None:
    """Decode the picture, in steps that are small enough for TimedFile to stop it in time."""
    image.decodermaxblock = _READ_AT_ONCE
    image.load()


def count_scans(image: Image.Image, data: bytes) -> int:
    """An upper bound on the scans of an opened JPEG; 1 for any other format."""
    if not (isinstance(image, JpegImageFile) and image.fp):
        return 1
    return 1 + data.count(_SCAN_MARKER, image.fp.tell())  # Pillow has read up to the first scan


def prepare(image: Image.Image, size: Size, scans: int) -> int:
    """Let the decoder scale down to no less than `size`. Returns the bytes that loading takes."""
    coefficients = _coefficient_bytes(image, scans)
    image.draft(None, size)  # a JPEG decodes at a half, a quarter or an eighth for a fraction
    # Four bytes a pixel, and four times that for WebP: libwebp has two canvases and returns a copy
    # of one, from which Pillow makes its own.
    return coefficients + image.width * image.height * (16 if image.format == "WEBP" else 4)


def _coefficient_bytes(image: Image.Image, scans: int) -> int:
    """Memory of a progressive JPEG: two bytes per coefficient until its last scan is read."""
    if not isinstance(image, JpegImageFile) or scans == 1:
        return 0
    widest = max(across for _, across, _, _ in image.layer)
    highest = max(down for _, _, down, _ in image.layer)
    samples = sum(across * down for _, across, down, _ in image.layer) / (widest * highest)
    return int(2 * samples * image.width * image.height)


def shrink(image: Image.Image, size: Size, *, averaged: bool) -> Image.Image:
    """A loaded `image` at `size`, without a palette, and with alpha as its only transparency.

    `averaged` says that the decoder has scaled it down already. `image` may be closed: its memory
    is freed early, so that it is never held twice.
    """
    factor = max(1, int(min(image.width / size[0], image.height / size[1]) / _RESAMPLED))
    if factor == 1 and _to_continuous(image.crop((0, 0, 1, 1))).mode == image.mode:
        return _resize(image, size, averaged=averaged)
    # The last column and row of averages may be of fewer pixels than the others.
    box = 0, 0, image.width / factor, image.height / factor
    smaller = _average(image, factor)
    image.close()
    return _resize(smaller, size, box, averaged=averaged or factor > 1)


def _resize(
    image: Image.Image,
    size: Size,
    box: tuple[float, float, float, float] | None = None,
    *,
    averaged: bool,
) -> Image.Image:
    """LANCZOS costs half as much again, and what averaging has left shows no difference."""
    kernel = Image.Resampling.BICUBIC if averaged else Image.Resampling.LANCZOS
    return image if image.size == size else image.resize(size, kernel, box)


def _average(image: Image.Image, factor: int) -> Image.Image:
    width, height = (-(-side // factor) for side in image.size)
    strips = (_to_continuous(strip).reduce(factor) for strip in _strips(image, factor))
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


def _to_continuous(strip: Image.Image) -> Image.Image:
    """In a mode that can be averaged, unlike palettes, bitmaps, colour keys and 16-bit samples."""
    if strip.mode.startswith("I"):
        return strip.convert("I").point(lambda value: value / 257).convert("L")
    if strip.mode != "LA" and strip.has_transparency_data:
        return strip.convert("RGBA")
    return strip.convert({"1": "L", "P": "RGB"}.get(strip.mode, strip.mode))
