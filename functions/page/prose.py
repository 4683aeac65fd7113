"""An event's description, plain text, as HTML: paragraphs, line breaks and links."""

import re

from markupsafe import Markup, escape

# Not jinja2's urlize, which misses URLs in quotes and includes a `!` that follows one.
_URL = re.compile(r"https?://\w[^\s<>\"'`{}|\\^\[\]“”„‘’«»]*")
_BREAK, _START, _END = Markup("<br>"), Markup("<p dir=auto>"), Markup("</p>")
_LINK = Markup('<a href="{0}" rel="nofollow ugc noopener">{0}</a>')


def prose(text: str) -> Markup:
    """Escaped HTML. Blank lines separate paragraphs, and http(s) URLs become links."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    paragraphs = [_linkify(part).replace("\n", _BREAK) for part in parts if part]
    return Markup().join([_START + part + _END for part in paragraphs])


def _linkify(text: str) -> Markup:
    html, end = Markup(), 0
    for match in _URL.finditer(text):
        url = _trim(match[0])
        html += escape(text[end : match.start()]) + _LINK.format(url)
        end = match.start() + len(url)
    return html + escape(text[end:])


def _trim(url: str) -> str:
    """The URL without punctuation of the sentence around it: a full stop, a closing bracket."""
    while url[-1] in ".,;:!?*" or (url[-1] == ")" and url.count("(") < url.count(")")):
        url = url[:-1]
    return url
