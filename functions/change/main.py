"""Entry point: who is it → is it valid → one read → one commit → one message → the answer."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, drafts, http
from shared.event.change import EventChange
from shared.runtime import log, messages
from shared.runtime.settings import settings
from shared.store import changing
from shared.store.changing import Attempt, Changed

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    loads=("google.auth.crypt", "google.auth.transport.requests"),
)


@functions_framework.aio.http
@http.endpoint("PUT", "DELETE")
async def change(request: Request) -> Response:
    drafts.refuse_while_paused()
    caller = await auth.caller(request)
    attempt = Attempt(
        http.event_id(request),
        http.idempotency_key(request),
        http.revision(request),
        log.traceparent(),
        caller.uid,
    )
    if request.method == "PUT":
        wanted = await drafts.received(request, EventChange)
        drafts.refuse_photo_of_others(wanted.cover, caller)
        log.info("validation_complete", event_id=attempt.event_id)
        status: str = wanted.status
        changed = await changing.change(attempt, wanted)
    else:
        status = "taken down"
        changed = await changing.take_down(attempt)
    log.info(
        "change_complete",
        event_id=attempt.event_id,
        revision=changed.revision,
        changed=changed.changed,
        status=status,
        replayed=not changed.fresh,
    )
    if changed.message:
        await messages.emit(changed.message, log.traceparent())
    return _answer(attempt.event_id, changed)


def _answer(event_id: str, changed: Changed) -> Response:
    headers = {"ETag": f'"{changed.revision}"'}
    if not changed.fresh:
        headers["Idempotent-Replayed"] = "true"
    return http.json_response(
        {
            "event_id": event_id,
            "slug": changed.slug,
            "public_url": f"{settings().public_url}/e/{changed.slug}",
            "revision": changed.revision,
            "changed_at": drafts.timestamp(changed.changed_at),
            "changed": list(changed.changed),
        },
        headers,
    )
