"""Language tags (BCP 47): which are well formed, and how they are written."""

import re

PATTERN = (
    r"^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})"  # language
    r"(-[A-Za-z]{4})?"  # script
    r"(-([A-Za-z]{2}|[0-9]{3}))?"  # region
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"  # variants
    r"(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*"  # extensions
    r"(-[Xx](-[A-Za-z0-9]{1,8})+)?$"  # private use
)
"""The `langtag` of RFC 5646, section 2.1, without its grandfathered tags."""

MAIN = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?"
    r"(?:-(?P<region>[A-Z]{2}|[0-9]{3}))?(?=-|$)"
)
"""Language, script and region at the beginning of a canonical tag: all of it but what somebody may
have put into it.
"""

MAX_LENGTH = 35
"""What RFC 5646, section 4.4.1, asks software to take at least."""


def canonical(tag: str) -> str:
    """`zh-Hant-TW` for `ZH-hANT-tw`: the letter case of RFC 5646, section 2.1.1."""
    shown: list[str] = []
    for part in tag.lower().split("-"):
        is_free = bool(shown) and all(len(each) > 1 for each in shown)
        if is_free and part.isalpha() and len(part) == 2:
            shown.append(part.upper())
        elif is_free and part.isalpha() and len(part) == 4:
            shown.append(part.title())
        else:
            shown.append(part)
    return "-".join(shown)
