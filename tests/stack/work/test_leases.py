"""A lease that is renewed is one lease: for whoever holds it, and for everybody else."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.store import leases
from shared.store.leases import Claim
from tests.support.factories import draft, now
from tests.support.production import production
from tests.support.stack import Stack

LEASE, AT_ONCE = timedelta(minutes=5), timedelta(0)


@pytest.fixture
def key(stack: Stack) -> Iterator[str]:
    """An event whose work is claimed by this process alone."""
    with production(stack) as served:
        key = str(uuid.uuid4())
        answer = served.publish(served.issuer.token(), draft(), key)
        assert answer.status_code == 200, answer.text
        yield key


def _claimed(key: str, lease: timedelta = LEASE) -> Claim:
    claim = leases.claim(key, "cover", lease)
    assert claim
    return claim


def test_a_renewed_lease_holds_until_its_new_end(key: str) -> None:
    claim = _claimed(key, AT_ONCE)

    renewed = leases.renew(claim, LEASE)

    assert renewed.due > now() + LEASE - timedelta(minutes=1)
    with pytest.raises(leases.Busy):
        leases.claim(key, "cover", LEASE)


def test_whoever_has_the_claim_of_before_still_holds_the_work(key: str) -> None:
    """The worker that records a failed attempt, and a renewal whose answer was lost."""
    claim = _claimed(key)
    leases.renew(leases.renew(claim, LEASE), LEASE)
    leases.renew(claim, LEASE)

    leases.postpone(claim, now() - timedelta(seconds=1), "busy")

    again = _claimed(key)
    assert (again.attempts, again.lost_workers) == (2, 0)


def test_what_somebody_else_has_claimed_is_not_renewed(key: str) -> None:
    claim = _claimed(key, AT_ONCE)
    other = _claimed(key)

    with pytest.raises(leases.Lost):
        leases.renew(claim, LEASE)

    assert leases.finish(other, {"state": "ready"})


def test_who_died_of_the_work_is_counted_until_an_attempt_ends_otherwise(key: str) -> None:
    counts = []
    for lost_workers in (3, 0):
        leases.postpone(_claimed(key), now() - timedelta(seconds=1), "", lost_workers=lost_workers)
        counts.append(_claimed(key, AT_ONCE).lost_workers)
        counts.append(_claimed(key, AT_ONCE).lost_workers)  # nobody has heard of the one before
    assert counts == [3, 4, 0, 1]
