"""Changing what is published: one read, one commit; the replay, the mismatch, the stale editor."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from google.api_core import exceptions as google

from shared.event import change as changes
from shared.event.change import EventChange
from shared.event.choice import EarlierCover
from shared.event.model import Change, Event
from shared.event.published import EventPublished
from shared.store import documents, gets, reading, revisions
from shared.store.commits import Fields, commit
from shared.store.errors import (
    ChangeKeyReused,
    EventIsOver,
    EventPurged,
    NoSuchCover,
    NoSuchEvent,
    Refused,
    SlugStays,
    StaleRevision,
    TakenDownByOperator,
)
from shared.store.gets import Document
from shared.store.publishing import is_quiet

_MAX_CONFLICTS = 10  # with workers' writes to the same document, in a row


@dataclass(frozen=True)
class Changed:
    """A revision that exists. `fresh` only for the attempt that made it.

    `message` is None when none is to be published: nothing changed, or this is a replay whose
    message has arrived.
    """

    slug: str
    revision: int
    changed_at: datetime
    changed: tuple[str, ...]
    fresh: bool
    message: EventPublished | None

    @classmethod
    def of(cls, event: Event, made: Change, *, fresh: bool, message: EventPublished | None) -> Self:
        return cls(event.slug, made.revision, made.changed_at, made.changed, fresh, message)


@dataclass(frozen=True)
class Attempt:
    """One attempt to change an event.

    `revision` is the one that the editor looked at, and `trace` this attempt's alone, as in
    publishing. Without an `owner` it is an operator's.
    """

    event_id: str
    key: str
    revision: int
    trace: str
    owner: str | None = None


_Decide = Callable[[Event, Fields], Fields]
"""Event and present content → the content that it is to have, or a refusal raised. Both have
`unpublished_by`, which is part of no revision.
"""


async def change(attempt: Attempt, wanted: EventChange) -> Changed:
    """Make `wanted` the event's next revision, or find that this very request already did.

    Raises NoSuchEvent, EventPurged, ChangeKeyReused, StaleRevision, EventIsOver, NoSuchCover,
    SlugStays or TakenDownByOperator, having changed nothing.
    """
    earlier = await _earlier_picture(attempt, wanted)

    def decide(event: Event, before: Fields) -> Fields:
        _refuse_stale(attempt, event)
        if event.unpublished_at and event.unpublished_by != "owner":
            raise TakenDownByOperator
        picture = _picture(event, before["cover"], wanted, earlier)
        if wanted.slug not in (None, event.slug):
            raise SlugStays
        content = wanted.content(before["language"])
        after = content | {"unpublished_by": None, "cover": picture}
        if changes.moves_into_the_past(before, after):
            raise EventIsOver
        return after

    return await _apply(attempt, wanted.fingerprint(), decide)


def _picture(event: Event, before: Fields, wanted: EventChange, earlier: Fields | None) -> Fields:
    """What `PICTURE` says of the cover that is wanted. Until it is made, the old art is shown."""
    if wanted.cover is None or changes.is_chosen(event.cover, wanted.cover):
        return before
    since = event.revision + 1
    if not isinstance(wanted.cover, EarlierCover):
        return before | wanted.cover.stored() | {"since": since, "keeps_art": False}
    if earlier is None:
        raise NoSuchCover
    return _again(earlier, since)


def _again(picture: Fields, since: int) -> Fields:
    """An earlier picture, lettered again; made only if it never was."""
    was_made = picture["art"] is not None or picture["source"] == "composed"
    return picture | {"since": since, "keeps_art": was_made}


async def _earlier_picture(attempt: Attempt, wanted: EventChange) -> Fields | None:
    if not isinstance(wanted.cover, EarlierCover):
        return None
    revision = wanted.cover.revision
    made = [each for each in await reading.changes(attempt.event_id) if each.revision == revision]
    return changes.content(made[0].before)["cover"] if made and made[0].before else None


async def take_down(attempt: Attempt) -> Changed:
    """Take the event's page down, as its next revision. Raises as `change` does."""

    def decide(event: Event, before: Fields) -> Fields:
        _refuse_stale(attempt, event)
        if event.unpublished_at:
            return before
        return before | {"unpublished_at": datetime.now(UTC), "unpublished_by": "owner"}

    return await _apply(attempt, _digest("take down"), decide)


async def restore(attempt: Attempt) -> Changed:
    """Publish the attempt's revision as the next one, whatever today's rules say of it.

    That an operator took the page down is part of no revision: restored, also the present one, it
    is up, or down by its owner when that is what the revision says. Raises NoSuchEvent, also when
    there is no such revision, and EventPurged.
    """
    revision = attempt.revision
    made = {each.revision: each for each in await reading.changes(attempt.event_id) if each.before}
    followed = {number - 1: each.before for number, each in made.items()}
    is_down = revision in made and made[revision].takes_down

    def decide(event: Event, before: Fields) -> Fields:
        wanted = before if event.revision == revision else followed.get(revision)
        if wanted is None:
            raise NoSuchEvent
        down_since = before["unpublished_at"] or datetime.now(UTC)
        older = changes.content(wanted) | {
            "unpublished_at": down_since if is_down else None,
            "unpublished_by": "owner" if is_down else None,
        }
        if older["cover"]["since"] == before["cover"]["since"]:
            return older | {"cover": before["cover"]}
        return older | {"cover": _again(older["cover"], event.revision + 1)}

    return await _apply(attempt, _digest(f"restore {revision}"), decide)


def _refuse_stale(attempt: Attempt, event: Event) -> None:
    if event.revision != attempt.revision:
        raise StaleRevision(event.revision)


def _digest(meaning: str) -> str:
    return hashlib.sha256(meaning.encode()).hexdigest()


# --- One revision ---------------------------------------------------------------------------------


async def _apply(attempt: Attempt, fingerprint: str, decide: _Decide) -> Changed:
    has_failed = False
    for _ in range(_MAX_CONFLICTS):
        snapshot = await gets.get(f"events/{attempt.event_id}")
        event, stored = _owned(snapshot, attempt.owner), snapshot.fields or {}
        # The create is the claim. Only when it fails, or the change is refused, is it asked whether
        # this very request made it already.
        if has_failed and (replay := await _replay(event, attempt, fingerprint)):
            return replay
        if stored.get("tickets") is None:
            stored["tickets"] = await _tickets_of_page(event.slug)
        before = changes.content(stored)
        try:
            after = decide(event, before | {"unpublished_by": event.unpublished_by})
        except Refused:
            if replay := await _replay(event, attempt, fingerprint):
                return replay
            raise
        made = _made(attempt, event, fingerprint, before, after)
        try:
            await commit(revisions.writes(snapshot, event, attempt.key, after, made))
        except (google.AlreadyExists, google.FailedPrecondition, google.NotFound):
            # This attempt's own success, a replay, another editor, a worker's write or a purge.
            has_failed = True
            continue
        message = revisions.message(event, after, made) if made.changed else None
        return Changed.of(event, made, fresh=True, message=message)
    raise google.Aborted(f"{attempt.event_id} is contended")


def _made(
    attempt: Attempt, event: Event, fingerprint: str, before: Fields, after: Fields
) -> Change:
    """The next revision; or the present one, when nothing changes."""
    changed = changes.pointers(changes.differences(before, after))
    return Change(
        revision=event.revision + bool(changed),
        changed_at=datetime.now(UTC) if changed else event.last_changed,
        changed=changed,
        changed_by="owner" if attempt.owner else "operator",
        fingerprint=fingerprint,
        trace=attempt.trace,
        before=before if changed else None,
    )


async def _tickets_of_page(slug: str) -> list[Fields]:
    """Of an event that version 1 published."""
    page = await gets.get(f"pages/{slug}")
    tickets: list[Fields] = (page.fields or {}).get("tickets", [])
    return tickets


def _owned(snapshot: Document, owner: str | None) -> Event:
    if not snapshot.exists:
        raise NoSuchEvent
    if documents.is_purged(snapshot):
        raise EventPurged
    event = documents.as_event(snapshot)
    if owner not in (None, event.owner):
        raise NoSuchEvent
    return event


async def _replay(event: Event, attempt: Attempt, fingerprint: str) -> Changed | None:
    """The answer of the change that the key made; None when it made none."""
    earlier = await gets.get(f"events/{attempt.event_id}/changes/{attempt.key}")
    if not earlier.exists:
        return None
    made = Change.model_validate(earlier.fields)
    if made.fingerprint != fingerprint:
        raise ChangeKeyReused
    fresh = made.trace == attempt.trace
    needs_message = bool(made.changed) and (fresh or is_quiet(event))
    message = EventPublished.of(event) if needs_message else None
    return Changed.of(event, made, fresh=fresh, message=message)
