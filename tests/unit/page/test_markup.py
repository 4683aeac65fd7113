"""What stands in the page, for people and for crawlers."""

import hashlib
import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.requests import Request

from functions.page import answers, render
from infra.functions import ROOT
from tests.support.evening import ONLINE
from tests.support.factories import MEDIA, SITE, cover, page, ticket

URL = f"{SITE}/e/summer-jazz-night"

pytestmark = pytest.mark.usefixtures("clock", "site")


def page_of(**changes: Any) -> str:
    """The HTML of a page under URL."""
    return render.event(page(slug="summer-jazz-night", **changes)).decode()


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def schema(html: str) -> dict[str, Any]:
    """The one JSON-LD object of a page."""
    script = _one(parsed(html), 'script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(str(script.string))
    return found


@pytest.mark.parametrize(
    "description",
    ["日本語の説明です。" * 30, "สวัสดีชาวโลก" * 30, f"https://example.com/{'x' * 400}", "🎷" * 300],
)
def test_a_preview_shows_a_description_without_spaces_too(description: str) -> None:
    found = _one(parsed(page_of(description=description)), 'meta[name="description"]')["content"]

    assert len(found) == 200
    assert description[:50] in found


def test_a_page_without_a_cover_names_where_its_card_is_waited_for() -> None:
    html = page_of(cover=None)

    named = parsed(html).select("meta[property='og:image'], meta[name='twitter:image']")
    assert [each["content"] for each in named] == [f"{URL}.jpg"] * 2
    (image,) = schema(html)["image"]
    assert image == {
        "@type": "ImageObject",
        "url": f"{URL}.jpg",
        "contentUrl": f"{URL}.jpg",
        "width": 1200,
        "height": 630,
    }
    assert not parsed(html).select("img.cover")


def test_the_head_is_complete() -> None:
    html = page_of()
    head = parsed(html).head
    assert head

    assert head.title
    assert head.title.string == "Summer Jazz Night"
    assert _one(head, "link[rel=canonical]")["href"] == URL
    assert _one(head, "link[rel=alternate]")["href"] == f"{URL}.ics"
    assert _one(head, "link[rel=apple-touch-icon]")["href"] == f"{SITE}/apple-touch-icon.png"
    assert _one(head, "meta[name=description]")["content"]
    assert [meta["media"] for meta in head.select("meta[name=theme-color]")] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]
    assert not head.select("meta[name=robots]")


def test_the_icons_are_there() -> None:
    """Vite copies `public` to the site's root."""
    for name in ("icon.svg", "apple-touch-icon.png"):
        assert (ROOT / "web/public" / name).is_file()


def test_unlisted_is_noindex_in_the_head_too() -> None:
    html = page_of(visibility="unlisted")

    assert _one(parsed(html), "head meta[name=robots]")["content"] == "noindex"


REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "eventAttendanceMode", "image", "organizer"}
OFFER = {"name", "price", "priceCurrency", "availability", "validFrom", "url"}


def test_google_finds_every_property_of_an_event_at_a_venue() -> None:
    html = page_of()

    found = schema(html)

    assert found.keys() >= REQUIRED | RECOMMENDED | {"offers", "url"}
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Event")
    assert found["startDate"] == "2027-06-12T19:30:00+02:00"
    assert found["endDate"] == "2027-06-12T23:00:00+02:00"
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert found["location"] == {
        "@type": "Place",
        "name": "Kesselhaus",
        "address": "Knaackstr. 97, Berlin",
    }
    assert [each["url"] for each in found["image"]] == [cover()["url"], cover()["social_url"]]
    assert found["organizer"]["name"] == "Olivia Organizer"
    assert found["organizer"]["url"] == URL
    (offer,) = found["offers"]
    assert offer.keys() >= OFFER
    assert (offer["price"], offer["priceCurrency"]) == ("18.00", "EUR")


def test_google_finds_where_an_online_event_is() -> None:
    found = schema(page_of(location={"kind": "online", "url": "https://meet.example/jazz"}))

    assert found.keys() >= REQUIRED | RECOMMENDED
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": "https://meet.example/jazz"}


def test_an_event_without_an_address_or_an_organizers_name_is_complete_all_the_same() -> None:
    found = schema(
        page_of(location={"kind": "venue", "name": "Kesselhaus"}, organizer_name="", tickets=[])
    )

    assert found["location"]["address"] == "Kesselhaus"
    assert found["organizer"]["name"]
    assert "offers" not in found


@pytest.mark.parametrize(
    ("price", "currency", "shown", "plain"),
    [
        (1800, "EUR", "€18.00", "18.00"),
        (3500, "JPY", "JP¥3,500", "3500"),
        (1050, "AFN", "AFN\N{NO-BREAK SPACE}10.50", "10.50"),
        (2050, "KWD", "KWD\N{NO-BREAK SPACE}2.050", "2.050"),
        (123456789, "USD", "US$1,234,567.89", "1234567.89"),
        (5, "GBP", "£0.05", "0.05"),
        (0, "CHF", "Free", "0.00"),
    ],
)
def test_a_price_is_written_as_its_currency_is(
    price: int, currency: str, shown: str, plain: str
) -> None:
    html = page_of(tickets=[ticket(price=price, currency=currency)])

    assert _one(parsed(html), "td").string == shown
    assert schema(html)["offers"][0]["price"] == plain


def test_a_description_has_paragraphs_and_lines() -> None:
    html = page_of(description="One & <b>all</b>.\n \n\nTwo\nlines.")

    first, second = _one(parsed(html), ".text").find_all("p")
    assert first.get_text() == "One & <b>all</b>."
    assert second.get_text("|") == "Two|lines."
    assert second.find("br")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.com/jazz.", "https://example.com/jazz"),
        ("https://example.com/?a=1&b=2#c!", "https://example.com/?a=1&b=2#c"),
        ("(as in https://example.com/Jazz_(music))", "https://example.com/Jazz_(music)"),
        ('"http://example.com/jazz", it says', "http://example.com/jazz"),
        ("„https://example.com/jazz“", "https://example.com/jazz"),
        ("<https://example.com/jazz>", "https://example.com/jazz"),
        ("https://例え.jp/夏?ö=1", "https://例え.jp/夏?ö=1"),
        ("Programm:https://example.com", "https://example.com"),
        ('https://example.com/"onclick="alert(1)', "https://example.com/"),
        ("javascript://example.com/%0aalert(1)", None),
        ("https:// and http://!", None),
    ],
)
def test_an_address_in_it_is_a_link_that_vouches_for_nothing(
    text: str, address: str | None
) -> None:
    found = _one(parsed(page_of(description=text)), ".text")

    assert found.get_text() == text
    assert [a["href"] for a in found.find_all("a")] == [address] * bool(address)
    for a in found.find_all("a"):
        assert a["rel"] == ["nofollow", "ugc", "noopener"]


def test_times_are_the_events_own_and_machines_can_read_them() -> None:
    html = page_of(timezone="Asia/Kathmandu")

    start, end = parsed(html).find_all("time")
    assert start["datetime"] == "2027-06-12T23:15:00+05:45"
    assert start.get_text() == "Sat 12 June 2027, 23:15"
    assert end["datetime"] == "2027-06-13T02:45:00+05:45"
    assert end.get_text() == "Sun 13 June 2027, 02:45 GMT+05:45"


def test_when_the_clocks_change_during_the_event_both_zones_are_named() -> None:
    html = page_of(
        starts_at=datetime(2027, 3, 27, 22, tzinfo=UTC),
        ends_at=datetime(2027, 3, 28, 3, tzinfo=UTC),
    )

    assert "Sat 27 March 2027, 23:00 CET – Sun 28 March 2027, 05:00 CEST" in html


def test_a_past_event_says_so_and_offers_nothing_any_more() -> None:
    html = page_of(
        starts_at=datetime(2020, 1, 1, 19, tzinfo=UTC), ends_at=datetime(2020, 1, 1, 22, tzinfo=UTC)
    )

    assert "This event is over" in html
    assert "Add to calendar" not in html
    assert "offers" not in schema(html)
    assert "This event is over" not in page_of()


def test_the_cover_is_sized_named_and_fetched_first() -> None:
    image = _one(parsed(page_of()), "img.cover")

    assert (image["width"], image["height"]) == ("1600", "914")
    assert image["alt"] == "Cover picture of Summer Jazz Night"
    assert image["fetchpriority"] == "high"
    assert (
        "loading" not in image.attrs
    )  # the first thing that is seen waits for no script or scroll


def test_a_browser_chooses_the_covers_width_and_fetches_it_once() -> None:
    sizes = {width: f"{MEDIA}/{width}.webp" for width in ("1600", "400", "800")}
    html = parsed(page_of(cover=cover(sizes=sizes)))
    image, glow = _one(html, "img.cover"), _one(html, "img.glow")

    assert image["srcset"] == (
        f"{MEDIA}/400.webp 400w, {MEDIA}/800.webp 800w, {MEDIA}/1600.webp 1600w"
    )
    assert str(image["sizes"]).endswith("100vw")
    for name in ("src", "srcset", "sizes"):
        assert glow[name] == image[name]


@pytest.mark.parametrize(("width", "height"), [(1600, 914), (900, 1600)])
def test_the_place_of_a_cover_is_kept_until_it_is_loaded(width: int, height: int) -> None:
    frame = _one(parsed(page_of(cover=cover(width=width, height=height))), ".frame")

    assert _one(frame, ".span")["viewbox"] == f"0 0 {width} {height}"
    assert frame["class"] == ["frame"]
    assert _one(parsed(page_of(cover=None)), ".frame")["class"] == ["frame", "empty"]


def test_a_cover_that_is_stored_in_one_width_alone_is_shown_in_it() -> None:
    """As version 1 stored it, and as a composed one is until the final cover comes."""
    stored = {name: value for name, value in cover().items() if name != "sizes"}
    image = _one(parsed(page_of(cover=stored)), "img.cover")

    assert image["src"] == cover()["url"]
    assert not {"srcset", "sizes"} & set(image.attrs)


@pytest.mark.parametrize("source", ["generated", "composed", "uploaded"])
def test_a_picture_that_a_machine_made_is_said_to_be(source: str) -> None:
    assert ("made by AI" in page_of(cover=cover(source=source))) == (source == "generated")


def test_the_links_carry_the_event_to_calendars_maps_and_friends() -> None:
    title = "Jazz + Blues & Co?"
    html = page_of(title=title)
    url = URL
    links = {
        str(a["href"]).split(":")[0]
        if str(a["href"]).startswith(("mailto:", "webcal:"))
        else str(urlsplit(str(a["href"])).hostname): str(a["href"])
        for a in parsed(html).select(".fact a, .links a")
    }

    google = _query(links["calendar.google.com"])
    assert (google["text"], google["ctz"]) == (title, "Europe/Berlin")
    assert google["dates"] == "20270612T173000Z/20270612T210000Z"
    outlook = _query(links["outlook.live.com"])
    assert (outlook["subject"], outlook["path"]) == (title, "/calendar/action/compose")
    assert outlook["startdt"] == "2027-06-12T17:30:00Z"
    assert links["events.example"] == f"{url}.ics"
    assert links["webcal"] == "webcal://events.example/e/summer-jazz-night.ics"
    assert _query(links["www.google.com"])["query"] == "Kesselhaus, Knaackstr. 97, Berlin"
    assert url in _query(links["wa.me"])["text"]
    assert _query(links["t.me"])["url"] == url
    assert _query(links["www.linkedin.com"])["url"] == url
    letter = links["mailto"]
    assert "+" not in letter  # in a mailto it is a plus
    assert (_query(letter)["subject"], url in _query(letter)["body"]) == (title, True)


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("Summer Jazz Night", "ltr"),
        ("ليلة الجاز الصيفية", "rtl"),
        ("2027: ערב ג'אז", "rtl"),
        ("Jazz ליל", "ltr"),
        ("2027", "ltr"),
    ],
)
def test_a_page_reads_as_its_title_does(title: str, direction: str) -> None:
    for changes in ({}, {"status": "cancelled"}):  # what is said in English first decides nothing
        html = _one(parsed(page_of(title=title, **changes)), "html")

        assert html["dir"] == direction


def test_what_needs_a_script_waits_for_it() -> None:
    html = parsed(page_of())

    buttons = [each.get_text() for each in html.select("button")]
    assert buttons == ["Copy link", "More…"]
    assert [each.get_text() for each in html.select("li[hidden]")] == buttons


def test_the_policy_allows_the_pages_own_style_and_script_by_their_hashes() -> None:
    html = parsed(page_of())
    refused = answers.refused(Request({"type": "http", "headers": []}), 404)
    rules = dict(
        rule.split(" ", 1) for rule in refused.headers["Content-Security-Policy"].split("; ")
    )

    for name, selector in {"style-src": "style", "script-src": "script:not([type])"}.items():
        digest = hashlib.sha256(str(_one(html, selector).string).encode()).digest()
        assert rules[name] == f"'sha256-{b64encode(digest).decode()}'"


@pytest.mark.parametrize("changes", [{}, {"location": ONLINE}], ids=["at a venue", "online"])
def test_a_guests_own_time_is_worked_out_from_both_ends_in_the_events_language(
    changes: dict[str, Any],
) -> None:
    html = parsed(page_of(language="de-CH", **changes))

    times = _one(html, "[data-yours]")
    assert times["data-yours"] == "Deine Ortszeit: {time}"
    assert times["data-locale"] == "de-CH-u-ca-gregory-hc-h23-nu-latn"
    assert [each["datetime"] for each in times.find_all(recursive=False)] == [
        "2027-06-12T19:30:00+02:00",
        "2027-06-12T23:00:00+02:00",
    ]
    assert "Ortszeit" not in html.get_text()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "cancelled"},
        {"status": "postponed"},
        {
            "starts_at": datetime(2020, 1, 1, tzinfo=UTC),
            "ends_at": datetime(2020, 1, 2, tzinfo=UTC),
        },
    ],
    ids=["cancelled", "postponed", "over"],
)
def test_nobody_needs_their_own_time_of_what_is_off_or_over(changes: dict[str, Any]) -> None:
    assert parsed(page_of(**changes)).select("[data-yours]") == []


def test_the_script_is_small() -> None:
    script = _one(parsed(page_of()), "script:not([type])")

    assert len(str(script.string)) < 2_000


def _query(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


def _one(where: Tag, selector: str) -> Tag:
    (found,) = where.select(selector)
    return found
