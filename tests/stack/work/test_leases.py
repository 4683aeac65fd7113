"""A lease that is renewed is one lease: for whoever holds it, and for everybody else."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from shared.store import leases
from shared.store.leases import Claim
from tests.support.factories import draft, now
from tests.support.production import Production, production
from tests.support.stack import Stack

LEASE, AT_ONCE = timedelta(minutes=5), timedelta(0)


@dataclass(frozen=True)
class Work:
    """Of an event that this process alone claims."""

    served: Production
    key: str

    def claim(self, lease: timedelta = LEASE) -> Claim:
        claim = self.served.does(leases.claim(self.key, "cover", lease))
        assert claim
        return claim

    def renew(self, claim: Claim) -> Claim:
        return self.served.does(leases.renew(claim, LEASE))

    def postpone(self, claim: Claim, error: str, *, lost_workers: int = 0) -> None:
        due = now() - timedelta(seconds=1)
        self.served.does(leases.postpone(claim, due, error, lost_workers=lost_workers))


@pytest.fixture
def work(stack: Stack) -> Iterator[Work]:
    with production(stack) as served:
        key = str(uuid.uuid4())
        answer = served.publish(served.issuer.token(), draft(), key)
        assert answer.status_code == 200, answer.text
        yield Work(served, key)


def test_a_renewed_lease_holds_until_its_new_end(work: Work) -> None:
    claim = work.claim(AT_ONCE)

    renewed = work.renew(claim)

    assert renewed.due > now() + LEASE - timedelta(minutes=1)
    with pytest.raises(leases.Busy):
        work.claim()


def test_whoever_has_the_claim_of_before_still_holds_the_work(work: Work) -> None:
    """The worker that records a failed attempt, and a renewal whose answer was lost."""
    claim = work.claim()
    work.renew(work.renew(claim))
    work.renew(claim)

    work.postpone(claim, "busy")

    again = work.claim()
    assert (again.attempts, again.lost_workers) == (2, 0)


def test_what_somebody_else_has_claimed_is_not_renewed(work: Work) -> None:
    claim = work.claim(AT_ONCE)
    other = work.claim()

    with pytest.raises(leases.Lost):
        work.renew(claim)

    assert work.served.does(leases.finish(other, {"state": "ready"}))


def test_who_died_of_the_work_is_counted_until_an_attempt_ends_otherwise(work: Work) -> None:
    counts = []
    for lost_workers in (3, 0):
        work.postpone(work.claim(), "", lost_workers=lost_workers)
        counts.append(work.claim(AT_ONCE).lost_workers)
        counts.append(work.claim(AT_ONCE).lost_workers)  # nobody has heard of the one before
    assert counts == [3, 4, 0, 1]
