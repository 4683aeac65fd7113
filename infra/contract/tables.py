"""The front end's tables: invisible characters, currencies, names of time zones."""

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata
from babel.core import get_global
from babel.numbers import get_currency_symbol, get_territory_currencies

from shared.event.currencies import CURRENCIES, decimals
from shared.event.text import INVISIBLE

HEAD = "// Written by `make contract`; edit the Python that it comes from instead."
_TEXTS = "Record<string, string>"
_USUAL_DECIMALS = 2
_TZDATA = Path(tzdata.__file__).parent / "zoneinfo"


def texts() -> str:
    """Which characters nobody sees, for a regular expression: browsers have older Unicodes."""
    escaped = "".join(c if c == "-" else f"\\u{{{ord(c):x}}}" for c in INVISIBLE)
    comment = "Beside white space. The inside of a character class, under the flag `u`."
    return _module(INVISIBLE=(comment, "string", escaped))


def currencies() -> str:
    symbols = {code: str(get_currency_symbol(code, "en_GB")) for code in CURRENCIES}
    digits = {code: decimals(code) for code in CURRENCIES}
    unusual = {code: count for code, count in digits.items() if count != _USUAL_DECIMALS}
    others = {code: symbol for code, symbol in symbols.items() if symbol != code}
    return _module(
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
    return _module(ZONES=(comment, "[Record<number, string>, string][]", rows))


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
    return _module(
        CITIES=("Zones by region (ISO 3166).", _TEXTS, _joined(cities)),
        PRESENT=("Of zones by their earlier names, which browsers keep.", _TEXTS, _renamed(cities)),
        PAID_WITH=("Regions by currency.", _TEXTS, _joined(money)),
    )


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


def _module(**constants: tuple[str, str, object]) -> str:
    """Each constant's comment, type and value."""
    parts = [
        f"/** {comment} */\nexport const {name}: {kind} = "
        f"{json.dumps(value, ensure_ascii=False, indent=2)};"
        for name, (comment, kind, value) in constants.items()
    ]
    return "\n\n".join([HEAD, *parts]) + "\n"
