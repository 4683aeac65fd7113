"""Which font shows which letters, each opened by the first text that needs it.

Files are mapped into memory, not read: a text costs the pages that its glyphs are on.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from shared.pixels.lettering.glyphs import EAST_ASIAN, EM, EMOJI, LATIN, Weight

_FOLDER = Path(__file__).parent.parent / "fonts"
_OF_SCRIPT = {
    "Arab": "NotoSansArabic",
    "Armn": "NotoSansArmenian",
    "Beng": "NotoSansBengali",
    "Bopo": EAST_ASIAN,
    "Deva": "NotoSansDevanagari",
    "Ethi": "NotoSansEthiopic",
    "Geor": "NotoSansGeorgian",
    "Gujr": "NotoSansGujarati",
    "Guru": "NotoSansGurmukhi",
    "Hang": EAST_ASIAN,
    "Hani": EAST_ASIAN,
    "Hebr": "NotoSansHebrew",
    "Hira": EAST_ASIAN,
    "Kana": EAST_ASIAN,
    "Khmr": "NotoSansKhmer",
    "Knda": "NotoSansKannada",
    "Laoo": "NotoSansLao",
    "Mlym": "NotoSansMalayalam",
    "Mymr": "NotoSansMyanmar",
    "Orya": "NotoSansOriya",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Telu": "NotoSansTelugu",
    "Thai": "NotoSansThai",
}
_OTHERS = sorted(set(_OF_SCRIPT.values()))  # for `،` and `।`, which several scripts share
_NUMBERS = {"500Medium": 500, "800ExtraBold": 800}
# What is an emoji by itself before U+1F000 (Emoji_Presentation): ranges, both ends included.
_EMOJI = (
    "⌚⌛⏩⏬⏰⏰⏳⏳◽◾☔☕♈♓♿♿⚓⚓⚡⚡⚪⚫⚽⚾⛄⛅⛎⛎⛔⛔⛪⛪⛲⛳⛵⛵⛺⛺⛽⛽"
    "✅✅✊✋✨✨❌❌❎❎❓❕❗❗➕➗➰➰➿➿⬛⬜⭐⭐⭕⭕"
)
_RANGES = tuple(zip(_EMOJI[::2], _EMOJI[1::2], strict=True))
_TEXT_STYLE, _EMOJI_STYLE, _KEYCAP = "\ufe0e", "\ufe0f", "\u20e3"
# What has no glyph of its own: joiners, direction marks, and the two styles of emoji.
INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c" + _TEXT_STYLE + _EMOJI_STYLE)


def of_script(cluster: str) -> str | None:
    """The name of the font for the script of its letters; None when it has none, as `1` or `!`."""
    for character in cluster:
        script = _script(character)
        if script:
            return _OF_SCRIPT.get(script, LATIN)
    return None


@lru_cache(maxsize=4096)
def covering(cluster: str, neighbour: str) -> tuple[str, str] | None:
    """A font, and what it shows of a grapheme cluster: all of it, else its first characters.

    `neighbour` is the font beside it, which shows its own punctuation best. None when no font has
    its first character.
    """
    if is_emoji(cluster):
        names = [EMOJI, LATIN, EAST_ASIAN]
    elif own := of_script(cluster):
        names = [own, LATIN, EAST_ASIAN, EMOJI]
    elif cluster.isascii() and not cluster.isspace():
        names = [LATIN]
    else:
        names = [neighbour, LATIN, EAST_ASIAN, EMOJI, *_OTHERS]
    for name in names:
        if all(map(_face_of(name).get_nominal_glyph, _needed(cluster))):
            return name, cluster
    for name in names:
        if shown := _start(cluster, name):
            return name, shown
    return None


def is_emoji(cluster: str) -> bool:
    """Whether it is to be shown in colour."""
    if _TEXT_STYLE in cluster:
        return False
    first = cluster[0]
    return (
        first >= "\U0001f000"
        or any(start <= first <= end for start, end in _RANGES)
        or any(c in (_EMOJI_STYLE, _KEYCAP) or "🏻" <= c <= "🏿" for c in cluster)
    )


@cache
def font(name: str, weight: Weight) -> Any:
    """The HarfBuzz font at EM units an em. It is never changed, so threads may share it."""
    found = hb.Font(_face(name, weight))
    found.scale = (EM, EM)
    if name == EAST_ASIAN:
        found.set_variations({"wght": _NUMBERS[weight]})
    return found


def path(name: str, weight: Weight) -> Path:
    """The font's file."""
    if name == EAST_ASIAN:
        (folder,) = _locations("manimgx_fonts_cjk")
        return Path(folder, "NotoSansCJK-VF.otf.ttc")
    return _FOLDER / f"{name}_{'400Regular' if name == EMOJI else weight}.ttf"


def _needed(cluster: str) -> list[int]:
    return [ord(c) for c in cluster if c not in INVISIBLE]


def _start(cluster: str, name: str) -> str:
    """The characters that the font has, unless it lacks the first."""
    has = _face_of(name).get_nominal_glyph
    shown = [c for c in cluster if c in INVISIBLE or has(ord(c))]
    return "".join(shown) if shown and shown[0] == cluster[0] else ""


def _face_of(name: str) -> Any:
    """Any weight: all of a font have the same characters."""
    return font(name, "800ExtraBold")


@cache
def _face(name: str, weight: Weight) -> Any:
    return hb.Face(hb.Blob.from_file_path(str(path(name, weight))))


def _locations(package: str) -> list[str]:
    spec = find_spec(package)
    return list(spec.submodule_search_locations or ()) if spec else []


@lru_cache(maxsize=4096)
def _script(character: str) -> str | None:
    """Its ISO 15924 code; None for what all scripts share, as marks and punctuation."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return script
