"""Test vectors: the server's own wording and links, which the front end must write alike."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from functions.page import links, render
from infra.contract import guests
from shared.event import languages, wording
from shared.event.model import Page, Place

Json = dict[str, Any]

_URL = "https://events.example/e/summer-jazz-night"
_TIMES = {
    "an evening": ("2027-06-12T17:30", "2027-06-12T21:00"),
    "a winter's evening": ("2027-01-09T17:30", "2027-01-09T21:00"),
    "over the clock change of Europe in spring": ("2027-03-27T20:00", "2027-03-28T03:00"),
    "over the clock change of Europe in autumn": ("2027-10-30T20:00", "2027-10-31T03:00"),
    "over the clock change of America in spring": ("2027-03-14T03:00", "2027-03-14T10:00"),
    "over the clock change of America in autumn": ("2027-11-07T03:00", "2027-11-07T10:00"),
    "over the clock change of Australia": ("2027-10-02T12:00", "2027-10-02T20:00"),
    "over New Year": ("2027-12-31T20:00", "2028-01-01T04:00"),
    "a morning": ("2027-01-09T02:35", "2027-01-09T03:30"),
    "from morning to evening": ("2027-06-12T08:05", "2027-06-12T21:00"),
    "a weekend": ("2027-09-03T16:00", "2027-09-05T12:00"),
    "a leap day": ("2028-02-29T09:00", "2028-02-29T10:05"),
    "a year later": ("2027-05-01T00:00", "2028-05-01T00:00"),
}
_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",  # no letters, and an offset of nothing in Ramadan
    "Africa/Johannesburg",
    "America/Argentina/Buenos_Aires",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Etc/GMT+5",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Moscow",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "UTC",
)
_TITLES = (
    "Rock & Roll: what's (new)? 100% *live*!",
    "ליל ג׳אז · ジャズの夜 · Ночь 🎷",
    "a+b=c; d/e?f#g",
    "~._-'\"<>[]{}|\\^`",
    "Lange Nacht der " + "Donaudampfschifffahrt " * 4,
)
_PLACES = (
    Place(kind="venue", name="Kesselhaus", address="Knaackstr. 97, Berlin"),
    Place(kind="venue", name="Kesselhaus"),
    Place(kind="venue", name="Café “Größe” & Söhne", address="Straße 1/2, 10115 Berlin"),
    Place(kind="online", url="https://meet.example.com/jazz?x=1#now"),
)
_PRICES = (0, 1, 99, 100, 1800, 1850, 123456, 100_000_000, 10**12)
_CURRENCIES = (
    *("EUR", "USD", "GBP", "JPY", "KRW", "KWD", "BHD", "TND", "CHF", "SEK", "PLN", "HUF", "ISK"),
    *("CLP", "UGX", "XOF", "XAF", "XCG", "XPF", "CAD", "AUD", "INR", "VND", "BRL", "AED", "ILS"),
)

_TAGS = (
    *("en-GB", "en-AU", "de-AT", "es-419", "es-MX", "pt-BR", "pt-AO", "nb", "nn-NO", "no-NO"),
    *("zh-Hans", "zh-CN", "zh-SG", "zh-HK", "zh-TW", "zh-Hant-HK", "zh-Hans-SG", "hi-Latn"),
    *("es-AR", "sr-Latn-RS", "eo", "ht", "x-ours", "de-DE-1996", "ar-EG-u-nu-latn"),
)
"""Languages of events: some have their country's own words, and for some there are none."""
_BEGINNINGS = (
    *("Summer Jazz Night", "ליל ג׳אז", "ليلة الجاز", "Jazz ליל", "ליל Jazz", "夏のジャズ ליל"),
    *("2027: ערב ג'אז", "2027", "١٢ Jazz", "…", "🎷 ליל", "🇮🇱 ליל", "\u200fJazz", "\u200eליל"),
)
"""Titles, by which a page in English may be laid out."""
_EVENINGS = (
    ("an evening", "Europe/Berlin"),
    ("an evening", "America/New_York"),
    ("a morning", "Asia/Kolkata"),
    ("from morning to evening", "Europe/Berlin"),
    ("a weekend", "Europe/Berlin"),
    ("over the clock change of Europe in autumn", "Europe/Berlin"),
)
"""What is written in each language."""


def text() -> str:
    document = {
        "times": [_time(about, zone) for zone in _ZONES for about in _TIMES],
        "places": [_place(place) for place in _PLACES],
        "links": [
            *(_links(_page(title=title)) for title in _TITLES),
            *(_links(_page(location=place)) for place in _PLACES),
            *(_links(_page("a weekend", timezone=zone)) for zone in _ZONES),
            *(_links(_page(status=status)) for status in ("postponed", "cancelled", "unheard of")),
        ],
        "prices": list(_prices()),
        "evenings": [_shown(_page(about, timezone=zone)) for about, zone in _EVENINGS],
        "languages": [
            {"language": tag, **guests.said(tag), "when": _evenings(tag)}
            for tag in (*guests.catalogues(), *_TAGS)
        ],
        "directions": [
            *(_direction("en", title) for title in _BEGINNINGS),
            *(_direction(tag, title) for tag in _TAGS for title in _BEGINNINGS[:2]),
            *(_direction(tag, title) for tag in ("en-US", "he", "fa") for title in _BEGINNINGS[:2]),
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _time(about: str, zone: str) -> Json:
    page = _page(about, timezone=zone)
    return {"about": f"{about} in {zone}", **_shown(page), "when": wording.when(page)}


def _evenings(tag: str) -> list[str]:
    return [wording.when(_page(about, timezone=zone, language=tag)) for about, zone in _EVENINGS]


def _direction(tag: str, title: str) -> Json:
    direction = render.direction(_page(language=tag, title=title))
    return {"language": tag, "title": title, "direction": direction}


def _shown(page: Page) -> Json:
    return page.model_dump(mode="json", include={"starts_at", "ends_at", "timezone"})


def _place(place: Place) -> Json:
    page = _page(location=place)
    return {"location": place.model_dump(exclude_defaults=True), "where": wording.where(page)}


def _links(page: Page) -> Json:
    shown = {"title", "starts_at", "ends_at", "timezone", "location", "status"}
    return {
        "event": page.model_dump(mode="json", include=shown, exclude_defaults=True),
        "url": _URL,
        "calendars": links.calendars(page, _URL),
        "sharing": links.sharing(page, _URL),
    }


def _page(times: str = "an evening", **changes: Any) -> Page:
    start, end = (datetime.fromisoformat(time).replace(tzinfo=UTC) for time in _TIMES[times])
    usual: Json = {
        "event_id": "0190b5a2-7a1e-7cc3-98c4-dc0c0c07398f",
        "slug": "summer-jazz-night",
        "title": "Summer Jazz Night",
        "starts_at": start,
        "ends_at": end,
        "timezone": "Europe/Berlin",
        "location": _PLACES[0],
        "published_at": start,
    }
    return Page.model_validate(usual | changes)


def _prices() -> Iterator[Json]:
    for currency in _CURRENCIES:
        for price in _PRICES:
            text = wording.money(price, currency, languages.of("en"))
            yield {"price": price, "currency": currency, "money": text}
