"""Files that are not honest photos, and the answer to whoever sends one."""

import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.support.files import (
    TYPES,
    animated,
    chunk,
    many_scans,
    png_of,
    png_with,
    program_profile,
    quarters,
    saved,
)

JPEG, PNG, WEBP = (saved(quarters(), form) for form in TYPES)
LIMIT = 10 * 1024 * 1024

# Name → the bytes, what they are sent as, and the answer.
HOSTILE = {
    "nothing": (b"", "image/jpeg", "not a JPEG"),
    "text": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "not a JPEG"),
    "random bytes": (random.Random(7).randbytes(5000), "image/webp", "not a JPEG"),
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


# --- Files that are costly to decode --------------------------------------------------------------


def _before_scan(segment: bytes, count: int) -> bytes:
    place = JPEG.index(b"\xff\xda")
    return JPEG[:place] + segment * count + JPEG[place:]


def _in_scan(data: bytes) -> bytes:
    return JPEG[:-40] + data + JPEG[-40:]


def _scans(size: tuple[int, int], more: int) -> bytes:
    """A progressive JPEG of this size with `more` scans than the usual ten."""
    data = saved(Image.new("RGB", size, (9, 99, 200)), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * more + data[-2:]


def _rows(count: int, length: int) -> bytes:
    """Compressed rows of a PNG with the slowest filter, Paeth's."""
    deflater, row = zlib.compressobj(1), b"\4" + b"\1" * length
    return b"".join([deflater.compress(row) for _ in range(count)]) + deflater.flush()


def _directory(entries: int, length: int) -> bytes:
    """EXIF whose every entry claims the same `length` bytes, nearly all there are."""
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", entries)
    tags = (struct.pack("<HHII", tag % 65536, 7, length, 0) for tag in range(entries))
    return (head + b"".join(tags)).ljust(length, b"\0")


def _webp_with(data: bytes) -> bytes:
    webp = saved(quarters(), "WEBP", exif=b"II*\0")
    return webp[:4] + struct.pack("<I", len(webp) + len(data) - 8) + webp[8:] + data


_PHOTO, _FULL_TABLES = (8660, 5773), struct.pack(">H", 2 + 65 * 1008) + bytes(65 * 1008)
_FRAME = struct.pack(">HBHHB", 8 + 3 * 21_000, 8, 64, 64, 3) + b"\1\x11\0" * 21_000
_EMPTY_IDAT, _WIDE = chunk(b"IDAT", b""), 8660 * 5773 // 65_535
_TEXT = chunk(b"iTXt", b"p\0\1\0\0\0" + zlib.compress(bytes(50_000_000)))
_PROFILE = chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(1_000_000)))

# Name → what makes the file. Accepted or refused, each must come cheap.
COSTLY: dict[str, Callable[[], bytes]] = {
    "half a million Exif segments": lambda: (
        JPEG[:2] + (b"\xff\xe1\0\x12Exif\0\0" + b"x" * 10) * 520_000 + JPEG[2:]
    ),
    "10 MB of padding": lambda: JPEG[:2] + b"\xff" * (LIMIT - len(JPEG)) + JPEG[2:],
    "10 MB of padding in a scan": lambda: _in_scan(b"\xff" * (LIMIT - len(JPEG))),
    "10 MB of FF00": lambda: JPEG[:2] + b"\xff\0" * ((LIMIT - len(JPEG)) // 2) + JPEG[2:],
    "10 MB of FF00 in a scan": lambda: _in_scan(b"\xff\0" * ((LIMIT - len(JPEG)) // 2)),
    "10 MB of restart markers": lambda: _in_scan(b"\xff\xd0" * ((LIMIT - len(JPEG)) // 2)),
    "10 MB of empty comments": lambda: (
        JPEG[:2] + b"\xff\xfe\0\2" * ((LIMIT - len(JPEG)) // 4) + JPEG[2:]
    ),
    "10 MB of tables": lambda: _before_scan(b"\xff\xdb" + _FULL_TABLES, 150),
    "10 MB of frame headers": lambda: JPEG[:2] + (b"\xff\xc0" + _FRAME) * 150 + JPEG[2:],
    "40 scans of 50 megapixels": lambda: _scans(_PHOTO, 29),
    "99 scans of 20 megapixels": lambda: _scans((5200, 3800), 88),
    "50 scans of 50 megapixels": lambda: _scans(_PHOTO, 40),
    "a million empty chunks": lambda: png_with(_EMPTY_IDAT * 870_000),
    "49,000 empty chunks": lambda: png_with(_EMPTY_IDAT * 49_000),
    "a hundred texts of 50 MB": lambda: png_with(_TEXT * 100),
    "9,000 profiles": lambda: png_with(_PROFILE * 9000),
    "a profile of 10,000 steps": lambda: saved(
        quarters(), "JPEG", icc_profile=program_profile(10_000)
    ),
    "EXIF of 540 GB in a PNG": lambda: png_with(chunk(b"eXIf", _directory(60_000, 9_000_000))),
    "EXIF of 540 GB in a WebP": lambda: saved(
        quarters(), "WEBP", exif=_directory(60_000, 9_000_000)
    ),
    "EXIF of 83 MB in a JPEG": lambda: saved(
        quarters(), "JPEG", exif=b"Exif\0\0" + _directory(2600, 32_000)
    ),
    "a million chunks in a WebP": lambda: _webp_with(b"ABCD\0\0\0\0" * 1_200_000),
    "49,000 chunks in a WebP": lambda: _webp_with(b"ABCD\0\0\0\0" * 49_000),
    "16 bits of four colours": lambda: png_of(
        *_PHOTO, packed=_rows(5773, 8 * 8660), depth=16, colours=6
    ),
    "50 million rows": lambda: png_of(1, 50_000_000, bytes(100_000_000)),
    "65,535 rows of four colours": lambda: png_of(
        _WIDE, 65_535, packed=_rows(65_535, 4 * _WIDE), colours=6
    ),
    "a bitmap": lambda: png_of(*_PHOTO, packed=_rows(5773, 8660 // 8 + 1), depth=1),
    "noise that is encoded again and again": lambda: saved(
        Image.effect_noise((1600, 1200), 60).convert("RGB"), "WEBP", quality=80, method=0
    ),
}
