"""Files that are no honest photo, and what the person who sends one is told."""

import os

from tests.support.files import TYPES, animated, many_scans, png_of, quarters, saved

JPEG, PNG, WEBP = (saved(quarters(), form) for form in TYPES)

# Name → the bytes, what they are sent as, and what the person is told.
HOSTILE = {
    "nothing": (b"", "image/jpeg", "not a JPEG"),
    "text": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "not a JPEG"),
    "random bytes": (os.urandom(5000), "image/webp", "not a JPEG"),
    "a GIF": (saved(quarters(), "GIF"), "image/png", "not a JPEG"),
    "a TIFF": (saved(quarters(), "TIFF"), "image/jpeg", "not a JPEG"),
    "an AVIF": (saved(quarters(), "AVIF"), "image/webp", "not a JPEG"),
    "an EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image/png", "not a JPEG"),
    "a JPEG behind a GIF's head": (b"GIF89a" + JPEG, "image/jpeg", "not a JPEG"),
    "a PNG called a JPEG": (PNG, "image/jpeg", "This is image/png, not image/jpeg."),
    "a JPEG called a WebP": (JPEG, "image/webp", "This is image/jpeg, not image/webp."),
    "a JPEG cut off": (JPEG[: len(JPEG) // 2], "image/jpeg", "damaged"),
    "a PNG cut off": (PNG[: len(PNG) // 2], "image/png", "damaged"),
    "a WebP cut off": (WEBP[: len(WEBP) // 2], "image/webp", ""),
    "a PNG without its pixels": (png_of(100, 100), "image/png", "damaged"),
    "51 megapixels": (png_of(7142, 7142), "image/png", "more than 50 megapixels"),
    "a bomb": (png_of(60_000, 60_000, bytes(1000)), "image/png", "more than 50 megapixels"),
    "a negative size": (png_of(2**31 - 1, 2**31 - 1), "image/png", ""),
    "an animated PNG": (animated("PNG"), "image/png", "animated"),
    "an animated WebP": (animated("WEBP"), "image/webp", "animated"),
    "a thousand scans": (many_scans(), "image/jpeg", "too heavy"),
}
