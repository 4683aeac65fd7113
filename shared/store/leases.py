"""Leases: which worker holds which work, until when, and who may record its result."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from google.api_core import exceptions as google

from shared.event.model import Event, WorkName
from shared.runtime import log
from shared.runtime.failures import GOOGLE_ERRORS, Retryable
from shared.store import documents, gets
from shared.store.commits import REMOVED, Write, commit

_MAX_CONFLICTS = 10  # with other writes to the same document, in a row
_CLOCK_SKEW = timedelta(seconds=1)  # a publisher's clock may be ahead of a worker's
_AGAIN = {"state": "pending", "leased": False, "attempts": 0, "lost_workers": 0, "error": None}
_ENDED = {"due": REMOVED, "first_due": REMOVED, "leased": False, "lost_workers": 0}


class Busy(Retryable):
    """Another delivery holds a live lease on this work."""


class Unrecorded(Exception):
    """The work was done and could not be recorded: the lease is left to run out."""


class NotDue(Exception):
    """The work failed and is tried again later: the sweep publishes its message when it is due."""


class Lost(Exception):
    """Another delivery claimed the work after the lease ran out, or a change took it."""


class Purged(Lost):
    """The event was removed, and with it the work."""


@dataclass(frozen=True)
class Claim:
    """A lease on one event's work, until `due`."""

    event: Event
    work: WorkName
    attempts: int
    lost_workers: int
    due: datetime
    update_time: Any
    renewed: list[datetime] = field(default_factory=list)
    """Other ends of this lease, of earlier and later renewals: copies of a claim share them."""

    @property
    def revision(self) -> int:
        """The event's revision that the work was asked for."""
        return self.event.work(self.work).revision

    @property
    def recorded_at(self) -> datetime:
        """When the claim was written, or what was recorded under it last."""
        written: datetime = self.update_time.ToDatetime(UTC)
        return written

    @property
    def first_due(self) -> datetime:
        return self.event.work(self.work).first_due or self.event.published_at

    def age(self) -> float:
        """Seconds since the work was asked for."""
        return round((datetime.now(UTC) - self.first_due).total_seconds(), 1)


async def claim(event_id: str, work: WorkName, lease: timedelta) -> Claim | None:
    """Take the work for `lease` and count the attempt. None when there is nothing left to do.

    Raises Busy while another delivery's lease is live: its holder may die, so the message must be
    delivered again. Raises NotDue before a retry is due: the message need not come again.
    """
    mine: datetime | None = None
    for _ in range(_MAX_CONFLICTS):
        snapshot = await gets.get(f"events/{event_id}")
        event, now = documents.existing_event(snapshot), datetime.now(UTC)
        if event is None:
            return None
        state = event.work(work)
        if state.due is None:
            return None
        if mine and state.due == mine:  # the claim was written; only its answer was lost
            update_time = snapshot.update_time
            return Claim(event, work, state.attempts, state.lost_workers, mine, update_time)
        if state.is_held(now):
            raise Busy(f"{work} is claimed until {state.due:%H:%M:%S}")
        if state.due > now + _CLOCK_SKEW:
            raise NotDue(f"{work} is tried again at {state.due:%H:%M:%S}")
        mine, attempts = now + lease, state.attempts + 1
        lost_workers = state.lost_workers + state.is_leased
        taken = {
            f"{work}.due": mine,
            f"{work}.leased": True,
            f"{work}.attempts": attempts,
            f"{work}.lost_workers": lost_workers,
        }
        read_at = snapshot.update_time
        write = Write(f"events/{event_id}", taken, merge=True, update_time=read_at)
        try:
            (written,) = await commit([write])
        except (google.FailedPrecondition, google.NotFound):
            # A change or the other worker updated the same document, or another delivery claimed
            # first.
            continue
        return Claim(event, work, attempts, lost_workers, mine, written.update_time)
    raise Busy(f"{work} is contended")


async def record(
    claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None
) -> Claim:
    """Write `changes` to the claimed work, and `page` to the public page, in one commit.

    Returns the claim to go on with. A page that does not exist is an error in the log, and the
    event is written alone. When the lease ends and a later revision has asked for the work
    meanwhile, the work is due again. Raises Lost, having written nothing, when the claim no longer
    holds.
    """
    update_time = claim.update_time
    for _ in range(_MAX_CONFLICTS):
        fields = {f"{claim.work}.{field}": value for field, value in changes.items()}
        path = f"events/{claim.event.event_id}"
        writes = [Write(path, fields, merge=True, update_time=update_time)]
        if page:
            writes.append(Write(f"pages/{claim.event.slug}", page, merge=True, exists=True))
        try:
            written = await commit(writes)
            return replace(claim, update_time=written[0].update_time)
        except google.FailedPrecondition:
            update_time, revision = await _if_held(claim)
        except google.NotFound:
            update_time, revision = await _if_held(claim)  # the event is there, so the page is not
            log.error("page_missing", event_id=claim.event.event_id, slug=claim.event.slug)
            page = None
        if revision != claim.revision and "leased" in changes:
            now = datetime.now(UTC)
            changes = changes | _AGAIN | {"due": now, "first_due": now}
    raise Busy(f"{claim.work} is contended")


async def _if_held(claim: Claim) -> tuple[Any, int]:
    """The event's present update time, which a change, the other worker or a renewal may have
    moved, and the revision that the work is now asked for. Raises Lost and Purged.
    """
    snapshot = await gets.get(f"events/{claim.event.event_id}")
    event = documents.existing_event(snapshot)
    if event is None:
        raise Purged(f"{claim.work} of {claim.event.event_id}")
    if event.work(claim.work).due not in (claim.due, *claim.renewed):
        raise Lost(f"{claim.work} of {claim.event.event_id}")
    return snapshot.update_time, event.work(claim.work).revision


async def renew(claim: Claim, lease: timedelta) -> Claim:
    """Hold the work for `lease` from now on. Returns the claim with its new end. Raises Lost."""
    due = datetime.now(UTC) + lease
    claim.renewed.extend((claim.due, due))  # first: the answer to the commit may be lost
    return replace(await record(claim, {"due": due}), due=due)


async def finish(
    claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None
) -> Claim:
    """Record the last `changes`, and that nothing is left to do. Raises Lost."""
    return await record(claim, changes | _ENDED, page)


async def finish_done(claim: Claim, changes: dict[str, Any]) -> None:
    """`finish` for what cannot be undone: tried until the lease ends. Raises Lost, Unrecorded."""
    while True:
        try:
            await finish(claim, changes)
        except (Busy, *GOOGLE_ERRORS) as error:
            log.warning("work_not_recorded", work=claim.work, cause=type(error).__name__)
            if datetime.now(UTC) >= claim.due:
                raise Unrecorded(f"{claim.work} of {claim.event.event_id}") from None
            await asyncio.sleep(1)
        else:
            return


async def postpone(claim: Claim, due: datetime, error: str, *, lost_workers: int = 0) -> None:
    """End the lease, to try again when the work is `due`. Raises Lost.

    `lost_workers` is how many have died of this work in a row, up to now.
    """
    ended = {"due": due, "leased": False, "lost_workers": lost_workers, "error": error}
    await record(claim, ended)
