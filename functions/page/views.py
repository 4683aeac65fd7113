"""What there is to show under a slug: read once, rendered once, kept for a minute."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from google.api_core import exceptions as google

from functions.page import render
from shared import calendar, events, log
from shared.models import Page
from shared.settings import settings

_MOST = 500  # at some 20 KB each
_SECONDS = 60
_SETTLING_SECONDS = 1
_SETTLED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class View:
    """A page as served: 200, 404 or 410. `expires` is on the monotonic clock."""

    status: int
    html: bytes
    expires: float
    ics: bytes = b""
    picture: str = ""
    unlisted: bool = False


_views: OrderedDict[str, View] = OrderedDict()
_lock = threading.Lock()


def of(slug: str) -> View | None:
    """The view, at most a minute old. While Firestore is down an older one is better than none."""
    kept = _views.get(slug)
    if kept and kept.expires > time.monotonic():
        return kept
    try:
        return _keep(slug, _view(events.page(slug)))
    except google.GoogleAPIError as error:
        log.error("unavailable", cause=type(error).__name__, slug=slug, stale=kept is not None)
        return kept


def _keep(slug: str, view: View) -> View:
    with _lock:
        _views[slug] = view
        _views.move_to_end(slug)
        while len(_views) > _MOST:
            _views.popitem(last=False)
    return view


def _view(page: Page | None) -> View:
    expires = time.monotonic() + _lifetime(page)
    if page is None:
        return View(404, render.refusal(404), expires)
    if page.unpublished_at:
        return View(410, render.refusal(410), expires)
    return View(
        200,
        render.event(page),
        expires,
        ics=calendar.ics(page, page.event_id, f"{settings().public_url}/e/{page.slug}"),
        picture=page.cover.social_url if page.cover else "",
        unlisted=page.visibility == "unlisted",
    )


def _lifetime(page: Page | None) -> float:
    """A new event is looked at again soon: its cover is about to arrive, or to be replaced."""
    if page is None:
        return 10
    if datetime.now(UTC) - page.published_at > _SETTLED_AFTER:
        return _SECONDS
    if page.cover is None:
        return 0
    return _SETTLING_SECONDS if page.cover.source == "composed" else _SECONDS
