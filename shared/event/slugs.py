"""Slugs: the last part of a page's address."""

import hashlib
from collections.abc import Iterator

from slugify import slugify

_LONGEST = 80


def candidates(title: str, event_id: str) -> Iterator[str]:
    """The plain title first, then with ever longer suffixes from the key, which others do not have.

    Lower-case ASCII letters, digits and single hyphens; at most 80 characters, cut at a word.
    The key is hashed because the UUIDs of one moment (version 7) share their beginning.
    """
    digest = hashlib.sha256(event_id.encode()).hexdigest()
    for length in (0, 8, 32):
        suffix = f"-{digest[:length]}" if length else ""
        stem = slugify(title, max_length=_LONGEST - len(suffix), word_boundary=True)
        yield (stem or "event") + suffix
