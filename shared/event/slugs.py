"""Slugs: the part of a page's URL after `/e/`."""

import hashlib
import re
from collections.abc import Iterator

from shared.event.transliteration import ascii_words

_MAX_LENGTH = 80


def candidates(
    title: str, event_id: str, *, unlisted: bool = False, language: str = "en"
) -> Iterator[str]:
    """Slugs to try in order: the title alone, then with 8 and with 32 characters of a hash.

    An unlisted event's slug has 12 of them from the start: nobody guesses it, and nobody who
    publishes under the same title learns that it exists.

    Each has at most 80 characters, all lower-case ASCII letters, digits and single hyphens; longer
    titles are cut between words. The suffix comes from `event_id`, so no other event wants it. It
    is hashed because UUIDs of version 7 made at the same time begin alike.
    """
    digest = hashlib.sha256(event_id.encode()).hexdigest()
    words = _hyphenated(ascii_words(title, language)) or "event"
    for length in (12, 32) if unlisted else (0, 8, 32):
        yield suffixed(words, digest[:length]) if length else _cut(words, _MAX_LENGTH)


def alternatives(slug: str, year: int) -> Iterator[str]:
    """Slugs like one that is taken: with the year, and with a number."""
    for suffix in (year, *range(2, 8)):
        yield suffixed(slug, str(suffix))


def suffixed(slug: str, suffix: str) -> str:
    """The slug, cut so that the suffix fits."""
    return f"{_cut(slug, _MAX_LENGTH - len(suffix) - 1)}-{suffix}"


def _hyphenated(text: str) -> str:
    digits = re.sub(r"(?<=\d),(?=\d)", "", text)  # 10,000
    return re.sub(r"[^a-z0-9]+", "-", digits).strip("-")


def _cut(words: str, length: int) -> str:
    """As many of the words as fit, in order; of a first one that is too long, its beginning."""
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition("-")[0] or words[:length]
