"""What the front end says, in each of its languages."""

import json
import re
from functools import cache
from pathlib import Path

from infra.functions import ROOT

_ASSETS = ROOT / "web/dist/assets"
PSEUDO = "en-XA"
"""English with accents, 40% longer: see web/messages.ts."""

_Node = str | list["_Node"]


class Texts:
    """Called with a key of web/messages, it gives the text as the page shows it: `wizard.publish`.

    Read from what was built, as the browser does: compiled, the pseudo-language too.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: str) -> str:
        return _text(_catalogue(self.language)[key], values).strip()


@cache
def _catalogue(language: str) -> dict[str, _Node]:
    literal = re.search(r"JSON\.parse\(([`'\"])(.*)\1\)", script_of(language).read_text())
    assert literal, f"No texts in {language}"
    found: dict[str, _Node] = json.loads(re.sub(r"\\x(..)|\\(.)", _unescaped, literal[2]))
    return found


def _unescaped(found: re.Match[str]) -> str:
    """Of what stands for a character in JavaScript: a space that breaks no line, or a quote."""
    return chr(int(found[1], 16)) if found[1] else found[2]


def script_of(language: str) -> Path:
    """The one with all texts of a language, its name with a hash of eight characters."""
    (path,) = _ASSETS.glob(f"_messages_{language}-????????.js")
    return path


def _text(node: _Node, values: dict[str, str]) -> str:
    """A text, a list of nodes, `[value]`, or `[tag, node, …]`. Raises KeyError for a plural."""
    if isinstance(node, str):
        return node
    return "".join(each if isinstance(each, str) else _named(each, values) for each in node)


def _named(node: list[_Node], values: dict[str, str]) -> str:
    name, *inside = node
    return _text(inside, values) if inside else values[str(name)]
