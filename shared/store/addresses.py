"""Which addresses of pages are free. Only the commit of a publish takes one."""

import secrets
from collections.abc import Iterable
from itertools import islice

from shared.event import slugs
from shared.runtime.clients import async_firestore_client
from shared.store.documents import ASYNC_DEADLINE

_OFFERED = 3


async def is_free(slug: str) -> bool:
    return bool(await _free([slug]))


async def like(slug: str, year: int) -> tuple[str, ...]:
    """Three free slugs like one that is taken. What was removed for good keeps its own."""
    found = await _free(slugs.alternatives(slug, year))
    chance = (slugs.suffixed(slug, secrets.token_hex(4)) for _ in range(_OFFERED))
    return tuple(islice((*found, *chance), _OFFERED))


async def _free(wanted: Iterable[str]) -> list[str]:
    client = await async_firestore_client()
    pages = [client.collection("pages").document(slug) for slug in wanted]
    # No field is needed: a document may be 30 KB.
    snapshots = client.get_all(pages, field_paths=["slug"], **ASYNC_DEADLINE)
    free = {snapshot.id async for snapshot in snapshots if not snapshot.exists}
    return [page.id for page in pages if page.id in free]
