"""The front end's tables: invisible characters, currencies, names of time zones."""

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_symbol, get_territory_currencies

from infra.functions import ROOT
from shared.event import languages as spoken
from shared.event.currencies import CURRENCIES, decimals
from shared.event.text import INVISIBLE

HEAD = "// Written by `make contract`; edit the Python that it comes from instead."
_TEXTS = "Record<string, string>"
_USUAL_DECIMALS = 2
_TZDATA = Path(tzdata.__file__).parent / "zoneinfo"
ORGANIZERS = sorted({path.parent.name for path in ROOT.glob("web/messages/*/*.json")} - {"en"})
"""The languages of the front end, beside English."""


def texts() -> str:
    """Which characters nobody sees, for a regular expression: browsers have older Unicodes."""
    escaped = "".join(c if c == "-" else f"\\u{{{ord(c):x}}}" for c in INVISIBLE)
    comment = "Beside white space. The inside of a character class, under the flag `u`."
    return module(INVISIBLE=(comment, "string", escaped))


def currencies() -> str:
    symbols = {code: str(get_currency_symbol(code, "en_GB")) for code in CURRENCIES}
    digits = {code: decimals(code) for code in CURRENCIES}
    unusual = {code: count for code, count in digits.items() if count != _USUAL_DECIMALS}
    others = {code: symbol for code, symbol in symbols.items() if symbol != code}
    return module(
        CURRENCIES=("ISO 4217.", "string[]", CURRENCIES),
        DECIMALS=("Of the minor unit, where they are not two.", "Record<string, number>", unusual),
        SYMBOLS=("Where they are not the code itself.", _TEXTS, others),
    )


def zones() -> str:
    """What clocks are called: browsers know `CEST` or `EDT` by language, and `JST` in none."""
    table: dict[tuple[tuple[int, str], ...], list[str]] = defaultdict(list)
    for zone in (Path(tzdata.__file__).parent / "zones").read_text().split():
        if names := _abbreviations(zone):
            table[names].append(zone)
    rows = [[dict(names), " ".join(zones)] for names, zones in table.items()]
    comment = "Names by offset from UTC in minutes, and the zones that have them."
    return module(ZONES=(comment, "[Record<number, string>, string][]", rows))


def regions() -> str:
    """Where zones are, by the names that their cities have today, and what is paid with there."""
    listed = (_TZDATA / "zone.tab").read_text().splitlines()
    places = [line.split("\t")[:3:2] for line in listed if not line.startswith("#")]
    cities: dict[str, list[str]] = defaultdict(list)
    for region, zone in places:
        cities[region].append(zone)
    money: dict[str, list[str]] = defaultdict(list)
    for region in cities:
        known = [code for code in get_territory_currencies(region) if code in CURRENCIES]
        money[known[0] if known else "EUR"].append(region)
    return module(
        CITIES=("Zones by region (ISO 3166).", _TEXTS, _joined(cities)),
        PRESENT=("Of zones by their earlier names, which browsers keep.", _TEXTS, _renamed(cities)),
        PAID_WITH=("Regions by currency.", _TEXTS, _joined(money)),
    )


def languages() -> str:
    """What a page may be written in, and which of them a browser's language comes to."""
    names = {tag_of(name): _own_name(name) for name in spoken.CATALOGUES}
    return module(
        LANGUAGES=("Those that pages have words in, by their own names.", _TEXTS, _sorted(names)),
        NEAREST=(
            "Of tags whose words are another's than those of the longest tag that they begin with.",
            _TEXTS,
            _nearest(names),
        ),
    )


def tag_of(name: str) -> str:
    """BCP 47's form of CLDR's name."""
    return name.replace("_", "-")


def _own_name(catalogue: str) -> str:
    """`Deutsch`; with its region or script where there is another catalogue of the language."""
    locale = Locale.parse(catalogue)
    siblings = [Locale.parse(other) for other in spoken.CATALOGUES]
    siblings = [other for other in siblings if other.language == locale.language]
    if len(siblings) > 1:
        # CLDR says what the name does not; but English is the British one (languages.py).
        _, script, territory = get_global("likely_subtags")[locale.language].split("_")
        usual = "GB" if catalogue == spoken.SOURCE else territory
        if any(other.script for other in siblings):
            locale = Locale(locale.language, script=locale.script or script)
        else:
            locale = Locale(locale.language, locale.territory or usual)
    name = locale.get_display_name(locale) or catalogue
    return name[0].upper() + name[1:]


def _nearest(names: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in sorted(_known(), key=lambda tag: (tag.count("-"), tag)):
        words = tag_of(spoken.of(tag).catalogue)
        if _by_prefix(tag, found, names) != words:
            found[tag] = words
    return found


def _known() -> set[str]:
    """Every tag that CLDR knows, and with a region alone where it has a script too: zh-TW."""
    locales = [Locale.parse(name) for name in locale_identifiers()]
    pairs = {f"{locale.language}-{locale.territory}" for locale in locales if locale.territory}
    return {tag_of(str(locale)) for locale in locales} | pairs


def _by_prefix(tag: str, nearest: dict[str, str], names: Collection[str]) -> str:
    """As web/src/nearest.ts looks a tag up."""
    while tag:
        if (name := nearest.get(tag, tag)) in names:
            return name
        tag = tag.rpartition("-")[0]
    return spoken.SOURCE


def _sorted(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))


def cities(language: str) -> str:
    """What the cities of the zones are called in a language, where it is not their English name."""
    known = Locale.parse(language).time_zones
    names = {_present(zone): entry["city"] for zone, entry in known.items() if "city" in entry}
    listed = {zone: names[zone] for zone in _zones() if zone in names}
    others = {zone: city for zone, city in listed.items() if city != _english(zone)}
    return json.dumps(others, ensure_ascii=False, indent=0) + "\n"


def _present(zone: str) -> str:
    return str(get_global("zone_aliases").get(zone, zone))


def _english(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _zones() -> list[str]:
    listed = (_TZDATA / "zone.tab").read_text().splitlines()
    return sorted(line.split("\t")[2] for line in listed if not line.startswith("#"))


def _renamed(cities: dict[str, list[str]]) -> dict[str, str]:
    present = {zone for zones in cities.values() for zone in zones}
    aliases = sorted(get_global("zone_aliases").items())
    return {old: new for old, new in aliases if new in present and old not in present}


def _joined(table: dict[str, list[str]]) -> dict[str, str]:
    return {name: " ".join(sorted(values)) for name, values in sorted(table.items())}


def _abbreviations(zone: str) -> tuple[tuple[int, str], ...]:
    """By offset in minutes, in the rules that hold from now on; none of a zone without letters."""
    names: dict[int, str] = {}
    instant, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
    while instant < last:
        local = instant.astimezone(ZoneInfo(zone))
        name, offset = local.tzname() or "", local.utcoffset() or timedelta()
        if name.isalpha():
            names[int(offset.total_seconds() // 60)] = name
        instant += timedelta(weeks=1)
    return tuple(sorted(names.items()))


def module(**constants: tuple[str, str, object]) -> str:
    """Each constant's comment, type and value."""
    parts = [
        f"/** {comment} */\nexport const {name}: {kind} = "
        f"{json.dumps(value, ensure_ascii=False, indent=2)};"
        for name, (comment, kind, value) in constants.items()
    ]
    return "\n\n".join([HEAD, *parts]) + "\n"
