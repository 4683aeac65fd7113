"""Where a page leads to: every parameter of every address."""

from urllib.parse import parse_qs, urlsplit

from functions.page import links
from tests.support.evening import ONLINE, URL, WHEN, WHERE, page

TITLE = "Jazz + Blues & Co? 100%"


def parts(address: str) -> tuple[str, dict[str, str]]:
    """The address up to its query, and the query."""
    url = urlsplit(address)
    query = parse_qs(url.query, strict_parsing=True, keep_blank_values=True)
    return address.partition("?")[0], {name: value for name, (value,) in query.items()}


def test_a_calendar_gets_title_place_and_both_ends() -> None:
    found = links.calendars(page(title=TITLE), URL)

    assert list(found) == ["Google", "Outlook", ".ics file", "Subscribe"]
    assert parts(found["Google"]) == (
        "https://calendar.google.com/calendar/render",
        {
            "action": "TEMPLATE",
            "text": TITLE,
            "dates": "20270612T173000Z/20270612T210000Z",
            "ctz": "Europe/Berlin",
            "location": WHERE,
            "details": URL,
        },
    )
    assert parts(found["Outlook"]) == (
        "https://outlook.live.com/calendar/0/deeplink/compose",
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": TITLE,
            "startdt": "2027-06-12T17:30:00Z",
            "enddt": "2027-06-12T21:00:00Z",
            "location": WHERE,
            "body": URL,
        },
    )
    assert found[".ics file"] == f"{URL}.ics"
    assert found["Subscribe"] == "webcal://events.example/e/summer-jazz-night.ics"


def test_a_calendar_program_on_this_machine_subscribes_too() -> None:
    found = links.calendars(page(), "http://127.0.0.1:8080/e/http-http")

    assert found["Subscribe"] == "webcal://127.0.0.1:8080/e/http-http.ics"


def test_what_is_off_is_said_to_be_wherever_it_is_shared() -> None:
    cancelled = page(status="cancelled")

    shared = links.sharing(cancelled, URL)
    kept = links.calendars(cancelled, URL)

    title = "Cancelled: Summer Jazz Night"
    assert parts(shared["Telegram"])[1]["text"] == f"{title} · {WHEN}"
    assert parts(shared["WhatsApp"])[1]["text"] == f"{title} · {WHEN} {URL}"
    assert parts(shared["Email"])[1]["subject"] == title
    assert parts(kept["Google"])[1]["text"] == parts(kept["Outlook"])[1]["subject"] == title


def test_friends_get_title_time_and_address() -> None:
    found = links.sharing(page(title=TITLE), URL)

    assert {name: parts(address) for name, address in found.items()} == {
        "WhatsApp": ("https://wa.me/", {"text": f"{TITLE} · {WHEN} {URL}"}),
        "Telegram": ("https://t.me/share/url", {"url": URL, "text": f"{TITLE} · {WHEN}"}),
        "LinkedIn": ("https://www.linkedin.com/sharing/share-offsite/", {"url": URL}),
        "Email": ("mailto:", {"subject": TITLE, "body": f"{TITLE} · {WHEN}\n{URL}"}),
    }
    assert list(found) == ["WhatsApp", "Telegram", "LinkedIn", "Email"]


def test_no_space_becomes_a_plus() -> None:
    """Mail programs and messengers show it."""
    found = {**links.sharing(page(), URL), **links.calendars(page(), URL)}

    assert not [address for address in found.values() if "+" in address]


def test_the_map_looks_for_the_venue() -> None:
    assert parts(links.place(page())) == (
        "https://www.google.com/maps/search/",
        {"api": "1", "query": WHERE},
    )


def test_the_calendar_of_an_online_event_says_so() -> None:
    found = links.calendars(page(location=ONLINE), URL)

    assert parts(found["Google"])[1]["location"] == "Online"
    assert parts(found["Outlook"])[1]["location"] == "Online"
