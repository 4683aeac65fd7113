"""Dates, places, prices and statuses in the event's language, as plain text: templates must escape
it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_datetime, get_timezone_name
from babel.numbers import format_currency

from shared.event import languages
from shared.event.currencies import decimals
from shared.event.languages import ZEROS, Language
from shared.event.model import Facts, Listing


def language(facts: Facts) -> Language:
    return languages.of(facts.language)


# --- When -----------------------------------------------------------------------------------------


def local(instant: datetime, facts: Facts) -> datetime:
    """The time in the event's own zone; in UTC when this release does not know the zone."""
    return _local(instant, facts.timezone)


def _local(instant: datetime, timezone: str) -> datetime:
    return instant.astimezone(ZoneInfo(timezone) if _is_known(timezone) else UTC)


def when(facts: Facts) -> str:
    """`Sat 12 June 2027, 19:30 – 23:00 CEST`.

    The end has a date of its own when it is on another day, and the start has a zone of its own
    when the clocks change in between.
    """
    return "".join(ends(facts))


def ends(facts: Facts) -> tuple[str, str, str]:
    """`Sat 12 June 2027, 19:30`, ` – ` and `23:00 CEST`: the parts of `when`."""
    return _ends(facts.starts_at, facts.ends_at, facts.timezone, facts.language)


@lru_cache(maxsize=64)  # a page says it four times
def _ends(starts_at: datetime, ends_at: datetime, timezone: str, tag: str) -> tuple[str, str, str]:
    start, end = _local(starts_at, timezone), _local(ends_at, timezone)
    spoken = languages.of(tag)
    forms = _forms(spoken.locale)
    zones = _zone_name(start, spoken), _zone_name(end, spoken)
    since = f" {zones[0]}" if zones[0] != zones[1] else ""
    if start.date() != end.date():
        return (
            f"{_moment(start, spoken)}{since}",
            forms.between,
            f"{_moment(end, spoken)} {zones[1]}",
        )
    apart = forms.time, forms.between, forms.time
    first, between, last = apart if since else forms.interval(start, end)
    before, after = _around_time(start, spoken)
    return (
        f"{before}{format_date(start, first, spoken)}{since}",
        between,
        f"{format_date(end, last, spoken)} {zones[1]}{after}",
    )


def moment(instant: datetime, facts: Facts) -> str:
    """`Sat 12 June 2027, 19:30 CEST`: an instant on the event's own clock."""
    return _moment_in(instant, facts.timezone, facts.language)


@lru_cache(maxsize=64)  # a page says one twice
def _moment_in(instant: datetime, timezone: str, tag: str) -> str:
    shown, spoken = _local(instant, timezone), languages.of(tag)
    before, after = _around_time(shown, spoken)
    time = format_date(shown, _forms(spoken.locale).time, spoken)
    return f"{before}{time} {_zone_name(shown, spoken)}{after}"


def format_date(instant: datetime, pattern: str, spoken: Language) -> str:
    """Format a time by a CLDR pattern such as `EEE d MMMM y`.

    https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
    """
    if spoken.locale.language == "th":  # the years of the Buddhist era, which Babel does not count
        pattern = re.sub(r"y+", f"'{instant.year + 543}'", pattern)
    return spoken.digits(_spaced(str(format_datetime(instant, pattern, locale=spoken.locale))))


def intl_locale(spoken: Language) -> str:
    """The language's forms as JavaScript's Intl has them, by its locale, clock and digits:
    `en-GB-u-ca-gregory-hc-h23-nu-latn`.
    """
    clock = "h23" if "H" in _forms(spoken.locale).time else "h12"
    system = spoken.locale.default_numbering_system
    digits = system if system in ZEROS else "latn"
    return f"{str(spoken.locale).replace('_', '-')}-u-ca-gregory-hc-{clock}-nu-{digits}"


@dataclass(frozen=True)
class _Forms:
    """CLDR's patterns of a language: a day, a time, and what joins day and time.

    `same_half` and `both_halves` are the patterns of two times of one day, with what stands between
    them: both before noon or both after it, and one of each. `between` joins times with days.
    """

    day: str
    time: str
    glue: str
    same_half: "_Interval"
    both_halves: "_Interval"
    between: str

    def interval(self, start: datetime, end: datetime) -> "_Interval":
        return self.same_half if (start.hour < 12) == (end.hour < 12) else self.both_halves


_Interval = tuple[str, str, str]


@lru_cache(maxsize=256)
def _forms(locale: Locale) -> _Forms:
    language = locale.language
    time = str(locale.time_formats["short"].pattern)
    between = _spaced(str(locale.interval_formats[None])[3:-3])
    if between in ("-", "–"):  # too little where spaces are in what it joins
        between = " – "
    glue = str(locale.datetime_formats["medium"])
    if glue in ("{1} {0}", "{0} {1}") and language not in _WITHOUT_COMMA:
        glue = glue.replace(" ", _GLUES.get(language, ", "))
    patterns = locale.interval_formats.get("Hm" if "H" in time else "hm", {})
    if "H" in time and language in _INTERVALS:
        patterns = {"H": [f"{time}{_INTERVALS[language]}", time]}
    same_half, both_halves = (
        next(_interval(patterns[name]) for name in names if name in patterns)
        for names in (("h", "H"), ("B", "a", "H"))
    )
    if language == "ko":  # 오후: the short names of its halves are English
        time, same_half, both_halves = _wide(time), *map(_wides, (same_half, both_halves))
    return _Forms(day_pattern(locale), time, glue, same_half, both_halves, between)


_INTERVALS = {"en": " – ", "ja": "～"}
"""Between times, where an event's page has not what CLDR has: `19:30–23:00` without spaces, and
`19時30分～23時00分`.
"""
_GLUES = {"fi": " klo "}
"""Between day and time, as a newer CLDR than Babel's has it."""
_WITHOUT_COMMA = ("ja", "ko", "th", "zh")
"""Between day and time. Elsewhere a space would be too little between a year and an hour."""
_WHOLE_WEEKDAYS = ("th", "vi")
"""Whose short names of weekdays are for calendars only."""


def _interval(parts: list[str]) -> _Interval:
    """The first part of CLDR's two ends with what stands between them."""
    first, last = map(str, parts)
    dash = re.search(r"\s*[-–~～至]\s*$", first)
    end = dash.start() if dash else len(first)
    return first[:end], _spaced(first[end:]), last


def _wides(patterns: _Interval) -> _Interval:
    return _wide(patterns[0]), patterns[1], _wide(patterns[2])


def _wide(pattern: str) -> str:
    return pattern.replace("a", "aaaa")


def day_pattern(locale: Locale) -> str:
    """The full date under the weekday's short name."""
    full = str(locale.date_formats["full"].pattern)
    short = str(locale.datetime_skeletons["yMMMEd"].pattern)
    if "(" in short:  # (土): a weekday that stands in brackets
        return short
    if locale.language == "en":  # without a comma after the weekday: `Sat 12 June 2027`
        full = full.replace("EEEE, d", "EEEE d")
    if locale.language not in _WHOLE_WEEKDAYS:
        full = full.replace("EEEE", "EEE").replace("cccc", "ccc")
    return full.replace("dd", "d").replace(" G", "")


def _around_time(instant: datetime, spoken: Language) -> tuple[str, str]:
    """What stands before and after the time: `Sat 12 June 2027, ` and nothing, or the reverse."""
    forms = _forms(spoken.locale)
    day = format_date(instant, forms.day, spoken)
    before, after = forms.glue.split("{0}")
    return before.replace("{1}", day), after.replace("{1}", day)


def _moment(instant: datetime, spoken: Language) -> str:
    before, after = _around_time(instant, spoken)
    return f"{before}{format_date(instant, _forms(spoken.locale).time, spoken)}{after}"


def _zone_name(instant: datetime, spoken: Language) -> str:
    """`CEST` where the zone has a name in the language, else its offset: `GMT+8`.

    In English the name is the zone's own abbreviation, which TypeScript has a table of.
    """
    if spoken.locale.language == "en":
        name = instant.tzname() or ""
        return name if name.isalpha() else format_date(instant, "ZZZZ", spoken)
    name = str(get_timezone_name(instant, width="short", locale=spoken.locale))
    if " " in name:  # Babel's long name, where CLDR has no short one
        name = f"{instant:%z}"
    if not re.fullmatch(r"[+-]\d{4}", name):
        return name
    hours, minutes = int(name[1:3]), name[3:]
    shown = f"{name[0]}{hours}{f':{minutes}' if minutes != '00' else ''}"
    return spoken.digits(str(spoken.locale.zone_formats["gmt"]).replace("%s", shown))


def _spaced(text: str) -> str:
    """With the spaces that every font and every mail program has."""
    return text.replace("\N{THIN SPACE}", " ").replace(_NARROW_SPACE, "\N{NO-BREAK SPACE}")


_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@cache
def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


# --- Where, and what became of it -----------------------------------------------------------------


def where(facts: Facts) -> str:
    """`Kesselhaus, Knaackstr. 97, Berlin`: the venue's name and address, or `Online`."""
    place, spoken = facts.location, language(facts)
    if place.is_online:
        # NOTE: Where an event takes place: on the internet.
        return spoken.term("place", "Online")
    if not (place.name and place.address):
        return place.name or place.address
    # NOTE: A venue and its address: "Kesselhaus, Knaackstr. 97, Berlin".
    return spoken.text("{venue}, {address}", venue=place.name, address=place.address)


def status(facts: Facts) -> str:
    """`Scheduled`, `Postponed` or `Cancelled`."""
    if facts.status == "scheduled":
        # NOTE: The status of an event that takes place as planned.
        return language(facts).term("status", "Scheduled")
    return (
        _BADGES[facts.status](language(facts))
        if facts.status in _OFF
        else facts.status.capitalize()
    )


_OFF = ("cancelled", "postponed")
_BADGES: dict[str, Callable[[Language], str]] = {
    # NOTE: The status of an event that does not take place. Also a badge on its picture.
    "cancelled": lambda spoken: spoken.term("badge", "Cancelled"),
    # NOTE: The status of an event that is put off to a day that is not set yet. Also a badge.
    "postponed": lambda spoken: spoken.term("badge", "Postponed"),
    # NOTE: A badge on the picture of an event that was moved to another day.
    "new date": lambda spoken: spoken.term("badge", "New date"),
    # NOTE: A badge on the picture of an event that begins at another time of the same day.
    "new time": lambda spoken: spoken.term("badge", "New time"),
}


def news(listing: Listing) -> str:
    """What became of an event: `cancelled`, `postponed`, `new date`, `new time`, or nothing."""
    if not (before := moved_from(listing)):
        return listing.status if listing.status in _OFF else ""
    is_same_day = local(before, listing).date() == local(listing.starts_at, listing).date()
    return "new time" if is_same_day else "new date"


def badge(listing: Listing) -> str:
    """The same in words, said of an event before anything else: `Cancelled`, `New date`."""
    found = news(listing)
    return _BADGES[found](language(listing)) if found else ""


def moved_from(listing: Listing) -> datetime | None:
    """The start before an event was moved: that is news until the event is over, or off."""
    before = listing.previous_starts_at
    if before is None or listing.status != "scheduled" or listing.ends_at <= datetime.now(UTC):
        return None
    # Moved by seconds, it reads the same.
    is_moved = _minute(before) != _minute(listing.starts_at)
    return before if is_moved else None


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def headline(facts: Facts) -> str:
    """The title, said to be cancelled or postponed: `Cancelled: Summer Jazz Night`."""
    return _titled(facts, facts.status)


def preview(listing: Listing) -> str:
    """The title after its badge: `New date: Summer Jazz Night`. For whoever sees only the link."""
    return _titled(listing, news(listing))


def _titled(facts: Facts, said: str) -> str:
    spoken, title = language(facts), facts.title
    match said:
        case "cancelled":
            # NOTE: An event's title after its status. Also the subject of a mail.
            return spoken.text("Cancelled: {title}", title=title)
        case "postponed":
            # NOTE: An event's title after its status. Also the subject of a mail.
            return spoken.text("Postponed: {title}", title=title)
        case "new date":
            # NOTE: The title of an event that was moved to another day.
            return spoken.text("New date: {title}", title=title)
        case "new time":
            # NOTE: The title of an event that begins at another time of the same day.
            return spoken.text("New time: {title}", title=title)
    return title


# --- Tickets --------------------------------------------------------------------------------------


def first_ticket(spoken: Language) -> str:
    """An event's first ticket, until its organizer names it: the wizard proposes it."""
    # NOTE: The name of an event's first ticket, until its organizer gives it another one.
    return spoken.text("General admission")


@lru_cache(maxsize=1024)  # prices are round, and the same at many events
def money(price: int, currency: str, spoken: Language) -> str:
    """`€18.00`, `JP¥500`, `KWD 2.050` or `Free`, from a price in minor units."""
    if price == 0:
        # NOTE: The price of a ticket that costs nothing.
        return spoken.term("price", "Free")
    digits = "." + "0" * decimals(currency) if decimals(currency) else ""
    pattern = str(spoken.locale.currency_formats["standard"].pattern).replace(".00", digits)
    value = Decimal(amount(price, currency))
    text = str(
        format_currency(
            value,
            currency,
            pattern,
            spoken.locale,
            currency_digits=False,
            numbering_system="default",
            group_separator=value >= _least_grouped(spoken.locale),
        )
    )
    # As CLDR has it between the letters of a currency and digits.
    text = re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)
    return spoken.digits(text)


def _least_grouped(locale: Locale) -> int:
    """The first number with groups of digits: `10.000` after `9999` where CLDR has another minimum
    than four digits, which Babel does not know.
    """
    parents = set(languages.parents(locale))
    return 10_000 if parents & _LATE_GROUPS and not parents & _EARLY_GROUPS else 0


# Each with the regions below it, as CLDR's locales inherit.
_LATE_GROUPS = {"es", "it", "pl", "pt_PT", "zh_Latn"}
_EARLY_GROUPS = {"es_419", "pt_AO"}


def amount(price: int, currency: str) -> str:
    """`18.00`: a price in minor units as a plain number of major units."""
    return f"{Decimal(price).scaleb(-decimals(currency)):f}"
