"""What each command does; it returns the exit code, 0 for success."""

import argparse
import asyncio
import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from infra.ops import dead_letters
from shared.event.model import WORKS, Change, Event
from shared.event.published import EventPublished
from shared.runtime import log, messages
from shared.store import changing, media, operations, reading
from shared.store.changing import Attempt, Changed
from shared.store.errors import Refused

_MAX_LISTED = 200


def show(options: argparse.Namespace) -> int:
    event = _event(options)
    made = asyncio.run(reading.changes(event.event_id))
    shown = _without_address(event) | {"revisions": _revisions(event, made)}
    print(json.dumps(shown, indent=2, default=str, ensure_ascii=False))
    return 0


def pending(_: argparse.Namespace) -> int:
    now, listed = datetime.now(UTC), 0
    for work in WORKS:
        for each in islice(reading.overdue(work, timedelta(0), now), _MAX_LISTED):
            error = each.event.work(work).error if each.event else "the document cannot be read"
            print(f"{each.due:%Y-%m-%d %H:%M:%S}  {work:12}  {each.event_id}  {error or ''}")
            listed += 1
    print(f"{listed} due, or more" if listed >= _MAX_LISTED else f"{listed} due")
    return 0


def retry(options: argparse.Namespace) -> int:
    if options.event:
        return _retry(options.event)
    if not options.failed:
        raise SystemExit("Name an event, or --failed for all that failed, with --since TIME")
    event_ids = sorted({event.event_id for event in reading.failed(options.since)})
    codes = [_retry(event_id) for event_id in event_ids]
    print(f"{len(codes)} events")
    return max(codes, default=0)


def _retry(event_id: str) -> int:
    answer = operations.reopen(event_id)
    if answer is None:
        print(f"There is no event {event_id}")
        return 1
    event, reopened = answer
    if not reopened:
        print(f"{event_id}: nothing to retry, {_why_not(event)}.")
        return 0
    if not messages.emit_all([(EventPublished.of(event), log.begin(event.trace))]):
        print(f"{event_id}: Pub/Sub did not take the message. The sweep will publish it.")
        return 1
    print(f"{event_id}: retrying {', '.join(reopened)}.")
    return 0


def replay_dead(options: argparse.Namespace) -> int:
    counts = dead_letters.replay(discard=options.discard)
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 0 if counts["left"] == 0 else 1


def restore(options: argparse.Namespace) -> int:
    event = _event(options)
    if options.revision > event.revision:
        raise SystemExit(f"There is no revision {options.revision}: the last is {event.revision}")
    try:
        changed, is_emitted = asyncio.run(_restored(event, options.revision))
    except Refused as refusal:  # purged or changed since it was read above
        raise SystemExit(f"Nothing was restored ({type(refusal).__name__}): try again") from None
    if not changed.changed and event.unpublished_at and event.unpublished_by != "owner":
        print(f"{event.slug} stays taken down, now by its organizer, who may put it up again.")
        return 0
    if not changed.changed:
        print(f"Nothing to restore: {event.slug} is as it was in revision {options.revision}.")
        return 0
    print(f"Revision {changed.revision} of {event.slug} is revision {options.revision} again.")
    print(f"Changed: {', '.join(changed.changed)}. Cached copies expire within a minute.")
    if not is_emitted:
        print("Pub/Sub did not take the message. The sweep will publish it.")
    return 0 if is_emitted else 1


async def _restored(event: Event, revision: int) -> tuple[Changed, bool]:
    """The next revision, and whether its message was published, on one event loop."""
    trace = log.begin(event.trace)
    attempt = Attempt(event.event_id, str(uuid.uuid4()), revision, trace)
    changed = await changing.restore(attempt)
    return changed, bool(changed.message and await messages.emit(changed.message, trace))


def unpublish(options: argparse.Namespace) -> int:
    event = _event(options)
    operations.unpublish(event)
    print(f"Unpublished: {event.slug}. Cached copies of its page expire within a minute.")
    return 0


def purge(options: argparse.Namespace) -> int:
    event_id, fields = options.event, reading.raw_event(options.event)
    cover = fields.get("cover", {})
    objects = media.object_names(event_id, cover.get("upload"))
    if not (fields or objects):
        raise SystemExit(f"There is no event {event_id}")
    if fields:
        title, owner, slug = (fields.get(name) for name in ("title", "owner", "slug"))
        print(f"{title!r} by {owner}: event, tickets, changes, page /e/{slug}")
    print("\n".join(f"  {name}" for name in objects) or "  no objects")
    if not options.yes:
        print("Dry run: nothing was deleted. Add --yes to delete it all.")
        return 0
    # Documents first: a worker that is still busy then finds no event to record its result in.
    deleted = operations.purge(event_id, fields) if fields else 0
    objects = media.object_names(event_id, cover.get("upload"))
    print(f"Deleted {deleted} documents and {media.remove(objects)} objects.")
    if (due := cover.get("due")) and due > datetime.now(UTC) and cover.get("leased", True):
        print(
            f"A worker holds the cover's lease until {due:%H:%M:%S} UTC and removes what it "
            "stores, unless it dies. To be sure, purge again after that."
        )
    return 0


def _event(options: argparse.Namespace) -> Event:
    if event := reading.find(options.event):
        return event
    raise SystemExit(f"There is no event {options.event}")


def _why_not(event: Event) -> str:
    if event.unpublished_at:
        return "the event is unpublished"
    leases = [
        f"its {work} until {due:%H:%M:%S} UTC" for work in WORKS if (due := event.work(work).due)
    ]
    if leases:
        return f"a worker holds the lease on {', '.join(leases)}"
    return "cover and confirmation are done"


def _revisions(event: Event, made: list[Change]) -> list[dict[str, Any]]:
    first = {"revision": 0, "at": event.published_at, "by": "owner", "changed": ["published"]}
    return [first] + [
        {
            "revision": each.revision,
            "at": each.changed_at,
            "by": each.changed_by,
            "changed": each.changed,
        }
        for each in made
    ]


def _without_address(event: Event) -> dict[str, Any]:
    """The organizer's address is left out, since the output ends up in tickets and chats."""
    fields = event.model_dump(mode="json", exclude={"organizer"})
    fields["organizer_verified"] = event.organizer.email_verified
    return fields
