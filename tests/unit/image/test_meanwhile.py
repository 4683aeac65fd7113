"""What a page has while a photo cannot be made its cover."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.image import cover, pictures
from functions.image.pictures import Picture
from shared.event.model import Cover
from shared.pixels.encoded import Encoded
from shared.runtime.failures import Died
from shared.store import media
from shared.store.leases import Claim
from tests.support.factories import event

BANNER = Picture("composed", Encoded(b"c", "image/webp", 2, 1), Encoded(b"s", "image/jpeg", 2, 1))


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_photo_that_is_tried_again_leaves_the_page_with_a_composed_cover(
    monkeypatch: pytest.MonkeyPatch, site: str, attempt: int
) -> None:
    shown: list[Picture] = []

    async def uploaded(*_: Any) -> Picture:
        raise Died("the process died while it computed")

    async def sketched(*_: Any) -> Picture:
        return BANNER

    async def show(claim: Claim, meanwhile: Picture) -> Claim:
        shown.append(meanwhile)
        return claim

    monkeypatch.setattr(pictures, "uploaded", uploaded)
    monkeypatch.setattr(pictures, "sketched", sketched)
    monkeypatch.setattr(cover, "_show", show)
    published = event(cover=Cover(state="pending", upload="uploads/someone/1"))
    if attempt == 2:
        url = media.picture_url(published.event_id, BANNER.card)
        before = Cover(state="pending", upload="uploads/someone/1", social_url=url)
        published = published.model_copy(update={"cover": before})
    claim = Claim(published, "cover", attempt, 0, datetime.now(UTC) + cover.LEASE, None)

    with pytest.raises(Died):
        asyncio.run(cover.make(claim))

    assert shown == ([BANNER] if attempt == 1 else [])
