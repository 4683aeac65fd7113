"""Photos as people have them → a cover and a card as browsers and messengers want them."""

import io
import warnings

from PIL import Image, ImageCms, ImageOps

from shared.failures import Permanent
from shared.pixels import card
from shared.pixels.billing import Billing
from shared.pixels.encoded import LONGEST_SIDE, Art, webp

MOST_PIXELS = 50_000_000
_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

# For the whole process and for ever: whatever it opens comes from strangers.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Unacceptable(Permanent):
    """The bytes are no photo that we take; the text says why, to the person who sent them."""


class WrongType(Unacceptable):
    """They do not decode as the type that was declared."""


def check(data: bytes, declared_type: str) -> None:
    """Look at a photo before it is kept. Raises Unacceptable or WrongType."""
    with _opened(data) as image:
        if _TYPES[image.format or ""] != declared_type:
            raise WrongType(f"This is {_TYPES[image.format or '']}, not {declared_type}.")
        _decoded(image)


def from_photo(data: bytes, billing: Billing) -> Art:
    """Cover and card of a photo: upright, sRGB, nothing but pixels. Raises Unacceptable."""
    with _opened(data) as image:
        picture = _srgb(_decoded(image), image.info.get("icc_profile"))
    return Art(webp(picture), card.over(picture, billing))


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unacceptable("The photo has more than 50 megapixels.") from None
    except Exception:  # noqa: BLE001  # what hostile bytes make Pillow raise has no common type
        raise WrongType("This is not a JPEG, PNG or WebP photo.") from None
    # The second picture inside a phone's JPEG is a preview or a depth map, no animation.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unacceptable("The picture is animated; send a still one.")
    return image


def _decoded(image: Image.Image) -> Image.Image:
    """Upright and no longer than 1600 pixels; in the file's own colours."""
    longest = (LONGEST_SIDE, LONGEST_SIDE)
    try:
        image.draft(None, longest)  # a JPEG decodes at a half or a quarter for a fraction
        picture = _continuous(image)
        picture.thumbnail(longest, Image.Resampling.LANCZOS, reducing_gap=2.0)
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001  # as above
        raise Unacceptable("The photo is damaged.") from None


def _continuous(image: Image.Image) -> Image.Image:
    """In a mode that can be scaled: palettes, bitmaps and 16 bits are not."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "1", "LA", "La", "RGBa"):
        return image.convert("RGBA")
    image.load()
    return image


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    plain = picture.convert("RGB") if alpha else picture
    if profile:
        plain = _converted(plain, profile)
    plain = plain.convert("RGB")
    if alpha:
        plain = Image.composite(plain, Image.new("RGB", plain.size, "white"), alpha)
    return plain


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is as good as none
        return picture
    return found or picture
