"""Plain text as HTML: paragraphs, lines, and links that vouch for nothing."""

import re

from markupsafe import Markup, escape

# Written out, for jinja2's urlize passes over what stands in quotes, and keeps a `!` at the end.
_ADDRESS = re.compile(r"https?://\w[^\s<>\"'`{}|\\^\[\]“”„‘’«»]*")
_LINK = Markup('<a href="{0}" rel="nofollow ugc noopener">{0}</a>')


def prose(text: str) -> Markup:
    """Blank lines make paragraphs. Everything is escaped."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    made = (_linked(part).replace("\n", Markup("<br>")) for part in paragraphs if part)
    return Markup().join(Markup("<p dir=auto>{}</p>").format(part) for part in made)


def _linked(text: str) -> Markup:
    made, end = Markup(), 0
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found[0])
        made += escape(text[end : found.start()]) + _LINK.format(address)
        end = found.start() + len(address)
    return made + escape(text[end:])


def _trimmed(address: str) -> str:
    """Without what ends the sentence around it, or a bracket that was opened before it."""
    while address[-1] in ".,;:!?*" or (
        address[-1] == ")" and address.count("(") < address.count(")")
    ):
        address = address[:-1]
    return address
