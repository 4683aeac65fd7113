"""An organizer's photo, in whatever form → a cover for browsers and a card for messengers."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from shared.pixels import card, decoding, profiles, provenance, structure
from shared.pixels.encoded import MAX_SIDE, Art, Encoded, copies, jpeg, webp
from shared.pixels.poster import PosterText

MAX_PIXELS = 50_000_000
MAX_MEMORY = 200 * 1024 * 1024
"""Bytes that decoding may take: 50 megapixels of four bytes.

That suffices except for WebP over 13 megapixels and for progressive JPEG over 30 without chroma
subsampling, whose decoders hold more than the picture itself.
"""

_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# A progressive JPEG has ten scans. A malicious one could occupy the decoder for hours, since a scan
# of a few bytes visits every pixel.
_MAX_SCANS = 100
_MAX_SCANNED_PIXELS = 2_000_000_000
_MAX_SIDE = 65_535  # as in JPEG; Pillow takes many times its pixels for a picture of short rows
_DECODING_SECONDS = 2.5  # of CPU; the slowest honest photo takes half a second
MAX_WAIT_SECONDS = 10
"""For the decoder, which one photo has for less than half of that."""
MAX_SECONDS = 5
"""What a cover in all widths and its card take at most: half for decoding, half for encoding."""
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# By EXIF orientation.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# One decoder at a time, whatever the concurrency: MAX_MEMORY is the limit of the whole process.
_decoder = threading.Lock()

# For the whole process, because everything that it opens is untrusted. Pillow raises an error from
# twice its limit on and only warns below that, and any library may change the warning filters: half
# the limit makes the error come at MAX_PIXELS.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


REASONS = {
    "animated": "The photo is animated. Send a still one.",
    "damaged": "The photo is damaged.",
    "heavy": "The photo is too heavy to decode. Send a smaller one, or a plain JPEG.",
    "pixels": "The photo has more than 50 megapixels.",
}
"""Why a photo is refused, in words for the organizer."""


class Unacceptable(Exception):
    """The bytes are not a photo that can be used. The message explains why, to the organizer."""


class WrongType(Unacceptable):
    """The bytes do not decode as the declared type."""


class Busy(Exception):
    """The decoder was busy with other photos for MAX_WAIT_SECONDS."""


def check(data: bytes, declared_type: str) -> None:
    """Check a photo before it is stored, by decoding it. Raises Unacceptable, WrongType or Busy."""
    with _sole_decoder():
        found = _structure(data)
        with _open(found) as image:
            actual_type = _TYPES[image.format or ""]
            if actual_type != declared_type:
                raise WrongType(f"This is {actual_type}, not {declared_type}.")
            _load(image, found.data)


def from_photo(data: bytes, text: PosterText, *, model: str | None = None) -> Art:
    """Cover and card of a photo: upright, in sRGB, without metadata.

    `model` is the generative model that made the picture, if one did: files and card say so.
    Raises Unacceptable or Busy.
    """
    with _sole_decoder():
        found = _structure(data)
        with _open(found) as image:
            original, size = image.size, _load(image, found.data)
            turn, profile = _UPRIGHT.get(found.orientation), image.info.get("icc_profile")
            small = decoding.shrink(image, size, averaged=image.size != original)
            picture = _to_srgb(small if turn is None else small.transpose(turn), profile)
    cover = webp(picture, xmp := _xmp(model))
    lettered = _card(picture, cover.data, text, model)
    return Art(cover, lettered, copies(picture, cover, xmp))


def letter(cover: bytes, text: PosterText, *, model: str | None = None) -> Encoded:
    """The card of a cover that is stored, for an event whose words have changed.

    `model` is as in `from_photo`. Raises Unacceptable.
    """
    return _card(_own(cover), cover, text, model)


def badged(cover: bytes, text: PosterText, *, model: str | None = None) -> Encoded:
    """A stored cover with the text's status on it; without one, the very bytes that are stored.

    Raises Unacceptable.
    """
    picture = _own(cover)
    if not text.badge:
        return Encoded(cover, "image/webp", *picture.size)
    card.draw_status(picture, text.badge, text.language)
    return webp(picture, _xmp(model))


def sizes(cover: Encoded, *, model: str | None = None) -> dict[int, Encoded]:
    """A stored cover in every width, as in `Art`. Raises Unacceptable."""
    return copies(_own(cover.data), cover, _xmp(model))


def _own(cover: bytes) -> Image.Image:
    """A cover that this module made, which is small enough not to wait for the decoder."""
    try:
        with Image.open(io.BytesIO(cover), formats=("WEBP",)) as image:
            if max(image.size) <= MAX_SIDE:
                return image.convert("RGB")
    except Exception:  # noqa: BLE001  # see _open
        raise Unacceptable("The stored cover is damaged.") from None
    raise Unacceptable("The stored cover is too large.")


def _card(picture: Image.Image, cover: bytes, text: PosterText, model: str | None) -> Encoded:
    lettered = card.over(picture, text, seed=cover, is_generated=model is not None)
    return jpeg(lettered, _xmp(model))


def _xmp(model: str | None) -> bytes:
    return provenance.generated_by(model) if model is not None else b""


@contextmanager
def _sole_decoder() -> Iterator[None]:
    if not _decoder.acquire(timeout=MAX_WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _decoder.release()


def _structure(data: bytes) -> structure.Photo:
    try:
        found = structure.read(data)
    except structure.TooManyParts:
        raise _too_heavy() from None
    if found.is_animated:
        raise _animated()
    return found


def _open(found: structure.Photo) -> ImageFile:
    file = decoding.TimedFile(found.data, _DECODING_SECONDS)
    try:
        image = Image.open(file, formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError:
        raise Unacceptable(REASONS["pixels"]) from None
    except decoding.OutOfTime:
        raise _too_heavy() from None
    except Exception:  # noqa: BLE001  # Pillow's errors have no common type
        raise WrongType("This is not a JPEG, PNG or WebP photo.") from None
    if getattr(image, "n_frames", 1) > 1:
        raise _animated()
    return image


def _load(image: ImageFile, data: bytes) -> decoding.Size:
    """Decode the photo. Returns the size of its cover, before it is turned upright.

    Raises Unacceptable for damaged photos and for those that take too much memory or time.
    """
    size, scans = _cover_size(image.size), decoding.count_scans(image, data)
    if (
        max(image.size) > _MAX_SIDE
        or scans > _MAX_SCANS
        or scans * image.width * image.height > _MAX_SCANNED_PIXELS
    ):
        raise _too_heavy()
    try:
        is_heavy = decoding.prepare(image, size, scans) > MAX_MEMORY
        if not is_heavy:
            decoding.load(image)
    except decoding.OutOfTime:
        is_heavy = True
    except Exception:  # noqa: BLE001  # see _open
        raise Unacceptable(REASONS["damaged"]) from None
    if is_heavy:
        raise _too_heavy()
    return size


def _too_heavy() -> Unacceptable:
    return Unacceptable(REASONS["heavy"])


def _animated() -> Unacceptable:
    return Unacceptable(REASONS["animated"])


def _cover_size(size: decoding.Size) -> decoding.Size:
    scale = min(1, MAX_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, with white in place of transparency."""
    plain, alpha = picture, None
    if "A" in picture.getbands():
        plain, alpha = picture.convert(picture.mode.removesuffix("A")), picture.getchannel("A")
    if profile:
        plain = _apply_profile(plain, profile)
    if plain.mode != "RGB":
        plain = plain.convert("RGB")
    return Image.composite(plain, Image.new("RGB", plain.size, "white"), alpha) if alpha else plain


def _apply_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profiles.without_programs(profile)))
        converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is ignored
        return picture
    return converted or picture
