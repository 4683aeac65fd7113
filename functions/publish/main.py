"""Entry point: who is it → is it valid → one commit → one message → the answer."""

import functions_framework.aio
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, http
from shared.edge.problems import Forbidden, InvalidEvent, PublishingPaused
from shared.event.draft import EventDraft
from shared.event.model import Caller
from shared.runtime import log, messages
from shared.runtime.settings import settings
from shared.store import publishing

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    loads=("google.auth.crypt", "google.auth.transport.requests", "google.pubsub_v1"),
)

_BODY_LIMIT = 256 * 1024  # bytes: every draft within its fields' limits, however it is escaped
_BODY_SECONDS = 10


@functions_framework.aio.http
@http.endpoint("POST")
async def publish(request: Request) -> Response:
    if not settings().publish_enabled:
        raise PublishingPaused("Keep the draft, and try again later with the same key.")
    caller = await auth.caller(request)
    key = http.idempotency_key(request)
    draft = await _draft(request, caller)
    log.info("validation_complete", event_id=key)

    published = await publishing.publish(key, caller, draft, log.traceparent())
    message = published.message
    log.info("save_complete", event_id=key, slug=message.slug, replayed=not published.fresh)
    if published.fresh:
        await messages.emit(message, log.traceparent())
    return http.json_response(
        {
            "event_id": message.event_id,
            "slug": message.slug,
            "public_url": f"{settings().public_url}/e/{message.slug}",
            "published_at": message.published_at.isoformat().replace("+00:00", "Z"),
        },
        {} if published.fresh else {"Idempotent-Replayed": "true"},
    )


async def _draft(request: Request, caller: Caller) -> EventDraft:
    http.media_type(request, ("application/json",))
    data = await http.body(request, limit=_BODY_LIMIT, seconds=_BODY_SECONDS)
    try:
        draft = EventDraft.model_validate(http.json_object(data))
    except ValidationError as error:
        raise InvalidEvent.of(error) from None
    if draft.cover_upload and not draft.cover_upload.startswith(f"uploads/{caller.uid}/"):
        raise Forbidden("The cover_upload belongs to another account.")
    return draft
