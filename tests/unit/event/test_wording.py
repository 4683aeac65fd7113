"""Dates, places and prices as people write them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared.event import languages, wording
from tests.support.evening import ONLINE, page


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Berlin", "Sat 12 June 2027, 19:30 – 23:00 CEST"),
        ("America/New_York", "Sat 12 June 2027, 13:30 – 17:00 EDT"),
        ("Asia/Tokyo", "Sun 13 June 2027, 02:30 – 06:00 JST"),
        ("UTC", "Sat 12 June 2027, 17:30 – 21:00 UTC"),
        # A zone without a name of its own says its offset.
        ("Asia/Singapore", "Sun 13 June 2027, 01:30 – 05:00 GMT+08:00"),
        ("America/Sao_Paulo", "Sat 12 June 2027, 14:30 – 18:00 GMT-03:00"),
        # The last day is named only when it is another.
        ("Asia/Kathmandu", "Sat 12 June 2027, 23:15 – Sun 13 June 2027, 02:45 GMT+05:45"),
    ],
)
def test_when_is_told_on_the_events_own_clock_with_its_zone(zone: str, said: str) -> None:
    assert wording.when(page(timezone=zone)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (
            datetime(2027, 3, 27, 22, tzinfo=UTC),
            datetime(2027, 3, 28, 3, tzinfo=UTC),
            "Sat 27 March 2027, 23:00 CET – Sun 28 March 2027, 05:00 CEST",
        ),
        (
            datetime(2027, 10, 30, 22, tzinfo=UTC),
            datetime(2027, 10, 31, 2, tzinfo=UTC),
            "Sun 31 October 2027, 00:00 CEST – 03:00 CET",
        ),
    ],
)
def test_both_zones_are_named_when_the_clocks_change_in_between(
    start: datetime, end: datetime, said: str
) -> None:
    assert wording.when(page(starts_at=start, ends_at=end)) == said


def test_the_same_hour_of_another_day_is_another_day() -> None:
    end = datetime(2027, 6, 13, 17, 30, tzinfo=UTC)

    assert wording.when(page(ends_at=end)) == (
        "Sat 12 June 2027, 19:30 – Sun 13 June 2027, 19:30 CEST"
    )


def test_where_is_the_venue_and_its_address_if_it_has_one() -> None:
    assert wording.where(page()) == "Kesselhaus, Knaackstr. 97, Berlin"
    assert wording.where(page(location={"kind": "venue", "name": "Kesselhaus"})) == "Kesselhaus"
    assert wording.where(page(location=ONLINE)) == "Online"


ENGLISH = languages.of("en")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("price", "currency", "shown", "plain"),
    [
        (1800, "EUR", "€18.00", "18.00"),
        (5, "GBP", "£0.05", "0.05"),
        (123456789, "USD", "US$1,234,567.89", "1234567.89"),
        (3500, "JPY", "JP¥3,500", "3500"),
        (2050, "KWD", f"KWD{NBSP}2.050", "2.050"),
        (1050, "AFN", f"AFN{NBSP}10.50", "10.50"),
        (123456, "TWD", "NT$1,234.56", "1234.56"),
        (10**12, "CHF", f"CHF{NBSP}10,000,000,000.00", "10000000000.00"),
        (0, "EUR", "Free", "0.00"),
        (0, "JPY", "Free", "0"),
    ],
)
def test_a_price_has_its_currencys_sign_and_decimals(
    price: int, currency: str, shown: str, plain: str
) -> None:
    assert wording.money(price, currency, ENGLISH) == shown
    assert wording.amount(price, currency) == plain


def test_a_date_is_written_in_english() -> None:
    start = wording.local(page().starts_at, page())

    assert (
        wording.format_date(start, "EEEE d MMMM y, HH:mm", ENGLISH)
        == "Saturday 12 June 2027, 19:30"
    )


START, END = page().starts_at, page().ends_at
DAY = timedelta(days=1)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"status": "cancelled"}, "Cancelled"),
        ({"status": "postponed"}, "Postponed"),
        ({"status": "a later release's"}, ""),
        ({"previous_starts_at": START - DAY}, "New date"),
        ({"previous_starts_at": START - timedelta(hours=2)}, "New time"),
        # The day before in UTC, and the same one in Berlin.
        (
            {
                "previous_starts_at": datetime(2027, 6, 11, 22, 30, tzinfo=UTC),
                "starts_at": datetime(2027, 6, 12, 17, 30, tzinfo=UTC),
            },
            "New time",
        ),
        ({"previous_starts_at": START}, ""),
        ({"previous_starts_at": START + timedelta(seconds=59)}, ""),
        ({"previous_starts_at": START - timedelta(seconds=1)}, "New time"),  # 19:29
        ({"previous_starts_at": START - DAY, "status": "cancelled"}, "Cancelled"),
    ],
)
def test_what_is_said_of_an_event_before_anything_else(changes: dict[str, Any], said: str) -> None:
    assert wording.badge(page(**changes)) == said


def test_a_new_date_is_news_until_the_event_is_over(clock: time_machine.Traveller) -> None:
    moved = page(previous_starts_at=START - DAY)

    clock.move_to(END - timedelta(seconds=1))
    assert wording.badge(moved) == "New date"
    clock.move_to(END)
    assert wording.badge(moved) == ""
    assert wording.badge(page(status="cancelled")) == "Cancelled"


def test_the_two_ends_of_when_can_stand_apart() -> None:
    assert wording.ends(page()) == ("Sat 12 June 2027, 19:30", " – ", "23:00 CEST")


def test_a_moment_is_told_on_the_events_own_clock() -> None:
    instant = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)

    assert wording.moment(instant, page()) == "Mon 1 February 2027, 00:30 CET"
    assert wording.moment(instant, page(timezone="Nowhere/Known")) == (
        "Sun 31 January 2027, 23:30 UTC"
    )


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("status", ["cancelled", "postponed", "a later release's"])
def test_where_an_event_was_moved_from_is_news_only_while_it_takes_place(status: str) -> None:
    before = START - DAY

    assert wording.moved_from(page(previous_starts_at=before)) == before
    assert wording.moved_from(page(previous_starts_at=before, status=status)) is None
    assert wording.moved_from(page(previous_starts_at=START)) is None
    assert wording.moved_from(page()) is None


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Summer Jazz Night"),
        ({"status": "cancelled"}, "Cancelled: Summer Jazz Night"),
        ({"status": "postponed"}, "Postponed: Summer Jazz Night"),
        ({"previous_starts_at": START - DAY}, "Summer Jazz Night"),
        ({"status": "a later release's"}, "Summer Jazz Night"),
    ],
)
def test_a_title_says_that_the_event_is_off(changes: dict[str, Any], said: str) -> None:
    assert wording.headline(page(**changes)) == said


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Summer Jazz Night"),
        ({"status": "cancelled"}, "Cancelled: Summer Jazz Night"),
        ({"previous_starts_at": START - DAY}, "New date: Summer Jazz Night"),
        ({"previous_starts_at": START - timedelta(hours=1)}, "New time: Summer Jazz Night"),
        (
            {"status": "cancelled", "previous_starts_at": START - DAY},
            "Cancelled: Summer Jazz Night",
        ),
    ],
)
def test_a_preview_says_also_that_it_was_moved(changes: dict[str, Any], said: str) -> None:
    assert wording.preview(page(**changes)) == said
