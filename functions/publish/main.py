"""Entry point: who is it → is it valid → one commit → one message → the answer."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, drafts, http
from shared.event.draft import EventDraft
from shared.runtime import log, messages
from shared.runtime.settings import settings
from shared.store import publishing

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    loads=("google.auth.crypt", "google.auth.transport.requests", "google.pubsub_v1"),
)


@functions_framework.aio.http
@http.endpoint("POST")
async def publish(request: Request) -> Response:
    drafts.refuse_while_paused()
    caller = await auth.caller(request)
    key = http.idempotency_key(request)
    draft = await drafts.received(request, EventDraft)
    drafts.refuse_photo_of_others(draft.chosen_cover, caller)
    log.info("validation_complete", event_id=key)

    published = await publishing.publish(key, caller, draft, log.traceparent())
    message = published.message
    log.info("save_complete", event_id=key, slug=message.slug, replayed=not published.fresh)
    if published.needs_message:
        await messages.emit(message, log.traceparent())
    return http.json_response(
        {
            "event_id": message.event_id,
            "slug": message.slug,
            "public_url": f"{settings().public_url}/e/{message.slug}",
            "published_at": drafts.timestamp(message.published_at),
        },
        {} if published.fresh else {"Idempotent-Replayed": "true"},
    )
