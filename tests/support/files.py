"""Photos as people and attackers have them, made by the tests."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw

from shared.pixels.encoded import Encoded

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

# Chromaticities of the primaries red, green and blue, and the white point D65.
DISPLAY_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE_RGB = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
_D65, _D50 = (0.95047, 1.0, 1.08883), (0.96422, 1.0, 0.82521)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def opened(encoded: Encoded) -> Image.Image:
    """Decoded, so that its pixels can be compared."""
    return Image.open(io.BytesIO(encoded.data)).convert("RGB")


def quarters(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Red, green, blue and white, clockwise from the upper left: tells how it was turned."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    x, y = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, x - 1, y - 1), "red")
    draw.rectangle((x, 0, size[0], y - 1), "lime")
    draw.rectangle((x, y, size[0], size[1]), "blue")
    return image.convert(mode)


def oriented(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


def located() -> Image.Exif:
    """EXIF as a phone writes it: who made it, and where on Earth."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretPhone", 1
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif


# --- Profiles -------------------------------------------------------------------------------------


def rgb_profile(
    primaries: tuple[tuple[float, float], ...],
    gamma: float = 2.2,
    more: dict[bytes, bytes] | None = None,
) -> bytes:
    """A matrix profile (ICC.1:2010, version 2) with these primaries and white at D65."""
    columns = _adapted(primaries)
    xyz = {
        name: b"XYZ \0\0\0\0" + b"".join(map(_fixed, column))
        for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    }
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = xyz | {b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, _D50))}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags |= {b"desc": _described(b"made by a test"), b"cprt": b"text\0\0\0\0nobody's\0\0\0\0"}
    return _profile(b"RGB ", b"XYZ ", tags | (more or {}))


def program_profile(steps: int) -> bytes:
    """Display P3 with a program (ICC.1:2022, 10.16) of as many steps.

    Each of them leaves the colours alone, and is at the same place.
    """
    step = b"matf\0\0\0\0" + struct.pack(">HH12f", 3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)
    place = struct.pack(">II", 16 + 8 * steps, len(step))
    program = b"mpet\0\0\0\0" + struct.pack(">HHI", 3, 3, steps) + place * steps + step
    profile = bytearray(rgb_profile(DISPLAY_P3, more={b"D2B0": program}))
    profile[8] = 4  # the version that first had programs
    return bytes(profile)


def cmyk_profile() -> bytes:
    """A table from CMYK to Lab, of what four ideal inks give on white paper."""
    grid = 2
    lab = ImageCms.createProfile("LAB", 5000)
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    points = bytearray()
    for index in range(grid**4):
        c, m, y, k = (index >> shift & 1 for shift in (3, 2, 1, 0))
        colour = tuple(255 * (1 - ink) * (1 - k) for ink in (c, m, y))
        pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), to_lab)
        assert pixel
        light, a, b = struct.unpack("Bbb", pixel.tobytes())
        points += bytes((light, a + 128, b + 128))
    identity = bytes(range(256))
    matrix = b"".join(map(_fixed, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table = b"mft1\0\0\0\0" + bytes((4, 3, grid, 0)) + matrix + identity * 4 + points + identity * 3
    tags = {b"A2B0": table, b"desc": _described(b"ideal inks"), b"cprt": b"text\0\0\0\0nobody's\0"}
    tags |= {b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, _D50))}
    return _profile(b"CMYK", b"Lab ", tags, kind=b"prtr")


def _adapted(primaries: tuple[tuple[float, float], ...]) -> list[Vector]:
    """The primaries' XYZ, scaled to give white and adapted from D65 to D50 (Bradford)."""
    columns = [(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]
    scale = _times(_inverse(_transposed(columns)), _D65)
    scaled = [tuple(part * factor for part in c) for c, factor in zip(columns, scale, strict=True)]
    source, target = _times(_BRADFORD, _D65), _times(_BRADFORD, _D50)
    back = _inverse(_BRADFORD)
    adapted = []
    for column in scaled:
        cone = _times(_BRADFORD, column)
        ratio = zip(cone, target, source, strict=True)
        adapted.append(_times(back, tuple(c * t / s for c, t, s in ratio)))
    return adapted


def _times(matrix: Any, vector: Any) -> Any:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _transposed(rows: Any) -> Any:
    return tuple(zip(*rows, strict=True))


def _inverse(matrix: Any) -> Any:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    adjugate = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    determinant = a * adjugate[0][0] + b * adjugate[1][0] + c * adjugate[2][0]
    return tuple(tuple(part / determinant for part in row) for row in adjugate)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _described(text: bytes) -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + bytes(1 + 12 + 67)


def _profile(
    space: bytes, connection: bytes, tags: dict[bytes, bytes], kind: bytes = b"mntr"
) -> bytes:
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        table += name + struct.pack(">II", start + len(data), len(value))
        data += padded
    white = b"".join(map(_fixed, _D50))
    form, version, size = ">I4xI4s4s4s12x4s28x12s48x", 0x02400000, start + len(data)
    header = struct.pack(form, size, version, kind, space, connection, b"acsp", white)
    return header + table + data


# --- Hostile files --------------------------------------------------------------------------------


def png_of(
    width: int,
    height: int,
    rows: bytes = b"",
    *,
    packed: bytes = b"",
    depth: int = 8,
    colours: int = 0,
) -> bytes:
    """A PNG that claims this size, in greyscale unless said, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(name, data)
        for name, data in (
            (b"IHDR", header),
            (b"IDAT", packed or zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def png_with(chunks: bytes, image: Image.Image | None = None) -> bytes:
    """A small PNG with these chunks before its pixels."""
    data = saved(image or quarters(), "PNG")
    place = data.index(b"IDAT") - 4
    return data[:place] + chunks + data[place:]


def many_scans() -> bytes:
    """A progressive JPEG whose last scan comes a thousand times."""
    data = saved(quarters((64, 64)), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 1000 + data[-2:]


def animated(form: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
