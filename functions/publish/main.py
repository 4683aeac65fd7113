"""Entry point: who is it → is it valid → one commit → one message → the answer.

Beside it, whether an address is free, for a form that asks while somebody types.
"""

import re
from datetime import UTC, datetime

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, drafts, http
from shared.edge.problems import MalformedRequest, TooManyRequests
from shared.edge.rate import Rate
from shared.event.draft import SLUG, EventDraft
from shared.runtime import log, messages
from shared.runtime.settings import settings
from shared.store import addresses, publishing

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    loads=("google.auth.crypt", "google.auth.transport.requests"),
)

_SLUGS = "/api/slugs/"
_rate = Rate(most=60, seconds=60)  # for a person, of this instance: each costs reads


@functions_framework.aio.http
async def publish(request: Request) -> Response:
    path = request.scope["path"]
    return await (_slug(request) if path.startswith(_SLUGS) else _publish(request))


@http.endpoint("GET")
async def _slug(request: Request) -> Response:
    caller = await auth.caller(request)
    slug = request.scope["path"].removeprefix(_SLUGS)
    if not (3 <= len(slug) <= 80 and re.fullmatch(SLUG, slug)):
        raise MalformedRequest("A slug is 3 to 80 small letters and digits, with single hyphens.")
    if (wait := _rate.wait(caller.uid)) is not None:
        raise TooManyRequests(wait)
    free = await addresses.is_free(slug)
    suggestions = () if free else await addresses.like(slug, datetime.now(UTC).year)
    return http.json_response({"slug": slug, "free": free, "suggestions": list(suggestions)})


@http.endpoint("POST")
async def _publish(request: Request) -> Response:
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
