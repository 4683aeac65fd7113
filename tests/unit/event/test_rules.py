"""What may be published: the rules on texts, links, times, zones and currencies."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.edge.validation import mistakes
from shared.event.draft import RULES, EventDraft, Online
from tests.support.factories import draft, ticket

INVISIBLE = ("\u200b", "\u2800", "\u3164", "\u00ad", "\ufeff", "\u200e")
START, END = "2027-06-12T17:30:00Z", "2027-06-12T21:00:00Z"


def broken(**changes: Any) -> dict[str, str]:
    """The sentence of each mistake, by its pointer."""
    try:
        EventDraft.model_validate(draft(**changes))
    except ValidationError as error:
        return {each["pointer"]: each["detail"] for each in mistakes(error)}
    return {}


def online(url: str) -> dict[str, Any]:
    return {"location": {"kind": "online", "url": url}}


@pytest.mark.parametrize("line", INVISIBLE)
def test_a_line_that_nobody_sees_is_missing(line: str) -> None:
    assert broken(title=line) == {"/title": "Give your event a title"}
    assert broken(location={"kind": "venue", "name": line}) == {
        "/location/name": "Give the venue a name"
    }
    assert broken(tickets=[ticket(name=line)]) == {"/tickets/0/name": "Give this ticket a name"}


@pytest.mark.parametrize("text", INVISIBLE)
def test_what_may_be_empty_is_empty_when_nobody_sees_it(text: str) -> None:
    place = {"kind": "venue", "name": "Kesselhaus", "address": text}

    found = EventDraft.model_validate(draft(description=text, location=place))

    assert found.description == ""
    assert (
        found.location
        == EventDraft.model_validate(draft(location=place | {"address": ""})).location
    )


def test_ticket_names_that_look_alike_are_one() -> None:
    tickets = [ticket(name="VIP"), ticket(name="VIP\u200b")]

    assert broken(tickets=tickets) == {
        "/tickets": "Each ticket needs its own name. Used more than once: VIP"
    }
    assert broken(tickets=[ticket(name="VIP"), ticket(name="vip")]) == {}


@pytest.mark.parametrize(
    "url",
    [
        *("https://https://zoom.us/j/1", "https://[broken", "https://.", "https://", "https://a"),
        *("https://a..b", "https://-a.com", "https://a.com:0", "https://a.com:", "https://a.com:x"),
        *(
            "https://a.com:65536",
            "https://1.2.3.4.5",
            "https://256.1.1.1",
            "https://[::1",
            "https://x%2ey.com",
            "https://a[::1]/",
            "https://[::1]a/",
            "https://[1.2.3.4]/",
            "https://1.2.3.04/",
            "https://a.com:000080/",
            "https://a\N{FULLWIDTH SOLIDUS}b.com",
        ),
        *(
            f"https://{'a' * 64}.com",
            f"https://{'a.' * 130}com",
            "https://i❤.ws",
            "https://[fe80::1%25e]/",
        ),
    ],
)
def test_a_link_leads_somewhere(url: str) -> None:
    assert list(broken(**online(url))) == ["/location/url"]


@pytest.mark.parametrize(
    "url",
    [
        *("zoom.us/j/1", "http://zoom.us/j/1", "//zoom.us", "javascript:alert(1)"),
        *(
            "https:zoom.us/j/1",
            "https://u:p@zoom.us/",
            "https://a b.com",
            "https://a.b\\@evil.example",
        ),
    ],
)
def test_a_link_that_is_none_is_told_how_one_begins(url: str) -> None:
    assert broken(**online(url)) == {
        "/location/url": "The link must start with https:// and contain no spaces"
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Https://zoom.us/j/123", "https://zoom.us/j/123"),
        ("HTTPS://Zoom.us/J?x=https://y", "https://Zoom.us/J?x=https://y"),
        (" https://zoom.us:8443/j#1 ", "https://zoom.us:8443/j#1"),
        ("\ufeffhttps://zoom.us/j/1\u200b", "https://zoom.us/j/1"),
        ("https://münchen.de/fest", "https://münchen.de/fest"),
        ("https://例え.jp", "https://例え.jp"),
        ("https://xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de"),
        ("https://a.1.com/", "https://a.1.com/"),
        ("https://1.com:1/", "https://1.com:1/"),
        ("https://192.0.2.1:65535/", "https://192.0.2.1:65535/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://my_team.example.com.", "https://my_team.example.com."),
    ],
)
def test_a_link_is_kept_as_typed_under_a_lower_case_scheme(typed: str, kept: str) -> None:
    location = EventDraft.model_validate(draft(**online(typed))).location

    assert location == Online(kind="online", url=kept)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "pointers"),
    [
        ("2000-01-01T00:00:00Z", "2000-01-01T00:00:01Z", []),
        ("2099-12-31T23:59:59Z", "2104-12-31T23:59:59Z", []),
        ("2099-12-31T23:59:59+00:00", "2104-12-31T23:59:59.000001Z", ["/ends_at"]),
        ("2028-02-29T10:00:00Z", "2033-02-28T10:00:00Z", []),
        ("2028-02-29T10:00:00Z", "2033-02-28T10:00:01Z", ["/ends_at"]),
        ("1999-12-31T23:59:59Z", END, ["/starts_at"]),
        ("2000-01-01T00:00:00+00:01", END, ["/starts_at"]),
        ("2100-01-01T00:00:00Z", "2100-01-01T01:00:00Z", ["/starts_at"]),
        (START, "2032-06-12T17:30:00Z", []),
        (START, "9999-12-28T00:00:00Z", ["/ends_at"]),
        (START, "9999-12-31T23:59:59-01:00", ["/ends_at"]),
        ("0000-01-01T00:00:00Z", END, ["/starts_at"]),
        ("1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", ["/starts_at"]),
        ("0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00Z", ["/starts_at", "/ends_at"]),
    ],
)
def test_times_lie_within_reach(starts_at: str, ends_at: str, pointers: list[str]) -> None:
    assert list(broken(starts_at=starts_at, ends_at=ends_at)) == pointers


@pytest.mark.parametrize(
    ("ends_at", "rule"),
    [("2104-12-31T23:59:59.5Z", "duration"), ("2105-01-01T00:00:00Z", "years")],
)
def test_an_end_beyond_the_years_is_told_so_however_long_the_event(ends_at: str, rule: str) -> None:
    found = broken(starts_at="2099-12-31T23:59:59Z", ends_at=ends_at)

    assert found == {"/ends_at": RULES[rule]}


@pytest.mark.parametrize(
    "time",
    [
        "2027-06-13T24:00:00Z",
        "2027-06-13T23:59:60Z",
        "2027-06-31T10:00:00Z",
    ],
)
def test_a_time_that_no_clock_shows_is_called_that(time: str) -> None:
    assert broken(ends_at=time) == {"/ends_at": "There is no such time"}


@pytest.mark.parametrize(
    "zone", ["Factory", "localtime", "posixrules", "Europe/Atlantis", "posix/UTC"]
)
def test_a_placeholder_is_no_zone(zone: str) -> None:
    assert list(broken(timezone=zone)) == ["/timezone"]


def test_an_old_name_of_a_zone_is_taken_and_kept() -> None:
    assert EventDraft.model_validate(draft(timezone="Europe/Kiev")).timezone == "Europe/Kiev"


@pytest.mark.parametrize("code", ["BGN", "HRK", "ANG", "XAU", "eur"])
def test_a_currency_that_is_no_more_is_refused(code: str) -> None:
    assert list(broken(tickets=[ticket(currency=code)])) == ["/tickets/0/currency"]
