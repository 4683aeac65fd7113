"""Entry point: who is it → is it valid → one commit → one message → the answer."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, drafts, http
from shared.edge.problems import Forbidden
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


@functions_framework.aio.http
@http.endpoint("POST")
async def publish(request: Request) -> Response:
    drafts.refuse_while_paused()
    caller = await auth.caller(request)
    key = http.idempotency_key(request)
    draft = await drafts.received(request, EventDraft)
    _refuse_photo_of_others(draft, caller)
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


def _refuse_photo_of_others(draft: EventDraft, caller: Caller) -> None:
    if draft.cover_upload and not draft.cover_upload.startswith(f"uploads/{caller.uid}/"):
        raise Forbidden("The cover_upload belongs to another account.")
