"""Photos as people have them → a cover and a card as browsers and messengers want them."""

import io
import threading
import warnings

from PIL import ExifTags, Image, ImageCms

from shared.pixels import card, decoding
from shared.pixels.encoded import LONGEST_SIDE, Art, art
from shared.pixels.poster import PosterText

MAX_PIXELS = 50_000_000
MAX_MEMORY = 200 * 1024 * 1024
"""Bytes that decoding may take, which are 50 megapixels of four.

Enough for every photo but a WebP over 13 megapixels and a progressive JPEG over 30 that keeps its
colours at full resolution: their decoders hold more than the picture.
"""

_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_MAX_SCANS = 100  # a progressive JPEG has ten; a crafted one keeps a decoder busy for hours
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# One decoder at a time, however many requests: the bound on memory is the process's.
_decoder = threading.Lock()

# For the whole process and for ever: whatever it opens comes from strangers. Pillow only warns of
# up to twice as much, and filters of warnings are anybody's to change: hence an error at once.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


class Unacceptable(Exception):
    """The bytes are not a photo that can be used. The text tells the person who sent them why."""


class WrongType(Unacceptable):
    """The bytes do not decode as the declared type."""


def check(data: bytes, declared_type: str) -> None:
    """Look at a photo before it is kept. Raises Unacceptable or WrongType."""
    with _decoder, _opened(data) as image:
        found = _TYPES[image.format or ""]
        if found != declared_type:
            raise WrongType(f"This is {found}, not {declared_type}.")
        _load(image, data)


def from_photo(data: bytes, text: PosterText) -> Art:
    """Cover and card of a photo: upright, sRGB, nothing but pixels. Raises Unacceptable."""
    with _decoder, _opened(data) as image:
        whole, size = image.size, _load(image, data)
        turn, profile = _turn_of(image), image.info.get("icc_profile")
        small = decoding.shrunk(image, size, averaged=image.size != whole)
        picture = _srgb(small if turn is None else small.transpose(turn), profile)
    return art(picture, card.over(picture, text))


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError:
        raise Unacceptable("The photo has more than 50 megapixels.") from None
    except Exception:  # noqa: BLE001  # what hostile bytes make Pillow raise has no common type
        raise WrongType("This is not a JPEG, PNG or WebP photo.") from None
    # The second picture inside a phone's JPEG is a preview or a depth map, no animation.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unacceptable("The picture is animated; send a still one.")
    return image


def _load(image: Image.Image, data: bytes) -> decoding.Size:
    """Decode. Returns the size that the cover will have, before it is turned upright."""
    size, scans = _fitting(image.size), decoding.scans(image, data)
    try:
        heavy = scans > _MAX_SCANS or decoding.prepare(image, size, scans) > MAX_MEMORY
        if not heavy:
            image.load()
    except Exception:  # noqa: BLE001  # as above
        raise Unacceptable("The photo is damaged.") from None
    if heavy:
        raise Unacceptable("The photo is too heavy to decode; send a smaller one, or a plain JPEG.")
    return size


def _fitting(size: decoding.Size) -> decoding.Size:
    scale = min(1, LONGEST_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # as above; broken EXIF is as good as none
        return None


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, on white where it is transparent."""
    plain, alpha = picture, None
    if "A" in picture.getbands():
        plain, alpha = picture.convert(picture.mode.removesuffix("A")), picture.getchannel("A")
    if profile:
        plain = _converted(plain, profile)
    if plain.mode != "RGB":
        plain = plain.convert("RGB")
    return Image.composite(plain, Image.new("RGB", plain.size, "white"), alpha) if alpha else plain


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is as good as none
        return picture
    return found or picture
