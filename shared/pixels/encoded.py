"""Encoding: WebP for pages, JPEG for social previews, each of at most 300,000 bytes."""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import (
    Image,
    WebPImagePlugin,  # noqa: F401  # or the first WebP makes Pillow load all of its plugins
)

MAX_BYTES = 300_000
MAX_SIDE = 1600
WIDTHS = (800, 400)
"""Of the smaller copies of a cover, from which a browser takes the one that fits."""
# libwebp's methods: 2 takes half the time of 3 for 3% more bytes, and 4 saves nothing over 3.
_METHOD, _METHOD_OF_COPIES = 3, 2
QUICK_METHOD = 0
"""A quarter of the default's time for a third more bytes: for what is shown for seconds."""
_DEFAULT_QUALITY = 80
_MIN_QUALITY = 50  # below it artefacts show: better a smaller picture than a worse one


@dataclass(frozen=True)
class Encoded:
    """A picture as stored and served; sides in pixels."""

    data: bytes
    content_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Art:
    """A cover, its social card of 1200×630, and, of a photo, the cover in every width."""

    cover: Encoded
    card: Encoded
    sizes: dict[int, Encoded] = field(default_factory=dict)


def copies(picture: Image.Image, cover: Encoded, xmp: bytes = b"") -> dict[int, Encoded]:
    """The cover, which was made of `picture`, and its smaller copies, by width.

    The cover is the widest: no copy is wider.
    """
    sizes = {cover.width: cover}
    for width in WIDTHS:
        if width < cover.width:
            picture = _narrowed(picture, width)
            sizes[width] = webp(picture, xmp, method=_METHOD_OF_COPIES)
    return sizes


def thumbnail(picture: Image.Image) -> Encoded:
    """A picture in the smallest of the widths, alone."""
    return webp(_narrowed(picture, WIDTHS[-1]), method=_METHOD_OF_COPIES)


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.BICUBIC)


def webp(image: Image.Image, xmp: bytes = b"", method: int = _METHOD) -> Encoded:
    """Encode as WebP, scaled down if the lowest quality is still too large."""

    def save(picture: Image.Image, quality: int) -> bytes:
        return _save(picture, "WEBP", quality=quality, method=method, xmp=xmp)

    data = _best(image, save)
    while len(data) > MAX_BYTES:
        scale = 0.95 * math.sqrt(MAX_BYTES / len(data))
        image = image.resize(
            (max(1, int(image.width * scale)), max(1, int(image.height * scale))),
            Image.Resampling.LANCZOS,
        )
        data = _best(image, save)
    return Encoded(data, "image/webp", *image.size)


def jpeg(image: Image.Image, xmp: bytes = b"", *, is_quick: bool = False) -> Encoded:
    """Encode as JPEG with 4:2:0 subsampling, which every messenger can preview: progressive, or in
    two fifths of the time, for some more bytes, from top to bottom.

    Never scaled down: even noise fits, with 278,000 bytes for 1200×630 at the lowest quality.
    """

    def save(picture: Image.Image, quality: int) -> bytes:
        options = {"quality": quality, "optimize": True, "progressive": not is_quick}
        return _save(picture, "JPEG", xmp, **options)

    return Encoded(_best(image, save), "image/jpeg", *image.size)


def _best(image: Image.Image, save: Callable[[Image.Image, int], bytes]) -> bytes:
    """At the default quality, else the highest that fits, else the lowest, even if too large."""
    data = save(image, _DEFAULT_QUALITY)
    if len(data) <= MAX_BYTES:
        return data
    best, low, high = save(image, _MIN_QUALITY), _MIN_QUALITY + 1, _DEFAULT_QUALITY - 1
    while low <= high and len(best) <= MAX_BYTES:
        middle = (low + high) // 2
        data = save(image, middle)
        if len(data) <= MAX_BYTES:
            best, low = data, middle + 1
        else:
            high = middle - 1
    return best


def _save(image: Image.Image, file_format: str, xmp: bytes, **options: int | bool) -> bytes:
    """Encode the pixels and that XMP packet, without EXIF, colour profile or comments."""
    target = io.BytesIO()
    image.save(target, file_format, xmp=xmp, **options)
    return target.getvalue()
