"""The job of this worker: make an event's cover, store it, and record it on event and page."""

from datetime import timedelta
from typing import Any

from functions.image import pictures
from functions.image.pictures import Picture
from shared.event import wording
from shared.event.model import Event
from shared.pixels import photo
from shared.pixels.poster import PosterText
from shared.runtime import clients, log
from shared.runtime.failures import Permanent
from shared.store import leases, media
from shared.store.leases import Claim

_GEMINI, _PIXELS = clients.GEMINI_SECONDS, photo.MAX_WAIT_SECONDS + photo.MAX_SECONDS
_STORE, _RECORD = 2 * media.CALL_SECONDS, 10
LEASE = timedelta(seconds=90)
"""Longer than the longest attempt: no picture is paid for later than GENERATION before its end."""
GENERATION = timedelta(seconds=_GEMINI + _PIXELS + _STORE + _RECORD)
"""The longest that it takes to generate a picture, to store it with its card, and to record both.

A photo takes less, with one more call of Cloud Storage in place of Gemini's.
"""


def make(claim: Claim) -> None:
    """Give the event its final cover: its photo, else a generated one, else the composed banner.

    Raises Retryable when a later attempt may do better.
    """
    event, text = claim.event, _poster_text(claim.event)
    refusal = ""
    if event.cover.upload:
        try:
            uploaded = pictures.uploaded(event.cover.upload, text)
        except Permanent as error:  # the event gets another cover, and `cover.error` says why
            refusal = str(error)
            log.error("photo_refused", reason=refusal)
        else:
            return _finish(claim, uploaded)
    banner = None
    if not event.cover.url:  # first, so that the page has a cover whatever Gemini does (I7)
        banner = pictures.composed(event.event_id, text)
        claim = _show(claim, banner)
    try:
        generated = pictures.generated(event, text, latest=claim.due - GENERATION)
    except Permanent as error:
        banner = banner or pictures.composed(event.event_id, text)
        return _settle(claim, banner, "; ".join(filter(None, (refusal, str(error)))))
    return _finish(claim, generated, error=refusal or None)


def give_up(claim: Claim, error: str) -> None:
    """Make the composed banner the final cover; `cover.error` says why."""
    event = claim.event
    _settle(claim, pictures.composed(event.event_id, _poster_text(event)), error)


def _show(claim: Claim, banner: Picture) -> Claim:
    addresses = _store(claim, banner, provisional=True)
    log.info("cover_composed", bytes=len(banner.art.cover.data))
    return leases.record(claim, addresses, page={"cover": addresses})


def _settle(claim: Claim, banner: Picture, error: str) -> None:
    log.error("cover_settled", reason=error)
    _finish(claim, banner, error=error)


def _finish(claim: Claim, picture: Picture, error: str | None = None) -> None:
    addresses, size = _store(claim, picture), len(picture.art.cover.data)
    private = {"state": "ready", "bytes": size, "model": picture.model, "error": error}
    leases.finish(claim, addresses | private, page={"cover": addresses})
    log.info("cover_ready", source=picture.source, bytes=size, attempts=claim.attempts)


def _store(claim: Claim, picture: Picture, *, provisional: bool = False) -> dict[str, Any]:
    """Store cover and card. Returns the fields that refer to them, to be committed afterwards."""
    event_id, art = claim.event.event_id, picture.art
    return {
        "source": picture.source,
        "url": media.store_picture(event_id, art.cover, provisional=provisional),
        "social_url": media.store_picture(event_id, art.card, provisional=provisional),
        "width": art.cover.width,
        "height": art.cover.height,
    }


def _poster_text(event: Event) -> PosterText:
    return PosterText(event.title, wording.when(event), wording.where(event))
