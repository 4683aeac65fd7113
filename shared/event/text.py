"""Text that people wrote: cleaned for storing, and cut for showing."""

import re
import unicodedata

# Unicode's Default_Ignorable_Code_Point: characters that are drawn as nothing.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Braille's and hieroglyphs' blanks, fillers, a null notehead, and what annotates or stands for an
# object that is not there.
_BLANK = "\u2800\ufff9-\ufffc\U00013441\U00013442\U00016fe4\U0001d159"
INVISIBLE = _IGNORABLE + _BLANK
"""Characters that nobody sees, beside white space; the inside of a character class."""

_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters except tab and line feed; and bidirectional embeddings, overrides and isolates,
# which can make text look like other text (CVE-2021-42574).
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")

_MAX_JOINED = 40  # characters that are drawn as one; text with more is made to do harm
_LONGEST_WORD = 40
_ZERO_WIDTH_JOINER = "\u200d"
_REGIONAL_INDICATORS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two are a flag


class LoneSurrogate(ValueError):
    """Half of a surrogate pair, which UTF-8 cannot encode."""


def clean(text: str) -> str:
    """As it is stored: in NFC, without control and bidirectional characters, trimmed.

    Empty when nothing in it can be seen. Raises LoneSurrogate.
    """
    if _SURROGATE.search(text):
        raise LoneSurrogate
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip()
    return cleaned if _VISIBLE.search(cleaned) else ""


def one_line(text: str) -> str:
    """Cleaned, with each run of white space as one space."""
    return re.sub(r"\s+", " ", clean(text))


def visible(text: str) -> str:
    """What is seen of a line: equal for lines that look the same but for invisible characters."""
    return " ".join(_INVISIBLE.sub("", text).split())


def is_right_to_left(text: str) -> bool:
    """Whether its first letter with a direction has that one, as HTML's `dir=auto` asks."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found for found in directions if found in ("L", "R", "AL")), "L") != "L"


def cut(text: str, length: int) -> str:
    """At most `length` characters of the text, which ends after a whole character as people see it.

    Accents, variation selectors, skin tones, joined emoji and flags stay with what they belong to,
    except in runs of more than forty.
    """
    if len(text) <= length:
        return text
    end = length
    while end > max(0, length - _MAX_JOINED) and _continues(text, end):
        end -= 1
    return text[: end if end and not _continues(text, end) else length]


def shorten(text: str, length: int) -> str:
    """At most `length` characters: cut at a space if one is near, and ended with an ellipsis."""
    if len(text) <= length:
        return text
    short = cut(text, length - 1)
    at_space = text[: len(short) + 1].rpartition(" ")[0]
    if at_space and len(at_space) >= len(short) - _LONGEST_WORD:
        short = at_space
    return short.rstrip() + "…"


def _continues(text: str, position: int) -> bool:
    """Whether the character at `position` is drawn as one with that before it.

    The simple part of https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries
    """
    here, before = text[position], text[position - 1]
    if _ZERO_WIDTH_JOINER in (here, before):
        return True
    if here in _REGIONAL_INDICATORS:
        flags = len(text[:position]) - len(text[:position].rstrip(_REGIONAL_INDICATORS))
        return flags % 2 == 1
    is_skin_tone = "\U0001f3fb" <= here <= "\U0001f3ff"
    is_tag = "\U000e0020" <= here <= "\U000e007f"
    return is_skin_tone or is_tag or unicodedata.category(here).startswith("M")
