"""What each command does; the exit code is 0 when it did it."""

import argparse
import json
from datetime import UTC, datetime, timedelta
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
    count = 0
    for work in WORKS:
        for event in reading.overdue(work, timedelta(0), _MAX_SHOWN):
            state = event.work(work)
            print(
                f"{state.due:%Y-%m-%d %H:%M:%S}  {work:12}  {event.event_id}  {state.error or ''}"
            )
            count += 1
    print(f"{count} due{' and more' * (count >= _MAX_SHOWN)}")
    return 0


def retry(options: argparse.Namespace) -> int:
    event = _event(options)
    again = operations.reopen(event)
    if not again:
        print(f"Nothing to do: {_why_not(event)}.")
        return 0
    told = messages.emit_blocking(EventPublished.of(event), log.begin(event.trace))
    print(f"Again: {', '.join(again)}." if told else "Pub/Sub cannot be reached; the sweep will.")
    return 0 if told else 1


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
