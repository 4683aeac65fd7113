"""The sources of a cover: the organizer's photo, a composed banner, Gemini, and what is stored."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module

from functions.image import drawing
from functions.image.drawing import Pictured
from functions.image.turns import calls, pixels
from shared.event.model import CoverSource, Event
from shared.pixels import photo
from shared.pixels.encoded import Art, Encoded
from shared.pixels.poster import PosterText
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.settings import settings
from shared.store import media

_photo = asyncio.Lock()
"""For the one photo that is in memory and decoded: photo.MAX_MEMORY is the limit of them all."""


@dataclass(frozen=True)
class Picture:
    """A cover with its card, its source, and the name of the model that generated it, if any.

    `art` is the cover without words; a composed one has none. `sizes` has the cover in every width
    that it is stored in, itself included; none of a cover that is not final.
    """

    source: CoverSource
    cover: Encoded
    card: Encoded
    art: Encoded | None = None
    model: str | None = None
    sizes: dict[int, Encoded] = field(default_factory=dict)


async def uploaded(name: str, text: PosterText, latest: datetime) -> Picture:
    """From the photo uploaded under `name`, whose turn has to come until `latest`.

    Raises Permanent when it is missing or unusable, and Retryable while Cloud Storage is out of
    reach or other photos have taken the time.
    """
    async with _photo:
        if datetime.now(UTC) > latest:
            raise Retryable("this attempt has no time left to decode the photo")
        data = await calls.run(media.load_upload, name)
        return await _pictured("uploaded", data, text, None, by=datetime.now(UTC))


async def composed(event: Event, text: PosterText) -> Picture:
    """In the design that was chosen, or in the one that the event's ID picks."""
    design = event.cover.design
    return _composed(await pixels.run(drawing.composed, event.event_id, text, design))


async def generated(event: Event, text: PosterText, latest: datetime, by: datetime) -> Picture:
    """From a generative model, for one or two paid calls, none of which begins after `latest`.

    What has been paid for is decoded after whatever is wanted before `by`. Raises Permanent or
    Retryable.
    """
    if not settings().can_generate:
        raise Permanent("generation is off: no GEMINI_API_KEY, or VERTEX_LOCATION for an imagen-*")
    # Imported late: google-genai takes a second to load, and no banner must wait for it.
    module = await asyncio.to_thread(import_module, "functions.image.generate")
    answer = await module.generate(event, latest)
    return await _pictured("generated", answer.data, text, answer.model, by)


async def lettered(event: Event, text: PosterText) -> Picture:
    """The event's stored picture under new words, or a composed cover composed again.

    Raises Permanent when the picture is gone or damaged, and Retryable while Cloud Storage is out
    of reach.
    """
    url, owners = event.cover.stored_art, {event.event_id, event.cover.copied_from or ""}
    if url is None:
        return await composed(event, text)
    data, model = await calls.run(media.load_picture, url, of=owners), event.cover.model
    try:
        found = await pixels.run(drawing.lettered, data, text, model)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
    return _picture("generated" if model else "uploaded", found, model)


async def standing(event: Event, text: PosterText) -> Picture:
    """What the event has until it gets another picture: its stored one, or a composed cover.

    Raises Retryable while Cloud Storage is out of reach.
    """
    try:
        return await lettered(event, text)
    except Permanent:
        return await composed(event, text)


async def sketched(event: Event, text: PosterText) -> Picture:
    """`standing`, for the seconds until a generated picture: made of as little as can be shown."""
    if event.cover.stored_art:
        return await standing(event, text)
    design = event.cover.design
    return _composed(await pixels.run(drawing.sketched, event.event_id, text, design))


async def _pictured(
    source: CoverSource, data: bytes, text: PosterText, model: str | None, by: datetime
) -> Picture:
    try:
        found = await pixels.run_by(by, drawing.pictured, data, text, model)
    except photo.Unacceptable as error:
        raise Permanent(str(error)) from None
    return _picture(source, found, model)


def _picture(source: CoverSource, found: Pictured, model: str | None) -> Picture:
    made = found.made
    return Picture(source, made.cover, made.card, found.art, model, made.sizes)


def _composed(made: Art) -> Picture:
    return Picture("composed", made.cover, made.card, sizes=made.sizes)
