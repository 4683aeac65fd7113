"""HTTP around a view: caching, compression, and what a browser is forbidden to do."""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Request, Response

from functions.page import render
from functions.page.body import Body
from functions.page.views import AGES, PATIENCE_SECONDS, View
from shared.event.model import Page
from shared.runtime.settings import settings

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HTML = "text/html; charset=utf-8"


def page(request: Request, view: View) -> Response:
    if view.status == 503:
        return refused(503, **{"Retry-After": str(PATIENCE_SECONDS)})
    if view.status == 404:
        return refused(404)
    response = _response(view.status, _HTML, **_policy())
    return _cached(request, response, view, view.html)


def calendar(request: Request, view: View) -> Response:
    if view.status != 200 or not view.page:
        return page(request, view)
    name = {"Content-Disposition": 'attachment; filename="event.ics"'}
    response = _response(200, "text/calendar; charset=utf-8", **name)
    return _cached(request, response, view, _ics(view.page))


@lru_cache(maxsize=100)
def _ics(shown: Page) -> Body:
    from shared.event import calendar  # noqa: PLC0415  # few ask for it, and icalendar loads slowly

    url = f"{settings().public_url}/e/{shown.slug}"
    return Body(calendar.ics(shown, shown.event_id, url))


def picture(request: Request, view: View) -> Response:
    """The social card of the moment: a mail may be written before there is one."""
    if view.status != 200:
        return page(request, view)
    if not (view.page and view.page.cover):
        return refused(404)
    response = _response(302, _HTML, Location=view.page.cover.social_url)
    return _aged(response, view, AGES[200])


def refused(status: int, **headers: str) -> Response:
    """A page that says why there is none."""
    response = _response(status, _HTML, **_policy(), **headers)
    response.headers["Cache-Control"] = "no-store"
    response.set_data(render.refusal(status))
    return response


def _response(status: int, content_type: str, **headers: str) -> Response:
    return Response(status=status, headers=_HEADERS | headers, content_type=content_type)


@lru_cache
def _policy() -> dict[str, str]:
    media = urlsplit(settings().media_url)
    rules = (
        "default-src 'none'",
        f"img-src {settings().public_url} {media.scheme}://{media.netloc}",
        f"style-src '{render.STYLE_HASH}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {"Content-Security-Policy": "; ".join(rules)}


def _cached(request: Request, response: Response, view: View, body: Body) -> Response:
    """The body in the form that the client takes, or nothing when it has it."""
    _aged(response, view, AGES[view.status])
    response.headers["Vary"] = "Accept-Encoding"
    if request.accept_encodings.quality("gzip") > 0:
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(body.compressed)
        response.set_etag(f"{body.tag}-gzip")
    else:
        response.set_data(body.data)
        response.set_etag(body.tag)
    if view.status == 200:
        response.make_conditional(request)
    return response


def _aged(response: Response, view: View, most: int) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={most}"
    response.headers["Age"] = str(view.age)
    if view.page and view.page.visibility == "unlisted":
        response.headers["X-Robots-Tag"] = "noindex"
    return response
