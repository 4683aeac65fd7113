"""The job of this worker: make an event's cover, store it, and record it on event and page."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from functions.image import pictures
from functions.image.pictures import Picture, Sizes
from shared.event import wording
from shared.event.model import Event, PageCover
from shared.pixels import photo
from shared.pixels.poster import PosterText
from shared.runtime import clients, log
from shared.runtime.failures import Permanent, Retryable
from shared.store import leases, media
from shared.store.leases import Claim

Fields = dict[str, Any]

_GEMINI = clients.GEMINI_SECONDS
_PIXELS = photo.MAX_WAIT_SECONDS + 2 * photo.MAX_SECONDS  # the cover may need a badge
_STORE, _RECORD = media.CALL_SECONDS, 10  # all its pictures are stored at once
LEASE = timedelta(seconds=110)
"""Longer than the longest attempt: no picture is paid for later than GENERATION before its end."""
GENERATION = timedelta(seconds=_GEMINI + _PIXELS + _STORE + _RECORD)
"""The longest that it takes to generate a picture, to store it with its card, and to record both.

A photo, and lettering a stored picture again, take less, with one more call of Cloud Storage in
place of Gemini's.
"""


def make(claim: Claim) -> None:
    """Give the event its final cover: the composed one that was chosen, its photo, else a generated
    picture. Where none can be had it keeps the picture it has, else gets a composed cover.

    A cover that is final already gets the words of the event's last revision. Raises Retryable when
    a later attempt may do better.
    """
    event, text = claim.event, _poster_text(claim.event)
    if event.cover.keeps_art:
        return _letter_again(claim, text)
    if event.cover.choice == "composed":
        return _finish(claim, pictures.composed(event, text))
    refusal = ""
    if event.cover.upload:
        try:
            uploaded = pictures.uploaded(event.cover.upload, text)
        except Permanent as error:  # the event gets another cover, and `cover.error` says why
            refusal = str(error)
            log.error("photo_refused", reason=refusal)
        else:
            return _finish(claim, uploaded)
    meanwhile = pictures.standing(event, text)
    if media.picture_url(event.event_id, meanwhile.card) != event.cover.social_url:
        # First, so that the page has a cover, under these words, whatever Gemini does (I7).
        claim = _show(claim, meanwhile)
    try:
        generated = pictures.generated(event, text, latest=claim.due - GENERATION)
    except Permanent as error:
        return _settle(claim, meanwhile, "; ".join(filter(None, (refusal, str(error)))))
    return _finish(claim, generated, error=refusal or None)


def give_up(claim: Claim, error: str) -> None:
    """Make the composed banner the final cover; `cover.error` says why.

    A stored picture that could not be lettered is kept for the next attempt.
    """
    event = claim.event
    banner = pictures.composed(event, _poster_text(event))
    _settle(claim, banner, error, art=event.cover.stored_art, model=event.cover.model)


def _letter_again(claim: Claim, text: PosterText) -> None:
    try:
        picture = pictures.lettered(claim.event, text)
    except Permanent as error:
        return _settle(claim, pictures.composed(claim.event, text), str(error))
    return _finish(claim, picture)


def _show(claim: Claim, meanwhile: Picture) -> Claim:
    stored = _store(claim.event, meanwhile, {}, provisional=True)  # few see it
    log.info("cover_composed", bytes=len(meanwhile.cover.data))
    return leases.record(claim, stored, page=_page(stored))


def _settle(claim: Claim, banner: Picture, error: str, **kept: str | None) -> None:
    log.error("cover_settled", reason=error)
    _finish(claim, banner, error=error, **kept)


def _finish(claim: Claim, picture: Picture, error: str | None = None, **kept: str | None) -> None:
    """Store and record the final cover, with fields `kept` of a picture that it stands in for."""
    event, size = claim.event, len(picture.cover.data)
    stored = _store(event, picture, pictures.sizes(picture)) | {"model": picture.model} | kept
    ended = {"state": "ready", "bytes": size, "error": error}
    done = leases.finish(claim, stored | ended, page=_page(stored))
    log.info(
        "cover_ready",
        source=picture.source,
        bytes=size,
        attempts=claim.attempts,
        revision=claim.revision,
        seconds=claim.age(),
    )
    if event.cover.url:
        _retire(event, stored, done.update_time)


def _store(event: Event, picture: Picture, sizes: Sizes, *, provisional: bool = False) -> Fields:
    """Store the cover in its sizes, and the card. Returns the fields that refer to them, to be
    committed afterwards.
    """
    url = partial(media.picture_url, event.event_id)
    cover, card, art = picture.cover, picture.card, picture.art
    # Also the art that is stored: it may have been let go before it was chosen again.
    parts = (cover, card) if provisional else (cover, card, *sizes.values(), art)
    new = {url(each): each for each in parts if each}
    media.store_pictures(event.event_id, new.values(), provisional=provisional)
    return {
        "source": picture.source,
        "art": url(art) if art else None,
        "url": url(cover),
        "sizes": {str(width): url(each) for width, each in sizes.items()},
        "social_url": url(card),
        "width": cover.width,
        "height": cover.height,
    }


def _page(stored: Fields) -> Fields:
    """The page's cover; without `outdated`, since its words are the present ones."""
    return {"cover": {name: stored[name] for name in PageCover.model_fields.keys() & stored.keys()}}


def _retire(event: Event, stored: Fields, recorded_at: datetime) -> None:
    """Let go of the pictures that these replaced. What fails is made good by the next change."""
    shown = {stored["art"], stored["url"], stored["social_url"], *stored["sizes"].values()}
    kept = [url for url in (*shown, *event.cover.earlier) if url]
    try:
        count = media.retire_pictures(event.event_id, kept, before=recorded_at)
    except Retryable as error:
        return log.warning("pictures_not_retired", reason=str(error))
    return log.info("pictures_retired", count=count)


def _poster_text(event: Event) -> PosterText:
    spoken = wording.language(event)
    return PosterText(
        event.title,
        wording.when(event),
        wording.where(event),
        wording.news(event).upper(),
        event.language,
        spoken.capitals(wording.badge(event)),
        # NOTE: A small mark on a picture that was generated by a machine.
        spoken.text("Made with AI"),
    )
