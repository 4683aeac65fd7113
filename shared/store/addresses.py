"""Which addresses of pages are free. Only the commit of a publish takes one."""

import secrets
from collections.abc import Iterable
from itertools import islice

from shared.event import slugs
from shared.store import gets

_OFFERED = 3


async def is_free(slug: str) -> bool:
    return bool(await _free([slug]))


async def like(slug: str, year: int) -> tuple[str, ...]:
    """Three free slugs like one that is taken. What was removed for good keeps its own."""
    found = await _free(slugs.alternatives(slug, year))
    chance = (slugs.suffixed(slug, secrets.token_hex(4)) for _ in range(_OFFERED))
    return tuple(islice((*found, *chance), _OFFERED))


async def _free(wanted: Iterable[str]) -> list[str]:
    paths = [f"pages/{slug}" for slug in wanted]
    # No field is needed: a document may be 30 KB.
    return [page.id for page in await gets.get_all(paths, "slug") if not page.exists]
