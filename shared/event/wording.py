"""Dates, places and prices in English, as plain text: templates must escape it."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from babel.dates import format_datetime
from babel.numbers import format_currency

from shared.event.currencies import decimals
from shared.event.model import Facts, Listing

_LOCALE = "en_GB"
_WITHOUT_CITY = {"Etc/UTC": "UTC", "Etc/GMT": "GMT"}
_BADGES = {"cancelled": "Cancelled", "postponed": "Postponed"}
_DAY, _TIME = "EEE d MMMM y", "HH:mm"


def local(instant: datetime, facts: Facts) -> datetime:
    """The time in the event's own zone; in UTC when this release does not know the zone."""
    known = _is_known(facts.timezone)
    return instant.astimezone(ZoneInfo(facts.timezone) if known else UTC)


def when(facts: Facts) -> str:
    """`Sat 12 June 2027, 19:30 – 23:00 CEST`.

    The end has a date of its own when it is on another day, and the start has a zone of its own
    when the clocks change in between.
    """
    start, end = local(facts.starts_at, facts), local(facts.ends_at, facts)
    until = _TIME if start.date() == end.date() else f"{_DAY}, {_TIME}"
    zones = _zone_name(start), _zone_name(end)
    since = f" {zones[0]}" if zones[0] != zones[1] else ""
    return f"{format_date(start, f'{_DAY}, {_TIME}')}{since} – {format_date(end, until)} {zones[1]}"


def where(facts: Facts) -> str:
    """`Kesselhaus, Knaackstr. 97, Berlin`: the venue's name and address, or `Online`."""
    place = facts.location
    if place.is_online:
        return "Online"
    return ", ".join(part for part in (place.name, place.address) if part)


def zone(facts: Facts) -> str:
    """`Europe/Berlin time`: the zone that times are shown in, by its present name."""
    if not _is_known(facts.timezone):
        return "UTC time"
    name = get_global("zone_aliases").get(facts.timezone, facts.timezone)
    return f"{_WITHOUT_CITY.get(name, name).replace('_', ' ')} time"


def badge(listing: Listing) -> str:
    """What is said of an event before anything else: `Cancelled`, `Postponed`, `New date`,
    `New time`, or nothing.

    A new date or time is news until the event is over.
    """
    before = listing.previous_starts_at
    if listing.status != "scheduled":
        return _BADGES.get(listing.status, "")
    if before in (None, listing.starts_at) or listing.ends_at <= datetime.now(UTC):
        return ""
    is_same_day = local(before, listing).date() == local(listing.starts_at, listing).date()
    return "New time" if is_same_day else "New date"


def money(price: int, currency: str) -> str:
    """`€18.00`, `JP¥500`, `KWD 2.050` or `Free`, from a price in minor units."""
    if price == 0:
        return "Free"
    pattern = "¤#,##0" + ("." + "0" * decimals(currency) if decimals(currency) else "")
    text = str(
        format_currency(
            Decimal(amount(price, currency)), currency, pattern, _LOCALE, currency_digits=False
        )
    )
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)  # as CLDR has it


def amount(price: int, currency: str) -> str:
    """`18.00`: a price in minor units as a plain number of major units."""
    return f"{Decimal(price).scaleb(-decimals(currency)):f}"


def format_date(instant: datetime, pattern: str) -> str:
    """Format a time by a CLDR pattern such as `EEE d MMMM y`.

    https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns
    """
    return str(format_datetime(instant, pattern, locale=_LOCALE))


def _zone_name(instant: datetime) -> str:
    """`CEST` where the zone has an abbreviation, else its offset: `GMT+08:00`."""
    name = instant.tzname() or ""
    return name if name.isalpha() else format_date(instant, "ZZZZ")


@cache
def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
