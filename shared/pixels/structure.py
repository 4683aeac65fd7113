"""What a photo's file is made of, read before a decoder sees it: in one pass, whatever it holds.

Decoders join, inflate and parse whatever a file has beside its picture: half a million Exif
segments in 10 MB keep Pillow busy for half a minute, and a comment of more than a megabyte makes it
refuse a PNG that every browser shows. What is not needed to decode the picture is left out here.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SEGMENTS = 1000
"""Segments of a JPEG. A camera writes fewer than 100; 4 MB of a profile or of XMP take 64."""
MAX_TABLES = 256 * 1024
"""Bytes of the segments that a JPEG's decoder needs, profiles aside. Usual are 1,000."""
MAX_JPEG_PROFILE = 4 * 1024 * 1024
MAX_CHUNKS = 50_000
"""Chunks of a PNG or WebP: in a PNG of 10 MB, 200 bytes each. Encoders write 8,192 or more."""
MAX_PNG_PROFILE = 1024 * 1024
"""Bytes of a PNG's colour profile. Pillow refuses the whole file if it has a larger one."""

# A marker of JPEG is FF and any byte but these: 00 escapes an FF of the picture, FF is padding,
# and 01 and D0 to D7 stand inside a scan, without a length.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])", re.DOTALL)
_PADDING = re.compile(rb"\xff\xff+")
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = (b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM")

_ORIENTATION = 0x0112
_MAX_TAGS = 1000
_NUMBERS = {1: "B", 3: "H", 4: "I"}  # by the type of a TIFF field


class TooManyParts(Exception):
    """No camera, phone or program writes so many segments or chunks, or so large ones."""


@dataclass(frozen=True)
class Photo:
    """A file without what decoding does not need, and what browsers heed of the rest."""

    data: bytes
    orientation: int = 1
    """As EXIF numbers it, 1 to 8; 1 is upright."""
    is_animated: bool = False
    """Whether it is an animated PNG. Its animation is left out."""


def read(data: bytes) -> Photo:
    """The photo in `data`, which is returned as it is unless it is a JPEG, PNG or WebP.

    Whatever is wrong with the file is left to the decoder. Raises TooManyParts.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(_PNG_SIGNATURE):
        return _png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return Photo(data)


def _jpeg(data: bytes) -> Photo:
    view, exif = memoryview(data), b""
    parts: list[bytes | memoryview] = []
    tables = profile = 0
    for start, end, marker in _jpeg_parts(data):
        name = data[start + 4 : start + 16] if marker else b""
        if marker == _APP1 and not exif and name.startswith(_EXIF):
            exif = data[start + 10 : end]
        if marker is None:
            parts.append(_without_padding(data, start, end))
        elif _is_needed(marker, name):
            parts.append(view[start:end])
            if marker == _APP2:
                profile += end - start
            else:
                tables += end - start
        if tables > MAX_TABLES or profile > MAX_JPEG_PROFILE:
            raise TooManyParts
    return Photo(b"".join(parts), _orientation(exif))


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, int, int | None]]:
    """Start, end and marker of every segment, and the scans' data between them without a marker.

    What stands between the segments before the first scan is padding or garbage, and left out;
    so is whatever follows the end of the picture, as the second picture of many phones.
    """
    position, in_scans, count = 0, False, 0
    while found := _MARKER.search(data, position):
        start, marker = found.start(), data[found.end() - 1]
        if (count := count + 1) > MAX_SEGMENTS:
            raise TooManyParts
        if in_scans and start > position:
            yield position, start, None
        position = _jpeg_end(data, start, marker)
        yield start, position, marker
        if marker == _EOI:
            return
        in_scans = in_scans or marker == _SOS
    if in_scans:
        yield position, len(data), None


def _jpeg_end(data: bytes, start: int, marker: int) -> int:
    if marker < 0xC0 or marker in (_SOI, _EOI) or start + 4 > len(data):
        return start + 2
    return min(start + 2 + int.from_bytes(data[start + 2 : start + 4]), len(data))


def _without_padding(data: bytes, start: int, end: int) -> bytes | memoryview:
    """A scan's data with one FF for every run of them, which mean the same.

    Pillow's decoder of JPEG gets the whole run again with every few bytes that are read of it.
    """
    if data.find(b"\xff\xff", start, end) < 0:
        return memoryview(data)[start:end]
    return _PADDING.sub(b"\xff", data[start:end])


def _is_needed(marker: int, name: bytes) -> bool:
    """JFIF and Adobe's segment say which colours the numbers mean, and so does a profile."""
    if marker == _APP2:
        return name.startswith(_ICC)
    return marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COM)


def _png(data: bytes) -> Photo:
    view, parts, orientation, is_animated = memoryview(data), [], 1, False
    wanted = set(_PNG_KEPT)  # each of them once
    for start, end in _chunks(data, len(_PNG_SIGNATURE), ">I4x", extra=12):
        name, body = data[start + 4 : start + 8], view[start + 8 : end - 4]
        if name == b"eXIf":
            orientation = _orientation(bytes(body))
        if name == b"acTL":
            is_animated = is_animated or int.from_bytes(body[:4]) > 1
        if name in wanted:
            wanted.remove(name)
            is_needed = _is_sound(name, view[start:end])
        else:
            is_needed = _is_critical(name)
        if is_needed:
            parts.append(view[start:end])
        if name == b"IEND":
            break
    return Photo(b"".join((_PNG_SIGNATURE, *parts)), orientation, is_animated)


def _is_critical(name: bytes) -> bool:
    return not name or not name[0] & 0x20


def _is_sound(name: bytes, chunk: memoryview) -> bool:
    """Whether the checksum is right, and a profile can be inflated to at most MAX_PNG_PROFILE."""
    if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
        return False
    if name != b"iCCP":
        return True
    _, _, compressed = bytes(chunk[8:-4]).partition(b"\0")
    inflater = zlib.decompressobj()
    try:
        inflater.decompress(compressed[1:], MAX_PNG_PROFILE)
    except zlib.error:
        return False
    return not inflater.unconsumed_tail


def _webp(data: bytes) -> Photo:
    """As it is: its decoder skips what it does not know, but gets through few chunks a second."""
    orientation = 1
    for start, end in _chunks(data, 12, "<4xI", extra=8):
        if data[start : start + 4] == b"EXIF":
            orientation = _orientation(data[start + 8 : end].removeprefix(_EXIF))
    return Photo(data, orientation)


def _chunks(data: bytes, position: int, header: str, extra: int) -> Iterator[tuple[int, int]]:
    """Start and end of every chunk; the last one may be cut off.

    `header` is the format of a chunk's first eight bytes; `extra` the bytes around its content.
    WebP pads chunks to an even length, PNG does not.
    """
    count, alignment = 0, 2 if header.startswith("<") else 1
    while position < len(data):
        if (count := count + 1) > MAX_CHUNKS:
            raise TooManyParts
        try:
            (length,) = struct.unpack_from(header, data, position)
        except struct.error:
            length = 0
        end = position + extra + length
        yield position, min(end, len(data))
        position = end + end % alignment


def _orientation(exif: bytes) -> int:
    """The orientation in EXIF, a TIFF file whose first directory has it. 1 when there is none."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "")
    try:
        (directory,) = struct.unpack_from(f"{order}4xI", exif)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for place in range(directory + 2, directory + 2 + 12 * min(count, _MAX_TAGS), 12):
            tag, kind = struct.unpack_from(f"{order}HH", exif, place)
            if tag == _ORIENTATION and kind in _NUMBERS:
                (value,) = struct.unpack_from(f"{order}{_NUMBERS[kind]}", exif, place + 8)
                return value if value in range(1, 9) else 1
    except struct.error:
        pass
    return 1
