"""Dates, places, prices and statuses in English, as plain text: templates must escape it."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime
from babel.numbers import format_currency

from shared.event.currencies import decimals
from shared.event.model import Facts, Listing

_LOCALE = "en_GB"
_BADGES = {"cancelled": "Cancelled", "postponed": "Postponed"}
_TIME = "HH:mm"
_MOMENT = f"EEE d MMMM y, {_TIME}"


def local(instant: datetime, facts: Facts) -> datetime:
    """The time in the event's own zone; in UTC when this release does not know the zone."""
    known = _is_known(facts.timezone)
    return instant.astimezone(ZoneInfo(facts.timezone) if known else UTC)


def when(facts: Facts) -> str:
    """`Sat 12 June 2027, 19:30 – 23:00 CEST`.

    The end has a date of its own when it is on another day, and the start has a zone of its own
    when the clocks change in between.
    """
    return " – ".join(ends(facts))


def ends(facts: Facts) -> tuple[str, str]:
    """`Sat 12 June 2027, 19:30` and `23:00 CEST`: the two ends of `when`."""
    start, end = local(facts.starts_at, facts), local(facts.ends_at, facts)
    until = _TIME if start.date() == end.date() else _MOMENT
    zones = _zone_name(start), _zone_name(end)
    since = f" {zones[0]}" if zones[0] != zones[1] else ""
    return f"{format_date(start, _MOMENT)}{since}", f"{format_date(end, until)} {zones[1]}"


def moment(instant: datetime, facts: Facts) -> str:
    """`Sat 12 June 2027, 19:30 CEST`: an instant on the event's own clock."""
    shown = local(instant, facts)
    return f"{format_date(shown, _MOMENT)} {_zone_name(shown)}"


def where(facts: Facts) -> str:
    """`Kesselhaus, Knaackstr. 97, Berlin`: the venue's name and address, or `Online`."""
    place = facts.location
    if place.is_online:
        return "Online"
    return ", ".join(part for part in (place.name, place.address) if part)


def status(facts: Facts) -> str:
    """`Scheduled`, `Postponed` or `Cancelled`."""
    return _BADGES.get(facts.status, facts.status.capitalize())


def badge(listing: Listing) -> str:
    """What is said of an event before anything else: `Cancelled`, `Postponed`, `New date`,
    `New time`, or nothing.
    """
    if not (before := moved_from(listing)):
        return _BADGES.get(listing.status, "")
    is_same_day = local(before, listing).date() == local(listing.starts_at, listing).date()
    return "New time" if is_same_day else "New date"


def moved_from(listing: Listing) -> datetime | None:
    """The start before an event was moved: that is news until the event is over, or off."""
    is_news = listing.status == "scheduled" and listing.ends_at > datetime.now(UTC)
    before = listing.previous_starts_at
    if not (is_news and before):
        return None
    # Moved by seconds, it reads the same.
    is_moved = _minute(before) != _minute(listing.starts_at)
    return before if is_moved else None


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def headline(facts: Facts) -> str:
    """The title, said to be cancelled or postponed: `Cancelled: Summer Jazz Night`."""
    said = _BADGES.get(facts.status)
    return f"{said}: {facts.title}" if said else facts.title


def preview(listing: Listing) -> str:
    """The title after its badge: `New date: Summer Jazz Night`. For whoever sees only the link."""
    said = badge(listing)
    return f"{said}: {listing.title}" if said else listing.title


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
