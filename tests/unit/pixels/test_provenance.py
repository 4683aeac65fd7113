"""Generated pictures say so in their files: read back by a parser of one's own."""

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image

from shared.pixels import photo, provenance
from shared.pixels.encoded import Art, Encoded
from shared.pixels.poster import CANCELLED, PosterText
from tests.support.evening import WHEN, WHERE
from tests.support.files import quarters, saved

JAZZ = PosterText("Summer Jazz Night", WHEN, WHERE)
MODEL = "gemini-3.1-flash-image"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Of a WebP file, as in RFC 9649, section 2."""
    form, length, kind = struct.unpack_from("<4sI4s", data)
    assert (form, kind, length) == (b"RIFF", b"WEBP", len(data) - 8)
    place = 12
    while place < len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        yield name, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker segments before the first scan, as in ITU-T T.81, annex B."""
    assert data[:2] == b"\xff\xd8"
    place = 2
    while (marker := data[place + 1]) != 0xDA:
        (size,) = struct.unpack_from(">H", data, place + 2)
        yield marker, data[place + 4 : place + 2 + size]
        place += 2 + size


def xmp_of(encoded: Encoded) -> bytes | None:
    if encoded.content_type == "image/webp":
        chunks = dict(riff_chunks(encoded.data))
        packet = chunks.get(b"XMP ")
        if packet is not None:
            assert chunks[b"VP8X"][0] & 0b100  # says that there is metadata
        return packet
    name = b"http://ns.adobe.com/xap/1.0/\0"
    packets = [
        body.removeprefix(name)
        for marker, body in jpeg_segments(encoded.data)
        if marker == 0xE1 and body.startswith(name)
    ]
    return packets[0] if packets else None


def description(packet: bytes | None) -> dict[str, str]:
    assert packet
    root = ElementTree.fromstring(packet)  # what the product itself wrote
    (found,) = root.iter(f"{_RDF}Description")
    return dict(found.attrib)


def files(art: Art) -> list[Encoded]:
    return [*art.sizes.values(), art.card]


def generated(model: str = MODEL) -> Art:
    return photo.from_photo(saved(quarters((1600, 1200)), "PNG"), JAZZ, model=model)


def test_every_file_of_a_generated_picture_names_its_source_and_model() -> None:
    found = files(generated())

    assert [each.width for each in found] == [1600, 800, 400, 1200]
    for each in found:
        said = description(xmp_of(each))
        assert said == {
            f"{_RDF}about": "",
            f"{_EXT}DigitalSourceType": (
                "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
            ),
            f"{_EXT}AISystemUsed": MODEL,
        }


def test_a_second_reader_finds_the_same() -> None:
    for each in files(generated()):
        image = Image.open(io.BytesIO(each.data))

        assert image.info["xmp"] == xmp_of(each)
        assert set(image.info) & {"exif", "icc_profile", "comment", "photoshop"} == set()


def test_a_card_that_is_lettered_again_says_it_too_and_only_then() -> None:
    art = generated()

    again = photo.letter(art.cover.data, JAZZ, model=MODEL)
    photographed = photo.letter(art.cover.data, JAZZ)

    badged = photo.badged(art.cover.data, replace(JAZZ, status=CANCELLED), model=MODEL)
    assert description(xmp_of(again))[f"{_EXT}AISystemUsed"] == MODEL
    assert xmp_of(photographed) is None
    for each in (badged, *photo.sizes(badged, model=MODEL).values()):
        assert description(xmp_of(each))[f"{_EXT}AISystemUsed"] == MODEL


def test_an_uploaded_photo_says_nothing_even_if_it_came_with_something() -> None:
    data = saved(quarters(), "JPEG", xmp=provenance.generated_by("someone-elses-model"))
    assert b"someone-elses-model" in data

    for each in files(photo.from_photo(data, JAZZ)):
        assert xmp_of(each) is None
        assert b"someone-elses-model" not in each.data


@pytest.mark.parametrize("model", ['"/><x>', "a'b\"c&<d>", "publishers/google/models/imagen-4.0"])
def test_a_model_of_any_name_stays_text(model: str) -> None:
    assert description(provenance.generated_by(model))[f"{_EXT}AISystemUsed"] == model
