"""What each command does; the exit code is 0 when it did it."""

import argparse
import json
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from infra.ops import dead
from shared.event.model import WORKS, Event
from shared.event.published import EventPublished
from shared.runtime import log, messages
from shared.store import media, operations, reading

_MAX_SHOWN = 200


def show(options: argparse.Namespace) -> int:
    print(json.dumps(_shown(_event(options)), indent=2, default=str, ensure_ascii=False))
    return 0


def pending(_: argparse.Namespace) -> int:
    now, shown = datetime.now(UTC), 0
    for work in WORKS:
        for each in islice(reading.overdue(work, timedelta(0), now), _MAX_SHOWN):
            error = each.event.work(work).error if each.event else "the document cannot be read"
            print(f"{each.due:%Y-%m-%d %H:%M:%S}  {work:12}  {each.event_id}  {error or ''}")
            shown += 1
    print(f"{shown} due" + (" and more" if shown >= _MAX_SHOWN else ""))
    return 0


def retry(options: argparse.Namespace) -> int:
    if options.event:
        return _retry(options.event)
    if not options.failed:
        raise SystemExit("Name an event, or all failed ones: --failed --since 2027-06-12T18:00Z")
    failed = {event.event_id for event in reading.failed(options.since)}
    codes = [_retry(event_id) for event_id in sorted(failed)]
    print(f"{len(codes)} events, {sum(codes)} of them left to the sweep.")
    return max(codes, default=0)


def _retry(event_id: str) -> int:
    answer = operations.reopen(event_id)
    if answer is None:
        raise SystemExit(f"There is no event {event_id}")
    event, reopened = answer
    if not reopened:
        print(f"{event_id}: nothing to do, {_why_not(event)}.")
        return 0
    emitted = messages.emit(EventPublished.of(event), log.begin(event.trace))
    after = "" if emitted else " when the sweep comes: Pub/Sub cannot be reached"
    print(f"{event_id}: again {', '.join(reopened)}{after}.")
    return 0 if emitted else 1


def replay_dead(options: argparse.Namespace) -> int:
    counts = dead.replay(discard=options.discard)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    return 0 if counts["left"] == 0 else 1


def unpublish(options: argparse.Namespace) -> int:
    event = _event(options)
    operations.unpublish(event)
    print(f"Unpublished: {event.slug}. Caches forget it within a minute.")
    return 0


def purge(options: argparse.Namespace) -> int:
    event_id, kept = options.event, reading.raw_event(options.event)
    cover = kept.get("cover", {})
    objects = media.object_names(event_id, cover.get("upload"))
    if not (kept or objects):
        raise SystemExit(f"There is no event {event_id}")
    if kept:
        title, owner, slug = (kept.get(field) for field in ("title", "owner", "slug"))
        print(f"{title!r} by {owner}: event, tickets, page /e/{slug}")
    print("\n".join(f"  {name}" for name in objects) or "  no objects")
    if not options.yes:
        print("Dry run: nothing was deleted. Add --yes to delete it all.")
        return 0
    # Documents first: work that is under way then finds nothing, and can record nothing.
    gone = operations.purge(event_id, kept) if kept else 0
    objects = media.object_names(event_id, cover.get("upload"))
    print(f"Deleted {gone} documents and {media.remove(objects)} objects.")
    if (due := cover.get("due")) and due > datetime.now(UTC):
        print(
            f"A worker had its cover until {due:%H:%M:%S} UTC: purge again then, for its objects."
        )
    return 0


def _event(options: argparse.Namespace) -> Event:
    if found := reading.find(options.event):
        return found
    raise SystemExit(f"There is no event {options.event}")


def _why_not(event: Event) -> str:
    if event.unpublished_at:
        return "it is unpublished"
    held = [f"{work} until {due:%H:%M:%S} UTC" for work in WORKS if (due := event.work(work).due)]
    return f"a worker has its {', '.join(held)}" if held else "its work is done"


def _shown(event: Event) -> dict[str, Any]:
    """Without the organizer's address: this ends up in tickets and chats."""
    found = event.model_dump(mode="json", exclude={"organizer"})
    found["organizer_verified"] = event.organizer.email_verified
    return found
