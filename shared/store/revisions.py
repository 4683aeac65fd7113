"""What a revision writes: the change, which claims its key, the event, its page and its tickets."""

from datetime import UTC, datetime

from shared.event import change as changes
from shared.event.model import Change, Event, Facts, PageCover
from shared.event.published import EventPublished
from shared.store import documents
from shared.store.commits import REMOVED, Fields, Write
from shared.store.gets import Document

_MAX_EARLIER = 10  # pictures of an event that are stored besides its present one


def writes(snapshot: Document, event: Event, key: str, after: Fields, made: Change) -> list[Write]:
    """The writes of one commit, by which `event` becomes what `after` says.

    Each needs the event as `snapshot` has it: also a change of nothing, or its document could come
    after a purge and stay for ever.
    """
    path = f"events/{event.event_id}"
    claim = Write(f"{path}/changes/{key}", made.model_dump(), exists=False)
    is_same = made.before is None and after["unpublished_by"] == event.unpublished_by
    if is_same:
        return [claim, Write(path, {}, merge=True, update_time=snapshot.update_time)]
    before = made.before or after
    listing = (
        {name: after[name] for name in (*changes.CONTENT, "unpublished_by")}
        | changes.consequences(before, after)
        | {"revision": made.revision, "changed_at": made.changed_at}
    )
    work = _work(event, before, after, made)
    count = {"ticket_count": len(after["tickets"])}
    # The page is made anew if it was lost.
    page: Fields = {
        "event_id": event.event_id,
        "slug": event.slug,
        "published_at": event.published_at,
        "organizer_name": event.organizer.name,
    }
    if event.cover.url:
        # Until the image worker writes another.
        is_outdated = "cover.state" in work or event.cover.state == "pending"
        cover = PageCover.model_validate(event.cover.model_dump() | {"outdated": is_outdated})
        page["cover"] = cover.model_dump(exclude_defaults=True)
    return [
        claim,
        Write(path, listing | count | work, merge=True, update_time=snapshot.update_time),
        Write(f"pages/{event.slug}", listing | page, merge=True),
        *_tickets(event.event_id, before["tickets"], after["tickets"]),
    ]


def _tickets(event_id: str, before: list[Fields], after: list[Fields]) -> list[Write]:
    if before == after:
        return []
    fields = [*after, *[None] * (len(before) - len(after))]
    return [Write(documents.ticket_path(event_id, n), each) for n, each in enumerate(fields)]


def _work(event: Event, before: Fields, after: Fields, made: Change) -> Fields:
    """The work that the change asks for, as fields to merge into the event."""
    names, now = changes.differences(before, after), datetime.now(UTC)
    asked: Fields = {
        "revision": made.revision,
        "state": "pending",
        "due": now,
        "first_due": now,
        "leased": False,
        "attempts": 0,
        "lost_workers": 0,
        "error": None,
    }
    cover, confirmation = event.cover, event.confirmation
    work: Fields = {}
    if names & changes.DRAWN or (cover.state == "pending" and not cover.due):
        # Takes the work from a worker that is busy with the words or the picture of before.
        keeps_art = cover.state == "ready" or cover.keeps_art
        picture = asked | {"keeps_art": keeps_art} | (after["cover"] if "cover" in names else {})
        work |= {f"cover.{field}": value for field, value in picture.items()}
    if after["unpublished_at"]:  # nobody sees a cover: it is made when the page is put up again
        work |= {"cover.due": REMOVED, "cover.leased": False}
    if "cover" in names and (art := before["cover"]["art"]):
        work["cover.earlier"] = [*cover.earlier, art][-_MAX_EARLIER:]
    was_stopped = confirmation.state == "pending" and not confirmation.due  # by an operator
    if not (names & changes.NOTICED or was_stopped):
        return work
    if confirmation.is_held(now):
        # What is being sent cannot be unsent. Its worker finds the later revision when it is done.
        return work | {"confirmation.revision": made.revision}
    work |= {f"confirmation.{field}": value for field, value in asked.items()}
    if confirmation.state == "sent" and not confirmation.announced:  # sent by version 1
        work["confirmation.announced"] = Facts.model_validate(before).model_dump()
    return work


def message(event: Event, after: Fields, made: Change) -> EventPublished:
    """The message that the revision is published with."""
    return EventPublished(
        event_id=event.event_id,
        slug=event.slug,
        owner=event.owner,
        title=after["title"],
        starts_at=after["starts_at"],
        published_at=event.published_at,
        ticket_count=len(after["tickets"]),
        visibility=after["visibility"],
        has_upload=after["cover"]["upload"] is not None,
        revision=made.revision,
    )
