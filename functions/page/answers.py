"""HTTP around a view: caching, compression, and what a browser is forbidden to do."""

import asyncio
from datetime import UTC, datetime
from functools import lru_cache, partial
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from functions.page import render, views
from functions.page.body import Body
from functions.page.views import AGES, PATIENCE_SECONDS, View
from shared.event import languages, wording
from shared.runtime.settings import settings
from shared.store.reading import PageDocument

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HTML = "text/html; charset=utf-8"


async def page(request: Request, view: View) -> Response:
    if view.status == 503:
        return refused(request, 503, seconds=PATIENCE_SECONDS)
    if view.status == 404:
        return refused(request, 404)
    is_over = view.page is not None and view.page.ends_at <= datetime.now(UTC)
    body = _html(view, is_over=is_over)
    return _cached(request, view, body, {"Content-Type": _HTML} | _policy())


def _html(view: View, *, is_over: bool) -> Body:
    """The same for every reading of what nobody has written since.

    Beside the document, only the end of its event changes what the page says.
    """
    if not (body := view.bodies.get(is_over)):
        document = view.document
        rendered = partial(_rendered, document)
        body = Body(rendered, "html", document.slug, document.version, is_over)
        view.bodies[is_over] = body
    return body


def _rendered(document: PageDocument) -> bytes:
    page = document.page
    if page and not page.unpublished_at:
        return render.event(page)
    spoken = languages.of(document.found.language if document.found else languages.SOURCE)
    return render.taken_down(spoken, by_owner=bool(page and page.unpublished_by == "owner"))


async def calendar(request: Request, view: View) -> Response:
    if view.status != 200 or not view.page:
        return await page(request, view)
    body = _ics(view.document)
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        # Browsers save it all the same, but Safari on a phone offers to add it at once.
        "Content-Disposition": f'inline; filename="{view.page.slug}.ics"',
    }
    # In a thread, because the first one loads a library.
    return await asyncio.to_thread(_cached, request, view, body, headers)


@lru_cache(maxsize=100)
def _ics(shown: PageDocument) -> Body:
    return Body(partial(_file, shown), "ics", shown.slug, shown.version)


def _file(shown: PageDocument) -> bytes:
    from shared.event import calendar  # noqa: PLC0415  # few ask for it, and icalendar loads slowly

    if not shown.page:
        raise ValueError("only an event has a calendar file")
    return calendar.ics(shown.page, shown.page.event_id, f"{settings().public_url}/e/{shown.slug}")


async def picture(request: Request, view: View) -> Response:
    """The current social card, which is waited for: the first share may come before it exists."""
    view = await views.awaiting_cover(view)
    if view.status != 200:
        return await page(request, view)
    if not (view.page and view.page.cover):
        return refused(request, 503, view, seconds=1)
    headers = {"Content-Type": _HTML, "Location": view.page.cover.social_url}
    return Response(status_code=302, headers=_HEADERS | headers | _age(view))


def refused(
    request: Request, status: int, view: View | None = None, *, seconds: int = 0, **headers: str
) -> Response:
    """A page that says why there is none, in the language of the view's event; else the reader's.

    With 503, `seconds` say when to try again.
    """
    headers |= {"Content-Type": _HTML, "Cache-Control": "no-store"}
    if seconds:
        headers["Retry-After"] = str(seconds)
    if view and view.page:
        spoken = wording.language(view.page)
    else:
        spoken = languages.preferred(request.headers.get("Accept-Language", ""))
    body = render.refusal(status, spoken, seconds)
    return Response(body, status, _HEADERS | _policy() | headers)


@lru_cache
def _policy() -> dict[str, str]:
    media = urlsplit(settings().media_url)
    rules = (
        "default-src 'none'",
        f"img-src {settings().public_url} {media.scheme}://{media.netloc}",
        "font-src 'self'",
        f"style-src '{render.STYLE_HASH}'",
        f"script-src '{render.SCRIPT_HASH}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {"Content-Security-Policy": "; ".join(rules)}


def _cached(request: Request, view: View, body: Body, headers: dict[str, str]) -> Response:
    """The body in the form that the client takes, or nothing when it has it."""
    headers = _HEADERS | headers | _age(view) | {"Vary": "Accept-Encoding"}
    packed = _takes_gzip(request.headers.get("Accept-Encoding", ""))
    headers |= {"ETag": f'"{body.tag}-gzip"' if packed else f'"{body.tag}"'}
    if packed:
        headers |= {"Content-Encoding": "gzip"}
    if view.status == 200 and _matches(request.headers.get("If-None-Match", ""), headers["ETag"]):
        del headers["Content-Type"]
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD" and not body.is_made:
        response = Response(status_code=view.status, headers=headers)
        del response.headers["Content-Length"]  # which is not known (RFC 9110, section 9.3.2)
        return response
    return Response(body.compressed if packed else body.data, view.status, headers)


def _takes_gzip(accepted: str) -> bool:
    """RFC 9110, section 12.5.3: by name, or else as any other coding."""
    qualities = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=")
        qualities[coding.strip()] = weight.strip("0.") != "" if weight else True
    return qualities.get("gzip", qualities.get("*", False))


def _matches(if_none_match: str, tag: str) -> bool:
    """RFC 9110, section 13.1.2: weak comparison."""
    tags = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return tag in tags or tags == ["*"]


def _age(view: View) -> dict[str, str]:
    headers = {"Cache-Control": f"public, max-age={AGES[view.status]}", "Age": str(view.age)}
    if view.page and view.page.visibility == "unlisted":
        headers["X-Robots-Tag"] = "noindex"
    return headers
