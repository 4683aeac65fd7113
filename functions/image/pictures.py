"""The sources of a cover: the organizer's photo, a composed banner, Gemini, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.event.model import CoverSource, Event
from shared.pixels import composed as composing
from shared.pixels import photo
from shared.pixels.encoded import Encoded
from shared.pixels.poster import PosterText
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.settings import settings
from shared.store import media

Sizes = Mapping[int, Encoded]
"""A cover in every width that it is stored in, by width, itself included."""


@dataclass(frozen=True)
class Picture:
    """A cover with its card, its source, and the name of the model that generated it, if any.

    `art` is the cover without words; a composed one has none. `sizes` is empty where they were not
    made with it.
    """

    source: CoverSource
    cover: Encoded
    card: Encoded
    art: Encoded | None = None
    model: str | None = None
    sizes: Sizes = field(default_factory=dict)


def uploaded(name: str, text: PosterText) -> Picture:
    """From the photo uploaded under `name`.

    Raises Permanent when it is missing or unusable, and Retryable while Cloud Storage is out of
    reach or the decoder busy.
    """
    return _picture("uploaded", media.load_upload(name), text)


def composed(event: Event, text: PosterText) -> Picture:
    """In the design that was chosen, or in the one that the event's ID picks."""
    made = composing.compose(event.event_id, text, event.cover.design)
    return Picture("composed", made.cover, made.card)


def generated(event: Event, text: PosterText, latest: datetime) -> Picture:
    """From a generative model, for one or two paid calls, none of which begins after `latest`.

    Raises Permanent or Retryable.
    """
    if not settings().can_generate:
        raise Permanent("generation is off: no GEMINI_API_KEY, or VERTEX_LOCATION for an imagen-*")
    # Imported late: google-genai takes a second to load, and the banner must not wait for it.
    from functions.image.generate import generate  # noqa: PLC0415

    answer = generate(event, latest)
    return _picture("generated", answer.data, text, answer.model)


def lettered(event: Event, text: PosterText) -> Picture:
    """The event's stored picture under new words, or a composed cover composed again.

    Raises Permanent when the picture is gone or damaged, and Retryable while Cloud Storage is out
    of reach.
    """
    url, model = event.cover.stored_art, event.cover.model
    if url is None:
        return composed(event, text)
    data = media.load_picture(url, of={event.event_id, event.cover.copied_from or ""})
    try:
        cover = photo.badged(data, text, model=model)
        card = photo.letter(data, text, model=model)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
    art = Encoded(data, cover.content_type, cover.width, cover.height)
    return Picture("generated" if model else "uploaded", cover, card, art, model)


def standing(event: Event, text: PosterText) -> Picture:
    """What the event has until it gets another picture: its stored one, or a composed cover.

    Raises Retryable while Cloud Storage is out of reach.
    """
    try:
        return lettered(event, text)
    except Permanent:
        return composed(event, text)


def sizes(picture: Picture) -> Sizes:
    """Of the picture's cover."""
    return picture.sizes or photo.sizes(picture.cover, model=picture.model)


def _picture(
    source: CoverSource, data: bytes, text: PosterText, model: str | None = None
) -> Picture:
    try:
        made = photo.from_photo(data, text, model=model)
        cover = photo.badged(made.cover.data, text, model=model)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
    except photo.Busy:
        raise Retryable("the decoder is busy with other pictures") from None
    widths = made.sizes if cover == made.cover else {}
    return Picture(source, cover, made.card, made.cover, model, widths)
