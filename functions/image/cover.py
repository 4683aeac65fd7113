"""An event's cover: the organizer's photo, or a composed banner and then Gemini's picture."""

from typing import TYPE_CHECKING, Any

from functions.image.failures import NoPicture
from shared import events, log, media, wording
from shared.events import Claim
from shared.failures import Permanent
from shared.models import CoverSource, Event
from shared.pixels import composed, photo
from shared.pixels.billing import Billing
from shared.pixels.encoded import Art
from shared.settings import settings

if TYPE_CHECKING:
    from functions.image.generate import Generated


def make(claim: Claim) -> None:
    """Give the event its final cover. Raises Permanent when only the composed one is to be had."""
    refused = None
    if claim.event.cover.upload:
        try:
            return _finish(claim, "uploaded", _uploaded(claim.event.cover.upload, claim))
        except Permanent as error:  # the event goes on without its photo, and says why
            refused = str(error)
            log.error("photo_refused", reason=refused)
    try:
        return _generate(_compose(claim), refused)
    except Permanent as error:
        raise Permanent(f"{refused}; {error}" if refused else str(error)) from None


def settle_for_composed(claim: Claim, error: str) -> None:
    """Make the composed cover the final one; `cover.error` says why."""
    log.error("cover_settled", reason=error)
    _finish(claim, "composed", _banner(claim), error=error)


def _uploaded(name: str, claim: Claim) -> Art:
    return photo.from_photo(media.upload(name), _billing(claim))


def _compose(claim: Claim) -> Claim:
    """Store the banner first, so that the page is shareable whatever Gemini does (I7)."""
    if claim.event.cover.url:  # an earlier attempt did
        return claim
    art = _banner(claim)
    names = _stored(claim, "composed", art, provisional=True)
    log.info("cover_composed", bytes=len(art.cover.data))
    return events.record(claim, names, page={"cover": names})


def _generate(claim: Claim, refused: str | None) -> None:
    if not settings().generates:
        raise Permanent("generation is off: no GEMINI_API_KEY, or VERTEX_LOCATION for an imagen-*")
    try:
        picture = _picture(claim.event)
    except NoPicture as error:
        log.warning("generation_empty", reason=str(error))
        picture = _picture(claim.event)
    art = photo.from_photo(picture.data, _billing(claim))
    _finish(claim, "generated", art, model=picture.model, error=refused)


def _picture(event: Event) -> "Generated":
    """Paid for by the owner's budget of the day. Raises Permanent when that is spent."""
    if events.spend(event.owner) > (limit := settings().ai_daily_limit):
        raise Permanent(f"the organizer's {limit} generated covers of the day are spent")
    # Loaded only now: the banner must not wait a second for google-genai.
    from functions.image.generate import generate  # noqa: PLC0415

    return generate(event)


def _finish(
    claim: Claim,
    source: CoverSource,
    art: Art,
    *,
    model: str | None = None,
    error: str | None = None,
) -> None:
    names = _stored(claim, source, art)
    private = {"state": "ready", "bytes": len(art.cover.data), "model": model, "error": error}
    events.finish(claim, names | private, page={"cover": names})
    log.info("cover_ready", source=source, bytes=len(art.cover.data), attempts=claim.attempts)


def _stored(
    claim: Claim, source: CoverSource, art: Art, *, provisional: bool = False
) -> dict[str, Any]:
    """Store the objects first; what names them, on event and page alike, is committed after."""
    event_id = claim.event.event_id
    return {
        "source": source,
        "url": media.store(event_id, art.cover, provisional=provisional),
        "social_url": media.store(event_id, art.card, provisional=provisional),
        "width": art.cover.width,
        "height": art.cover.height,
    }


def _banner(claim: Claim) -> Art:
    return composed.composed(claim.event.event_id, _billing(claim))


def _billing(claim: Claim) -> Billing:
    event = claim.event
    return Billing(event.title, wording.when(event), wording.where(event))
