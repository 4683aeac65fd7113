"""HTTP around a view: caching, compression, and what a browser is forbidden to do."""

import gzip
import hashlib
from functools import lru_cache

from flask import Request, Response

from functions.page import render
from functions.page.views import View
from shared.settings import settings

_AGES = {200: 60, 404: 10, 410: 60}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def page(request: Request, view: View) -> Response:
    robots = {"X-Robots-Tag": "noindex"} if view.unlisted else {}
    return _conditional(request, _html(view.html, view.status, robots), _AGES[view.status])


def calendar(request: Request, view: View) -> Response:
    if view.status != 200:
        return page(request, view)
    response = Response(
        view.ics,
        200,
        _HEADERS | {"Content-Disposition": 'attachment; filename="event.ics"'},
        content_type="text/calendar; charset=utf-8",
    )
    return _conditional(request, response, _AGES[200])


def picture(request: Request, view: View) -> Response:
    """The social card of the moment: a mail may be written before there is one."""
    if view.status == 200 and view.picture:
        age = {"Cache-Control": "public, max-age=60", "Location": view.picture}
        return Response(status=302, headers=_HEADERS | age)
    return page(request, view) if view.status != 200 else refused(404)


def refused(status: int, headers: dict[str, str] | None = None) -> Response:
    response = _html(render.refusal(status), status, headers or {})
    response.headers["Cache-Control"] = "public, max-age=10" if status == 404 else "no-store"
    return response


def _html(html: bytes, status: int, headers: dict[str, str]) -> Response:
    policy = {"Content-Security-Policy": _policy()}
    return Response(
        html, status, _HEADERS | policy | headers, content_type="text/html; charset=utf-8"
    )


@lru_cache
def _policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src 'self' data: {settings().media_url}",
            f"style-src '{render.STYLE_HASH}'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _conditional(request: Request, response: Response, age: int) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={age}"
    response.headers["Vary"] = "Accept-Encoding"
    data = response.get_data()
    tag = hashlib.sha256(data).hexdigest()[:32]
    if request.accept_encodings.quality("gzip") > 0:
        response.set_data(_compressed(data))
        response.headers["Content-Encoding"] = "gzip"
        tag += "-gzip"
    response.set_etag(tag)
    if response.status_code == 200:
        response.make_conditional(request)
    return response


@lru_cache(maxsize=200)
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=6, mtime=0)
