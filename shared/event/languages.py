"""The language of an event: its words, its direction, and its forms of dates and prices.

Words come from gettext catalogues, which `make messages` compiles into `messages/`; forms from
CLDR, through Babel. Either is loaded by the first text in a language. docs/languages.md says how to
add one.
"""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from markupsafe import Markup, escape

from shared.event.tags import MAIN, canonical

SOURCE = "en"
"""The language that messages are written in, as the British do."""

_FOLDER = Path(__file__).parent / "messages"
CATALOGUES = (SOURCE, *sorted(path.stem for path in _FOLDER.glob("*.mo")))
"""CLDR's names of the languages that there are words for."""

_RIGHT_TO_LEFT = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
ZEROS = {"arab": "٠", "beng": "০"}
"""CLDR's numbering systems beside the Latin one, by their zeros."""
_BRITISH = "en_GB"


@dataclass(frozen=True)
class Language:
    """`tag` is BCP 47's, and `catalogue` is where its words come from: `SOURCE` or a parent."""

    tag: str
    catalogue: str
    locale: Locale
    direction: str
    """`ltr` or `rtl`."""
    og_locale: str
    """OpenGraph's name: language and territory."""

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language, with its `{names}` filled in."""
        found = self._words.gettext(message)
        return found.format(**values) if values else found

    def html(self, message: str, /, **values: object) -> Markup:
        """The same as HTML: what is no Markup among the values is escaped."""
        if not (found := self._escaped.get(message)):
            found = self._escaped[message] = escape(self._words.gettext(message))
        return found.format(**values) if values else found

    def term(self, context: str, message: str, /) -> str:
        """A word or two that mean another thing elsewhere, as `context` tells."""
        return self._words.pgettext(context, message)

    def count(self, one: str, other: str, count: int, /) -> str:
        """The message in the form that its `{count}` asks for."""
        found = self._words.ngettext(one, other, count)
        return found.format(count=self.digits(str(count)))

    def digits(self, text: str) -> str:
        """The text with the digits that the language writes."""
        return text.translate(self._digits) if self._digits else text

    def capitals(self, text: str) -> str:
        """In capital letters, as the language has them."""
        if self.locale.language in ("tr", "az"):
            text = text.replace("i", "İ")
        if self.locale.language == "el":
            text = text.translate(_WITHOUT_TONOS)
        return text.upper()

    @cached_property
    def _digits(self) -> dict[int, str]:
        """By code points of the Latin ones; empty where those are written."""
        zero = ZEROS.get(self.locale.default_numbering_system)
        return {ord("0") + n: chr(ord(zero) + n) for n in range(10)} if zero else {}

    @cached_property
    def _escaped(self) -> dict[str, Markup]:
        """The messages as HTML, each escaped once."""
        return {}

    @cached_property
    def _words(self) -> gettext.NullTranslations:
        if self.catalogue == SOURCE:
            return gettext.NullTranslations()
        with (_FOLDER / f"{self.catalogue}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)


_WITHOUT_TONOS = str.maketrans("άέήίόύώΐΰ", "αεηιουωϊϋ")


@lru_cache(maxsize=256)
def of(tag: str) -> Language:
    """The language of a well-formed tag. Without words for it, those of its nearest parent in CLDR;
    without a parent, English ones, with English forms of dates and prices.
    """
    found = MAIN.match(tag)
    known = _known(found) if found else None
    names = parents(known) if known else iter(())
    catalogue = next((each for each in names if each in CATALOGUES), SOURCE)
    # Forms in the language of the words: Norwegian for `nn`, English for Hindi in Latin letters.
    of_words = Locale.parse(catalogue)
    locale = known if known and known.language == of_words.language else of_words
    if str(locale) == SOURCE:
        locale = Locale.parse(_BRITISH)
    language, script, territory = _likely(found)
    return Language(
        tag,
        catalogue,
        locale,
        "rtl" if script in _RIGHT_TO_LEFT else "ltr",
        f"{language}_{territory}" if territory else _BRITISH,
    )


def preferred(accepted: str) -> Language:
    """The first language of an Accept-Language header (RFC 9110, section 12.5.4) that there are
    words for; English when there is none.
    """
    ranked = []
    for part in accepted[:500].split(","):
        name, _, parameter = part.partition(";")
        quality = parameter.strip().removeprefix("q=") or "1"
        if re.fullmatch(r"[01](\.[0-9]{1,3})?", quality) and float(quality):
            ranked.append((float(quality), name.strip()))
    for _, name in sorted(ranked, key=lambda each: -each[0]):
        if (found := of(canonical(name))).catalogue != SOURCE or name.lower().startswith(SOURCE):
            return found
    return of(SOURCE)


def _known(main: re.Match[str]) -> Locale | None:
    """CLDR's locale of the tag, or of its language alone where it has none of the region."""
    for name in (main[0], main["language"]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def parents(locale: Locale) -> Iterator[str]:
    """CLDR's names of the locale and of what it inherits from, the nearest first."""
    name, exceptions = str(locale), get_global("parent_exceptions")
    while name:
        yield name
        name = exceptions.get(name) or name.rpartition("_")[0]


def _likely(main: re.Match[str] | None) -> tuple[str, str, str]:
    """Language, script and territory, as CLDR's likely subtags complete them; "" for unknown."""
    if main is None:
        return "", "", ""
    language, script, region = main["language"], main["script"], main["region"]
    table = get_global("likely_subtags")
    names = (
        "_".join(filter(None, parts))
        for parts in (
            (language, script, region),
            (language, region),
            (language, script),
            (language,),
        )
    )
    likely = next((table[name] for name in names if name in table), "")
    _, *rest = likely.split("_") if likely else ("",)
    guessed = next((part for part in rest if len(part) == 4), "")
    territory = next((part for part in rest if len(part) == 2), "")
    if region and len(region) == 2:
        territory = region
    elif language == SOURCE and not region:
        territory = "GB"
    return language, script or guessed, territory
