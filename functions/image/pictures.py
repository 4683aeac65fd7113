"""Where a cover's picture comes from: the organizer's photo, a composed banner, or Gemini."""

from dataclasses import dataclass

from shared.event.model import CoverSource, Event
from shared.pixels import composed as composing
from shared.pixels import photo
from shared.pixels.encoded import Art
from shared.pixels.poster import PosterText
from shared.runtime.failures import Permanent
from shared.runtime.settings import settings
from shared.store import media


@dataclass(frozen=True)
class Picture:
    """Cover and card, where they come from, and the model if one painted them."""

    source: CoverSource
    art: Art
    model: str | None = None


def uploaded(name: str, text: PosterText) -> Picture:
    """Raises Permanent when the photo is not there or cannot be used."""
    return Picture("uploaded", _art(media.load_upload(name), text))


def composed(event_id: str, text: PosterText) -> Picture:
    return Picture("composed", composing.composed(event_id, text))


def generated(event: Event, text: PosterText) -> Picture:
    """Paid for, twice at most. Raises Permanent when there is none to be had, or Retryable."""
    if not settings().generates:
        raise Permanent("generation is off: no GEMINI_API_KEY, or VERTEX_LOCATION for an imagen-*")
    # Loaded only now: the banner must not wait a second for google-genai.
    from functions.image.generate import generate  # noqa: PLC0415

    answer = generate(event)
    return Picture("generated", _art(answer.data, text), answer.model)


def _art(data: bytes, text: PosterText) -> Art:
    try:
        return photo.from_photo(data, text)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
