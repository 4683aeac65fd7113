"""Entry point: GET `/e/{slug}` → one read at most → a page, its calendar file or its picture."""

import re

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.page import answers, views
from shared.edge import serving
from shared.runtime import log

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL")

_PATH = re.compile(r"(?:/e)?/(?P<slug>[a-z0-9-]{1,80})(?P<kind>\.ics|\.jpg)?/?")
_ANSWERS = {None: answers.page, ".ics": answers.calendar, ".jpg": answers.picture}


_REVISION = re.compile(r"[0-9]{1,9}")


@functions_framework.aio.http
@serving.traced
async def page(request: Request) -> Response:
    if request.method not in ("GET", "HEAD"):
        return answers.refused(request, 405, Allow="GET, HEAD")
    if not (found := _PATH.fullmatch(request.scope["path"].lower())):
        return answers.refused(request, 404)
    view = None
    try:
        view = await views.get(found["slug"], _revision(request))
        return await _ANSWERS[found["kind"]](request, view)
    except Exception:  # noqa: BLE001  # the one place where a bug becomes an answer
        log.error("internal", exc_info=True, slug=found["slug"])
        return answers.refused(request, 500, view)


def _revision(request: Request) -> int:
    """The one that a link knows of: a mail's picture is of its revision or a later one."""
    named = _REVISION.fullmatch(request.query_params.get("revision", ""))
    return int(named[0]) if named else 0
