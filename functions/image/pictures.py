"""The three sources of a cover: the organizer's photo, a composed banner, and Gemini."""

from dataclasses import dataclass
from datetime import datetime

from shared.event.model import CoverSource, Event
from shared.pixels import composed as composing
from shared.pixels import photo
from shared.pixels.encoded import Art
from shared.pixels.poster import PosterText
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.settings import settings
from shared.store import media


@dataclass(frozen=True)
class Picture:
    """A cover with its card, its source, and the name of the model that generated it, if any."""

    source: CoverSource
    art: Art
    model: str | None = None


def uploaded(name: str, text: PosterText) -> Picture:
    """From the photo uploaded under `name`.

    Raises Permanent when it is missing or unusable, and Retryable while Cloud Storage is out of
    reach or the decoder busy.
    """
    return Picture("uploaded", _art(media.load_upload(name), text))


def composed(event_id: str, text: PosterText) -> Picture:
    return Picture("composed", composing.compose(event_id, text))


def generated(event: Event, text: PosterText, latest: datetime) -> Picture:
    """From a generative model, for one or two paid calls, none of which begins after `latest`.

    Raises Permanent or Retryable.
    """
    if not settings().can_generate:
        raise Permanent("generation is off: no GEMINI_API_KEY, or VERTEX_LOCATION for an imagen-*")
    # Imported late: google-genai takes a second to load, and the banner must not wait for it.
    from functions.image.generate import generate  # noqa: PLC0415

    answer = generate(event, latest)
    return Picture("generated", _art(answer.data, text), answer.model)


def _art(data: bytes, text: PosterText) -> Art:
    try:
        return photo.from_photo(data, text)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
    except photo.Busy:
        raise Retryable("the decoder is busy with other pictures") from None
