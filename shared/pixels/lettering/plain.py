"""Any text as one line of what the fonts can show."""

import unicodedata
from collections.abc import Iterator

from shared.pixels.lettering import fonts
from shared.pixels.lettering.breaks import clusters
from shared.pixels.lettering.glyphs import LATIN

_MAX_CHARACTERS = 600  # more than fits any picture at a readable size
# Stacked further, marks say nothing and reach into the lines around. Those of no script in
# particular are what such stacks are made of; scripts of their own need up to six.
_MAX_COMMON_MARKS, _MAX_MARKS = 3, 8
_MAX_CLUSTER = 24  # characters of one letter, which no line can be broken within
_FORMAT = frozenset("\u200c\u200d\u200e\u200f\u061c")  # joiners and direction marks
_BLANK = frozenset("\u2800\u3164\u115f\u1160\uffa0")  # letters and symbols without ink
_SHAPES = ("<font>", "<wide>", "<narrow>")
_HALF_WIDTH_MARKS = "\uff9e\uff9f"


def printable(text: str) -> str:
    """The text on one line: fancy letters as plain ones, and without what no font can show.

    A word of which no letter is left goes as a whole, with its punctuation.
    """
    words = " ".join(_plain(text[:_MAX_CHARACTERS]).split()).split(" ")
    shown = [_shown(word) for word in words]
    kept = (new for old, new in zip(words, shown, strict=True) if _says(new) or not _says(old))
    line = " ".join(filter(None, kept))
    return line if any(c not in fonts.INVISIBLE for c in line) else ""


def _plain(text: str) -> str:
    """Letters of other shapes as plain ones: 𝓙𝓪𝔃𝔃, ＪＡＺＺ, ﬁlm, ﾊﾟｰﾃｨｰ.

    Not NFKC, which also respells: Armenian `և`, the Chinese colon, `™`, `½`.
    """
    plain = "".join(
        unicodedata.normalize("NFKC", c) if _is_other_shape(c) else c
        for c in text
        if not _is_hidden(c)
    )
    return unicodedata.normalize("NFC", plain)


def _is_other_shape(character: str) -> bool:
    if character in _HALF_WIDTH_MARKS or "\ufb00" <= character <= "\ufb06":
        return True
    is_word = unicodedata.category(character)[0] in "LN"
    return is_word and unicodedata.decomposition(character).startswith(_SHAPES)


def _is_hidden(character: str) -> bool:
    """Controls, formats, surrogates and private characters; white space is none of them."""
    if character in _FORMAT or "\U000e0020" <= character <= "\U000e007f":  # parts of emoji flags
        return False
    is_control = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")
    return character in _BLANK or (is_control and not character.isspace())


def _shown(word: str) -> str:
    return "".join(_drawable(cluster) for cluster in clusters(word))


def _drawable(cluster: str) -> str:
    """The cluster as far as one font has it: none of it when it is a mark without a letter."""
    if unicodedata.category(cluster[0])[0] == "M":
        return ""
    found = fonts.covering("".join(_fewer_marks(cluster[:_MAX_CLUSTER])), LATIN)
    return found[1] if found else ""


def _fewer_marks(cluster: str) -> Iterator[str]:
    common = all_marks = 0
    for character in cluster:
        if unicodedata.category(character)[0] != "M":
            common = all_marks = 0
        else:
            all_marks += 1
            common += fonts.of_script(character) is None
        if common <= _MAX_COMMON_MARKS and all_marks <= _MAX_MARKS:
            yield character


def _says(word: str) -> bool:
    """Whether there is a letter, a digit or a symbol in it."""
    return any(unicodedata.category(c)[0] in "LNS" or fonts.is_emoji(c) for c in word)
