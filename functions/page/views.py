"""What a slug shows: read once, cached for a minute."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from functions.page import render
from functions.page.body import Body
from functions.page.recent import Recent
from shared.event.model import Page, Purged
from shared.runtime import log
from shared.runtime.failures import GOOGLE_ERRORS
from shared.runtime.once import async_once
from shared.store import reading
from shared.store.reading import PageDocument

PATIENCE_SECONDS = 5  # between two reads of a Firestore that is down
AGES = {200: 60, 404: 1, 410: 60}
"""Seconds for which an answer is cached: here, and by everybody else unless it is a 404.

A page that was asked for just before it was published is found a second later."""
_MAX_BYTES = 64 * 2**20
"""Of all views: some 1,800 of the usual size, and 200 of the largest."""
_VIEW_BYTES = 36_000
"""Of a view with its HTML, plain and compressed, but for what its description adds."""
_CHARACTER_BYTES = 10
"""Of HTML at most for each character of a description."""
_SETTLING_SECONDS = 0.25
_SETTLED_AFTER = timedelta(minutes=5)
_GRACE_SECONDS = 10
_BEHIND_SECONDS = 1  # between two reads for a revision that may not exist
_COVER_SECONDS = 3  # for which a picture is waited for; it is there in less than one
_MAX_WAITING = 200  # requests, each of which costs a few KB and, all together, a read a moment


@dataclass(frozen=True)
class View:
    """What `slug` shows: an event (200), that it was taken down (410), that there is none (404),
    or that Firestore cannot be reached (503).

    Times are of the monotonic clock: fresh until `fresh_until`, and served stale until
    `stale_until`, which is later only while Firestore is down.
    """

    status: int
    document: PageDocument
    fresh_until: float
    stale_until: float
    asked_at: float  # Firestore, in vain too
    bodies: dict[bool, Body] = field(default_factory=dict)
    """The HTML, by whether the event is over; that of all readings of the same write."""

    @property
    def bytes(self) -> int:
        """What it takes of memory, about, once it is rendered."""
        return _VIEW_BYTES + _CHARACTER_BYTES * len(self.page.description if self.page else "")

    @property
    def slug(self) -> str:
        return self.document.slug

    @property
    def page(self) -> Page | None:
        return self.document.page

    @property
    def age(self) -> int:
        """Seconds, for the Age header: a cache may keep the answer only while it is fresh.

        So no cache keeps a page without the cover that is about to arrive.
        """
        return max(0, round(AGES[self.status] - (self.fresh_until - time.monotonic())))

    @property
    def awaits_cover(self) -> bool:
        return self.page is not None and (self.page.cover is None or self.page.cover.outdated)

    def is_before(self, revision: int) -> bool:
        """Whether it may be read again for a later revision, which may not exist."""
        is_early = self.page is not None and self.page.revision < revision
        return is_early and self.asked_at + _BEHIND_SECONDS <= time.monotonic()


_views = Recent[View](_MAX_BYTES)
_waiting = 0
_readings: dict[str, asyncio.Task[View]] = {}


async def get(slug: str, revision: int = 0) -> View:
    """The view, at most a minute old; at most a second when it is of an earlier revision.

    While Firestore is down an older one is better than none.
    """
    if fresh := _cached(slug, revision):
        return fresh
    # One reads. The others take what was fresh a moment ago, or wait for the same answer.
    if task := _readings.get(slug):
        if recent := _cached(slug, revision, _GRACE_SECONDS):
            return recent
    else:
        task = _readings[slug] = asyncio.create_task(_read(slug))
        task.add_done_callback(lambda _: _readings.pop(slug))
    return await asyncio.shield(task)


async def awaiting_cover(view: View) -> View:
    """The view once its event has a cover under its present words, or after three seconds."""
    global _waiting  # noqa: PLW0603
    deadline = time.monotonic() + _COVER_SECONDS
    if _waiting >= _MAX_WAITING:
        return view
    _waiting += 1
    try:
        while view.awaits_cover and view.fresh_until < deadline:
            await asyncio.sleep(max(0.0, view.fresh_until - time.monotonic()))
            view = await get(view.slug)
    finally:
        _waiting -= 1
    return view


def _cached(slug: str, revision: int, grace: float = 0) -> View | None:
    view = _views.get(slug)
    if view and view.is_before(revision):
        return None
    if view and view.status != 200:
        grace = 0  # an event that has just been published is not hidden by what was there before
    return view if view and view.stale_until + grace > time.monotonic() else None


async def _read(slug: str) -> View:
    try:
        view = _view(await _document(slug))
    except GOOGLE_ERRORS as error:
        old = _views.get(slug)
        log.error("unavailable", cause=type(error).__name__, slug=slug, stale=bool(old))
        old = old or View(503, PageDocument(slug, "", None), 0, 0, 0)
        now = time.monotonic()
        view = replace(old, stale_until=now + PATIENCE_SECONDS, asked_at=now)
    return _store(slug, view)


async def _document(slug: str) -> PageDocument:
    if _renderer.made():
        return await reading.find_page(slug)
    found, _ = await asyncio.gather(reading.find_page(slug), _renderer())
    return found


@async_once
async def _renderer() -> bool:
    """Made ready while the instance's first read waits for its connection."""
    await asyncio.to_thread(render.warm_up)
    return True


def _store(slug: str, view: View) -> View:
    _views.put(slug, view, view.bytes)
    return view


def _view(document: PageDocument) -> View:
    page = document.page
    is_gone = isinstance(document.found, Purged) or bool(page and page.unpublished_at)
    status = 410 if is_gone else 200 if page else 404
    now = time.monotonic()
    fresh_until = now + _lifetime(status, page)
    old = _views.get(document.slug)
    bodies = old.bodies if old and old.document == document else {}
    return View(status, document, fresh_until, fresh_until, asked_at=now, bodies=bodies)


def _lifetime(status: int, page: Page | None) -> float:
    """What is new or just changed is looked at again at once, while another cover may come."""
    if page is None or status != 200 or datetime.now(UTC) - page.last_changed > _SETTLED_AFTER:
        return AGES[status]
    cover = page.cover
    settled = cover and cover.source != "composed" and not cover.outdated
    return AGES[status] if settled else _SETTLING_SECONDS
