"""The job of this worker: make an event's cover, store it, and record it on event and page."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from functions.image import pictures
from functions.image.pictures import Picture
from functions.image.poster import poster_text
from functions.image.turns import calls
from shared.event.model import Event, PageCover
from shared.pixels import photo
from shared.pixels.poster import PosterText
from shared.runtime import clients, log
from shared.runtime.failures import Permanent, Retryable
from shared.store import leases, media
from shared.store.leases import Claim

Fields = dict[str, Any]

_GEMINI = timedelta(seconds=clients.GEMINI_SECONDS)
_PIXELS = timedelta(seconds=4 * photo.MAX_SECONDS)  # perhaps with a badge; half of that is CPU
_STORED = timedelta(seconds=media.CALL_SECONDS + 10)  # all its pictures at once, and recorded
_LOADED = timedelta(seconds=media.CALL_SECONDS)
GENERATION = _GEMINI + _PIXELS + _STORED
"""The longest that it takes to generate a picture and to make it the cover, once it is its turn."""
LEASE = timedelta(seconds=110)
"""Longer than any attempt takes but for the waiting, in a burst, for Gemini's answers to be read
and for the turns of the others. While that lasts, the lease is renewed."""
LONGEST = timedelta(seconds=230)
"""No lease is renewed later than that after it was claimed: soon nobody hears the answer, and the
message comes again. No picture is paid for that could not be the cover by then."""


async def make(claim: Claim) -> None:
    """Give the event its final cover: the composed one that was chosen, its photo, else a generated
    picture. Where none can be had it keeps the picture it has, else gets a composed cover.

    A cover that is final already gets the words of the event's last revision. Raises Retryable when
    a later attempt may do better.
    """
    event, text, end = claim.event, poster_text(claim.event), claim.due - LEASE + LONGEST
    if event.cover.keeps_art:
        return await _letter_again(claim, text)
    if event.cover.choice == "composed":
        return await _finish(claim, await pictures.composed(event, text))
    refusal = ""
    if event.cover.upload:
        try:
            latest = claim.due - _LOADED - _PIXELS - _STORED
            uploaded = await pictures.uploaded(event.cover.upload, text, latest)
        except Permanent as error:  # the event gets another cover, and `cover.error` says why
            refusal = str(error)
            log.error("photo_refused", reason=refusal)
        except Retryable:
            await _show_meanwhile(claim, text)  # the attempt that succeeds may be hours away
            raise
        else:
            return await _finish(claim, uploaded)
    # First, so that the page has a cover, under these words, whatever Gemini does (I7).
    claim = await _show_meanwhile(claim, text)
    try:
        generating = pictures.generated(
            event, text, latest=end - GENERATION, by=claim.due - _PIXELS - _STORED
        )
        making = asyncio.create_task(generating)
        claim = await _held(claim, making, end)
        generated = await making
    except Permanent as error:
        reason = "; ".join(filter(None, (refusal, str(error))))
        return await _settle(claim, await pictures.standing(event, text), reason)
    return await _finish(claim, generated, error=refusal or None)


async def give_up(claim: Claim, error: str) -> None:
    """Make the composed banner the final cover; `cover.error` says why.

    A stored picture that could not be lettered is kept for the next attempt.
    """
    event = claim.event
    banner = await pictures.composed(event, poster_text(event))
    art, model = event.cover.stored_art, event.cover.model
    await _settle(claim, banner, error, art=art, model=model)


async def _held(claim: Claim, making: asyncio.Task[Picture], end: datetime) -> Claim:
    """Wait until the picture is made, and hold the work so long. Returns the claim to go on with.

    Raises Lost, and Retryable when it is not made until `end`.
    """
    try:
        while True:
            rest = claim.due - _PIXELS - _STORED - datetime.now(UTC)
            done, _ = await asyncio.wait({making}, timeout=max(0, rest.total_seconds()))
            if done:
                return claim
            if datetime.now(UTC) > end:
                raise Retryable("the turn of this picture did not come in time")
            claim = await leases.renew(claim, LEASE)
            log.info("lease_renewed", work=claim.work)
    finally:
        making.cancel()  # unless it is done


async def _letter_again(claim: Claim, text: PosterText) -> None:
    try:
        picture = await pictures.lettered(claim.event, text)
    except Permanent as error:
        banner = await pictures.composed(claim.event, text)
        return await _settle(claim, banner, str(error))
    return await _finish(claim, picture)


async def _show_meanwhile(claim: Claim, text: PosterText) -> Claim:
    """The pictures are not kept in memory: hundreds of events may wait for theirs at once."""
    meanwhile = await pictures.sketched(claim.event, text)
    if media.picture_url(claim.event.event_id, meanwhile.card) == claim.event.cover.social_url:
        return claim
    return await _show(claim, meanwhile)


async def _show(claim: Claim, meanwhile: Picture) -> Claim:
    one_width = replace(meanwhile, sizes={})  # few see it
    stored = await calls.run(_store, claim.event, one_width, provisional=True)
    log.info("cover_composed", bytes=len(meanwhile.cover.data))
    return await _recorded(claim.event, leases.record(claim, stored, page=_page(stored)))


async def _settle(claim: Claim, banner: Picture, error: str, **kept: str | None) -> None:
    log.error("cover_settled", reason=error)
    await _finish(claim, banner, error=error, **kept)


async def _finish(
    claim: Claim, picture: Picture, error: str | None = None, **kept: str | None
) -> None:
    """Store and record the final cover, with fields `kept` of a picture that it stands in for."""
    event, size = claim.event, len(picture.cover.data)
    stored = await calls.run(_store, event, picture) | {"model": picture.model} | kept
    ended = {"state": "ready", "bytes": size, "error": error}
    done = await _recorded(event, leases.finish(claim, stored | ended, page=_page(stored)))
    log.info(
        "cover_ready",
        source=picture.source,
        bytes=size,
        attempts=claim.attempts,
        revision=claim.revision,
        seconds=claim.age(),
    )
    if event.cover.url:
        await calls.run(_retire, event, stored, done.recorded_at)


def _store(event: Event, picture: Picture, *, provisional: bool = False) -> Fields:
    """Store the cover in its sizes, and the card. Returns the fields that refer to them, to be
    committed afterwards.
    """
    url = partial(media.picture_url, event.event_id)
    cover, card, art, sizes = picture.cover, picture.card, picture.art, picture.sizes
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


async def _recorded(event: Event, recording: Awaitable[Claim]) -> Claim:
    """What `recording` returns. When a purge came first, which removed all that there was, remove
    what was stored since, and raise Purged.
    """
    try:
        return await recording
    except leases.Purged:
        count = await calls.run(_remove_pictures, event.event_id)
        log.warning("pictures_removed", event_id=event.event_id, count=count)
        raise


def _remove_pictures(event_id: str) -> int:
    return media.remove(media.object_names(event_id, None))


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
