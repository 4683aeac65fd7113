"""Dates, places and prices as people write them. Plain text; whoever shows it escapes it."""

import re
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency

from shared.event.currencies import decimals
from shared.event.draft import Venue
from shared.event.model import Listing

_LOCALE = "en_GB"
_DAY, _TIME = "EEE d MMMM y", "HH:mm"


def local(instant: datetime, listing: Listing) -> datetime:
    """The instant on a clock that hangs at the event."""
    return instant.astimezone(ZoneInfo(listing.timezone))


def when(listing: Listing) -> str:
    """`Sat 12 June 2027, 19:30 – 23:00 CEST`; the last day is named only if it is another.

    The first hour's zone is named only if the clocks change in between.
    """
    start, end = local(listing.starts_at, listing), local(listing.ends_at, listing)
    until = _TIME if start.date() == end.date() else f"{_DAY}, {_TIME}"
    zones = _zone(start), _zone(end)
    since = f" {zones[0]}" if zones[0] != zones[1] else ""
    return f"{written(start, f'{_DAY}, {_TIME}')}{since} – {written(end, until)} {zones[1]}"


def where(listing: Listing) -> str:
    """The venue's name and address on a line, or `Online`."""
    if isinstance(listing.location, Venue):
        return ", ".join(part for part in (listing.location.name, listing.location.address) if part)
    return "Online"


def zone(listing: Listing) -> str:
    """`Europe/Berlin time`: whose clock it is."""
    return f"{listing.timezone.replace('_', ' ')} time"


def money(price: int, currency: str) -> str:
    """A price in minor units with its currency's own decimals: none in JPY, three in KWD."""
    if price == 0:
        return "Free"
    pattern = "¤#,##0" + ("." + "0" * decimals(currency) if decimals(currency) else "")
    text = str(
        format_currency(
            Decimal(amount(price, currency)), currency, pattern, _LOCALE, currency_digits=False
        )
    )
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", text)  # `KWD 2.050`, as CLDR has it


def amount(price: int, currency: str) -> str:
    """The same as a plain number in major units: `18.00`."""
    return f"{Decimal(price).scaleb(-decimals(currency)):f}"


def written(instant: datetime, pattern: str) -> str:
    """In CLDR's pattern letters."""
    return str(format_datetime(instant, pattern, locale=_LOCALE))


def _zone(instant: datetime) -> str:
    """`CEST` where the zone has such a name, else `GMT+08:00`."""
    name = instant.tzname() or ""
    return name if name.isalpha() else written(instant, "ZZZZ")
