"""The lease while a picture is made: renewed as long as that lasts, within bounds."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.image import cover
from functions.image.pictures import Picture
from shared.pixels.encoded import Encoded
from shared.runtime.failures import Retryable
from shared.store import leases
from shared.store.leases import Claim
from tests.support.factories import event

NOTHING = Encoded(b"", "image/webp", 1, 1)
PICTURE = Picture("composed", NOTHING, NOTHING)


class Renewals:
    """Of a store that is not there: how many there were, after which the picture is made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, is_lost: bool = False) -> None:
        self.count, self._is_lost = 0, is_lost
        self._renewed: asyncio.Queue[int] = asyncio.Queue()
        monkeypatch.setattr(leases, "renew", self._renew)

    async def _renew(self, claim: Claim, lease: timedelta) -> Claim:
        self.count += 1
        if self._is_lost:
            raise leases.Lost
        self._renewed.put_nowait(self.count)
        return replace(claim, due=datetime.now(UTC) + lease)

    async def picture(self, after: int) -> Picture:
        for _ in range(after):
            await asyncio.wait_for(self._renewed.get(), timeout=30)
        return PICTURE


def held(renewals: Renewals, after: int, seconds: float, left: float = 100) -> tuple[Claim, Any]:
    """A picture that is made after so many renewals, under a lease of so many seconds, in an
    attempt that has so many left. Returns the claim in the end, and the picture's task.
    """
    now = datetime.now(UTC)
    claim = Claim(event(), "cover", 1, 0, now + timedelta(seconds=seconds), None)

    async def hold() -> tuple[Claim, Any]:
        making = asyncio.create_task(renewals.picture(after))
        try:
            return await cover._held(claim, making, now + timedelta(seconds=left)), making
        except Exception:
            await asyncio.wait({making})
            assert making.cancelled()
            raise

    return asyncio.run(hold())


def test_a_picture_that_is_made_in_time_costs_no_renewal(monkeypatch: pytest.MonkeyPatch) -> None:
    renewals = Renewals(monkeypatch)

    claim, making = held(renewals, after=0, seconds=100)

    assert (renewals.count, claim.renewed, making.result()) == (0, [], PICTURE)


def test_a_lease_that_ends_soon_is_renewed_while_the_picture_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renewals = Renewals(monkeypatch)

    claim, making = held(renewals, after=1, seconds=1)

    assert renewals.count == 1
    assert claim.due > datetime.now(UTC) + cover.LEASE - timedelta(minutes=1)
    assert making.result() == PICTURE


def test_nothing_is_made_on_without_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    renewals = Renewals(monkeypatch, is_lost=True)

    with pytest.raises(leases.Lost):
        held(renewals, after=2, seconds=1)


def test_the_attempt_ends_before_its_message_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    renewals = Renewals(monkeypatch)

    with pytest.raises(Retryable, match="did not come in time"):
        held(renewals, after=1, seconds=1, left=-1)

    assert renewals.count == 0
