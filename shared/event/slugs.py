"""Slugs: the part of a page's URL after `/e/`."""

import hashlib
from collections.abc import Iterator

from slugify import slugify

_MAX_LENGTH = 80


def candidates(title: str, event_id: str) -> Iterator[str]:
    """Slugs to try in order: the title alone, then with 8 and with 32 characters of a hash.

    Each has at most 80 characters, all lower-case ASCII letters, digits and single hyphens; longer
    titles are cut between words. The suffix comes from `event_id`, so no other event wants it. It
    is hashed because UUIDs of version 7 made at the same time begin alike.
    """
    digest = hashlib.sha256(event_id.encode()).hexdigest()
    for length in (0, 8, 32):
        suffix = f"-{digest[:length]}" if length else ""
        stem = slugify(title, max_length=_MAX_LENGTH - len(suffix), word_boundary=True)
        yield (stem or "event") + suffix
