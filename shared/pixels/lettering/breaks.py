"""Where text may be cut: between grapheme clusters, and where a line may end."""

import re
import unicodedata
from itertools import pairwise

from icu4py.breakers import CharacterBreaker, LineBreaker

_PHRASES = "ja-u-lw-phrase"  # keeps Chinese, Japanese and Korean words whole
_ANYWHERE = "en"
_VOWELS = "aeiouyœæøıαεηιουωаеёиоуыэюяіїєѣ"
_CONSONANT = rf"[^\W\d_{_VOWELS}]"
_PART = re.compile(
    rf"(?<=[{_VOWELS}]){_CONSONANT}*?"
    rf"(?P<onset>sch|[cgprst]h|ck|qu|ss|(?<=[{_VOWELS}])[bcdfgkpt][lr]|{_CONSONANT})(?=[{_VOWELS}])"
)
_OPEN_RANGE = re.compile(r"\d[–～]$")
_SHORTEST = 3  # letters of a word before a hyphen, and after it
_HYPHENATED = ("LATIN", "GREEK", "CYRILLIC")


def clusters(text: str) -> list[str]:
    """What a reader takes for one letter each: a base with its marks, or an emoji of many parts."""
    return list(map(str, CharacterBreaker(text, _ANYWHERE)))


def preferred(text: str) -> list[str]:
    """The text in the parts that lines should be made of: words, also where they are not spaced,
    and ranges of numbers.
    """
    parts: list[str] = []
    for part in map(str, LineBreaker(text, _PHRASES)):
        if parts and part[0].isdecimal() and _OPEN_RANGE.search(parts[-1]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def possible(text: str) -> list[str]:
    """The text in the parts that lines may be made of (UAX #14, Thai by a dictionary)."""
    return list(map(str, LineBreaker(text, _ANYWHERE)))


def hyphenated(word: str) -> list[str]:
    """A word in parts of one vowel or more, by what most alphabets have in common.

    One part when it is of another script, or too short. A part begins with the last consonant
    before a vowel: `Donau`, `dampf`, `schiff`, `fahrts`, `ge`, `sell`, `schaft`.
    """
    letters = clusters(word)
    shapes = "".join(map(_shape, letters))
    starts = [found.start("onset") for found in _PART.finditer(shapes)]
    inside = [i for i in starts if _SHORTEST <= i <= len(letters) - _SHORTEST]
    return ["".join(letters[i:j]) for i, j in pairwise([0, *inside, len(letters)])]


def _shape(letter: str) -> str:
    """The small letter without its marks; a dot for what has no hyphen beside it."""
    base = unicodedata.normalize("NFD", letter)[0]
    is_hyphenated = unicodedata.name(base, "").startswith(_HYPHENATED)
    return base.lower()[0] if is_hyphenated else "."
