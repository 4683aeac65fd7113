"""What there is to show under a slug: read once, rendered once, kept for a minute."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from google.api_core import exceptions as google

from functions.page import render
from functions.page.body import Body
from shared import events, log
from shared.models import Page

AGES = {200: 60, 404: 10, 410: 60}  # seconds that an answer may be kept, here and by anyone
_MOST = 500  # views; some 20 KB each, 250 KB at worst
_SETTLING_SECONDS = 0.25
_SETTLED_AFTER = timedelta(minutes=5)
_PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class View:
    """What a slug shows: an event (200), that it is gone (410), or that there is none (404).

    Times are on the monotonic clock: it is the truth until `expires`, and served until
    `renewed`, which is later only while Firestore is down.
    """

    status: int
    html: Body
    page: Page | None
    expires: float
    renewed: float

    @property
    def age(self) -> int:
        """Seconds, as the Age header: what is left of its life is all that a cache may keep.

        So a page that awaits its cover is never kept without one by whoever saw it first.
        """
        return max(0, round(AGES[self.status] - (self.expires - time.monotonic())))


_views: OrderedDict[str, View] = OrderedDict()
_keeping = threading.Lock()
_asking = [threading.Lock() for _ in range(64)]


def of(slug: str) -> View | None:
    """The view, at most a minute old. While Firestore is down an older one is better than none."""
    if kept := _kept(slug):
        return kept
    with _asking[hash(slug) % len(_asking)]:  # one thread asks; the others wait for its answer
        return _kept(slug) or _asked(slug)


def _kept(slug: str) -> View | None:
    view = _views.get(slug)
    return view if view and view.renewed > time.monotonic() else None


def _asked(slug: str) -> View | None:
    try:
        return _keep(slug, _view(events.page(slug)))
    except google.GoogleAPIError as error:
        stale = _views.get(slug)
        log.error("unavailable", cause=type(error).__name__, slug=slug, stale=stale is not None)
        if not stale:
            return None
        return _keep(slug, replace(stale, renewed=time.monotonic() + _PATIENCE_SECONDS))


def _keep(slug: str, view: View) -> View:
    with _keeping:
        _views[slug] = view
        _views.move_to_end(slug)
        while len(_views) > _MOST:
            _views.popitem(last=False)
    return view


def _view(page: Page | None) -> View:
    status = 404 if page is None else 410 if page.unpublished_at else 200
    html = render.event(page) if page and status == 200 else render.refusal(status)
    expires = time.monotonic() + _lifetime(status, page)
    return View(status, Body(html), page, expires, renewed=expires)


def _lifetime(status: int, page: Page | None) -> float:
    """A new event is looked at again at once: its cover is about to arrive, or to be replaced."""
    if page is None or status != 200 or datetime.now(UTC) - page.published_at > _SETTLED_AFTER:
        return AGES[status]
    settled = page.cover and page.cover.source != "composed"
    return AGES[status] if settled else _SETTLING_SECONDS
