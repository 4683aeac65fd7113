"""Entry point: who is it → is it valid → draw it → the picture."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, drafts, http
from shared.edge.problems import MalformedRequest, TooManyRequests
from shared.edge.rate import Rate
from shared.event import wording
from shared.event.choice import DESIGNS
from shared.event.draft import EventDraft
from shared.event.model import Facts
from shared.pixels import composed
from shared.pixels.encoded import Encoded
from shared.pixels.poster import PosterText
from shared.runtime import log
from shared.runtime.threads import Threads

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    loads=("google.auth.crypt", "google.auth.transport.requests"),
)

_PICTURES = {
    "cover": composed.cover,
    "card": composed.card,
    "thumbnail": composed.thumbnail,
}
_rate = Rate(most=60, seconds=60)  # for a person, of this instance: a wizard that shows them all
_drawing = Threads("drawing", most=1)  # a picture is CPU alone


@functions_framework.aio.http
@http.endpoint("POST")
async def preview(request: Request) -> Response:
    caller = await auth.caller(request)
    design, kind = _wanted(request)
    draft = await drafts.received(request, EventDraft)
    if (wait := _rate.wait(caller.uid)) is not None:
        raise TooManyRequests(wait)
    picture = await _drawing.run(_draw, draft, design, kind)
    log.info("preview_drawn", design=design, kind=kind, bytes=len(picture.data))
    return Response(picture.data, media_type=picture.content_type)


def _wanted(request: Request) -> tuple[int, str]:
    """The design's number, and a name in `_PICTURES`."""
    kind = request.query_params.get("as") or "cover"
    if kind not in _PICTURES:
        raise MalformedRequest("Ask for as=cover, as=card or as=thumbnail.")
    design = request.query_params.get("design")
    if design is None:  # the one that an event has when none is chosen
        return composed.design_of(http.idempotency_key(request)), kind
    if not (design.isdecimal() and int(design) < DESIGNS):
        raise MalformedRequest(f"Name a design from 0 to {DESIGNS - 1}: ?design=7.")
    return int(design), kind


def _draw(draft: EventDraft, design: int, kind: str) -> Encoded:
    facts = Facts.model_validate(draft.model_dump())
    text = PosterText(
        facts.title, wording.when(facts), wording.where(facts), language=facts.language
    )
    return _PICTURES[kind](text, design)
