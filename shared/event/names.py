"""The names of people and organizations, as a sign-in provider tells them."""

import re
import unicodedata

from shared.event import text

_MAX_LENGTH = 120
_SURROGATES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"[\"'<(]*[^\s@]+@[^\s@]+\.[^\s@]+")


def display_name(name: object) -> str:
    """A name to show: cleaned like every line, of at most 120 characters.

    Empty for what is no text and for an email address, which some providers send as the name.
    """
    if not isinstance(name, str):
        return ""
    cleaned = text.one_line(_SURROGATES.sub("", name))
    seen = unicodedata.normalize("NFKC", text.visible(cleaned))
    return "" if _ADDRESS.fullmatch(seen) else text.cut(cleaned, _MAX_LENGTH).rstrip()
