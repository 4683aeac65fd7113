"""An organizer's photo, in whatever form → a cover for browsers and a card for messengers."""

import io
import threading
import warnings

from PIL import ExifTags, Image, ImageCms

from shared.pixels import card, decoding
from shared.pixels.encoded import MAX_SIDE, Art, encode
from shared.pixels.poster import PosterText

MAX_PIXELS = 50_000_000
MAX_MEMORY = 200 * 1024 * 1024
"""Bytes that decoding may take: 50 megapixels of four bytes.

That suffices except for WebP over 13 megapixels and for progressive JPEG over 30 without chroma
subsampling, whose decoders hold more than the picture itself.
"""

_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_MAX_SCANS = 100  # a progressive JPEG has ten; a malicious one could occupy the decoder for hours
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


class Unacceptable(Exception):
    """The bytes are not a photo that can be used. The message explains why, to the organizer."""


class WrongType(Unacceptable):
    """The bytes do not decode as the declared type."""


def check(data: bytes, declared_type: str) -> None:
    """Check a photo before it is stored, by decoding it. Raises Unacceptable or WrongType."""
    with _decoder, _open(data) as image:
        actual_type = _TYPES[image.format or ""]
        if actual_type != declared_type:
            raise WrongType(f"This is {actual_type}, not {declared_type}.")
        _load(image, data)


def from_photo(data: bytes, text: PosterText) -> Art:
    """Cover and card of a photo: upright, in sRGB, without metadata. Raises Unacceptable."""
    with _decoder, _open(data) as image:
        original, size = image.size, _load(image, data)
        turn, profile = _transposition(image), image.info.get("icc_profile")
        small = decoding.shrink(image, size, averaged=image.size != original)
        picture = _to_srgb(small if turn is None else small.transpose(turn), profile)
    return encode(picture, card.over(picture, text))


def _open(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError:
        raise Unacceptable("The photo has more than 50 megapixels.") from None
    except Exception:  # noqa: BLE001  # Pillow's errors have no common type
        raise WrongType("This is not a JPEG, PNG or WebP photo.") from None
    # MPO is a phone's JPEG with a second picture inside, a preview or a depth map: not animated.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unacceptable("The photo is animated. Send a still one.")
    return image


def _load(image: Image.Image, data: bytes) -> decoding.Size:
    """Decode the photo. Returns the size of its cover, before it is turned upright.

    Raises Unacceptable for damaged photos and for those that take too much memory or time.
    """
    size, scans = _cover_size(image.size), decoding.count_scans(image, data)
    try:
        is_heavy = scans > _MAX_SCANS or decoding.prepare(image, size, scans) > MAX_MEMORY
        if not is_heavy:
            image.load()
    except Exception:  # noqa: BLE001  # see _open
        raise Unacceptable("The photo is damaged.") from None
    if is_heavy:
        raise Unacceptable("The photo is too heavy to decode. Send a smaller one, or a plain JPEG.")
    return size


def _cover_size(size: decoding.Size) -> decoding.Size:
    scale = min(1, MAX_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _transposition(image: Image.Image) -> Image.Transpose | None:
    try:
        return _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # see _open; broken EXIF is ignored
        return None


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
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is ignored
        return picture
    return converted or picture
