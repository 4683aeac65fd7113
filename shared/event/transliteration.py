"""Text of every script in ASCII letters, as readers of its language write it.

anyascii has a letter or a syllable for every character; what it cannot know is done before it:
readings of Japanese (fugashi), of Chinese (pypinyin), and letters that languages write otherwise.
Decision 15 says why these.
"""

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    from fugashi import GenericTagger, Node

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆"
_KANA = "\u3041-\u30ff\u31f0-\u31ff"
_JAPANESE = re.compile(f"[{_HAN}{_KANA}]+")
_CHINESE = re.compile(f"[{_HAN}]+")
_APOSTROPHES = re.compile("['’‘ʼʹ`´׳״\"“”]")

_SYMBOLS = ("So", "Sk")  # emoji, which anyascii has names for

_LETTERS = {
    "de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}),
    "da": str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"}),
    "bg": str.maketrans({"щ": "sht", "ъ": "a", "ь": "y", "х": "h"}),
}


def ascii_words(text: str, language: str) -> str:
    """The text in lower-case ASCII, words apart; what has no letters is left out.

    `language` is a BCP 47 tag. Kana are read as Japanese and Han characters as Chinese in every
    other language too.
    """
    lower, main = unicodedata.normalize("NFKC", text).lower(), language.lower().split("-")[0]
    lower = "".join(" " if unicodedata.category(each) in _SYMBOLS else each for each in lower)
    if main == "ja" or re.search(f"[{_KANA}]", lower):
        lower = _JAPANESE.sub(_apart(_japanese), lower)
    elif main != "ko":
        lower = _CHINESE.sub(_apart(_pinyin), lower)
    if main in _LETTERS:
        lower = lower.translate(_LETTERS[main])
    if main == "uk":
        lower = _ukrainian(lower)
    if main == "el":
        lower = _greek(lower)
    return _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", lower))).lower()


def _apart(read: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f" {read(found[0])} "


# --- Ukrainian: resolution 55 of the Cabinet of Ministers, 2010 -----------------------------------

_UKRAINIAN = str.maketrans(
    {"г": "h", "ґ": "g", "и": "y", "х": "kh", "щ": "shch", "ь": "", "є": "ie", "ї": "i", "й": "i"}
    | {"ю": "iu", "я": "ia"}
)
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def _ukrainian(text: str) -> str:
    text = re.sub(r"(?<=\w)['’ʼ](?=\w)", "", text)
    text = re.sub(r"\b[єїйюя]", lambda found: _INITIAL[found[0]], text)
    return text.replace("зг", "zgh").translate(_UKRAINIAN)


# --- Greek: ELOT 743 ------------------------------------------------------------------------------

_DIPHTHONG = re.compile(r"([αεη])[υύ](?P<voiceless>(?=[θκξπσςτφχψ]|\W|$))?")


def _greek(text: str) -> str:
    text = re.sub("ο[υύ]", "ou", text)
    return _DIPHTHONG.sub(
        lambda found: found[1] + ("f" if found["voiceless"] is not None else "v"), text
    )


# --- Chinese --------------------------------------------------------------------------------------


def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # its dictionary takes a third of a second

    return " ".join(lazy_pinyin(text))


# --- Japanese: Hepburn without marks of long vowels -----------------------------------------------

_KANA_NAMES = """
アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シshi スsu
セse ソso ザza ジji ズzu ゼze ゾzo タta チchi ツtsu テte トto ダda ヂji ヅzu デde ドdo
ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho バba ビbi ブbu ベbe ボbo パpa ピpi
プpu ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi
ヱe ヲo ンn ヴvu
"""
_SYLLABLES = {each[0]: each[1:] for each in _KANA_NAMES.split()}
_SMALL_NAMES = "ァa ィi ゥu ェe ォo ャya ュyu ョyo ヮwa"
_SMALL = {each[0]: each[1:] for each in _SMALL_NAMES.split()}
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_DOUBLED = "ッ"
_reading = threading.Lock()  # MeCab's tagger is of one thread at a time


def _japanese(text: str) -> str:
    with _reading:
        words = [_pronunciation(word) for word in _tagger()(text)]
    return " ".join(map(_romaji, words))


@cache
def _tagger() -> "GenericTagger":
    import ipadic  # noqa: PLC0415  # few titles are Japanese
    from fugashi import GenericTagger  # noqa: PLC0415

    return GenericTagger(ipadic.MECAB_ARGS)


def _pronunciation(word: "Node") -> str:
    """In kana; of a word that the dictionary does not have, the word itself."""
    return str(word.feature[8] if len(word.feature) > 8 else word.surface)


def _romaji(kana: str) -> str:
    parts: list[str] = []
    for letter in kana.translate(_TO_KATAKANA):
        if letter in _SMALL and parts:
            parts.append(_joined(parts.pop(), _SMALL[letter]))
        elif letter != "ー":
            parts.append(_SYLLABLES.get(letter, letter))
    latin = "".join(parts).replace(f"{_DOUBLED}ch", "tch")
    return re.sub(f"{_DOUBLED}([a-z]?)", r"\1\1", latin)


def _joined(syllable: str, small: str) -> str:
    """`kya` of ki and ya, `sha` of shi and ya, `ti` of te and i, `we` of u and e."""
    stem = syllable[:-1]
    if small[0] == "y":
        return stem + (small[1:] if stem in ("sh", "ch", "j") else small)
    return (stem or "w") + small
