"""What people read about a mistake in their draft: one sentence, and none of pydantic's own."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.edge.validation import mistakes
from shared.event.draft import RULES, EventDraft

DRAFT = {
    "title": "Summer Jazz Night",
    "starts_at": "2027-06-12T19:30:00+02:00",
    "ends_at": "2027-06-12T23:00:00+02:00",
    "timezone": "Europe/Berlin",
    "location": {"kind": "venue", "name": "Kesselhaus"},
}
TICKET = {"name": "VIP", "price": 1, "currency": "EUR", "quantity": 1}
RULE_BREAKERS: dict[str, tuple[dict[str, Any], str, str]] = {
    "surrogate": ({"title": "\ud800"}, "/title", RULES["surrogate"]),
    "instant": ({"starts_at": "2027-06-12T19:30"}, "/starts_at", RULES["instant"]),
    "years": ({"starts_at": "0001-01-01T00:00:00Z"}, "/starts_at", RULES["years"]),
    "duration": ({"ends_at": "2032-06-12T17:30:01Z"}, "/ends_at", RULES["duration"]),
    "link": (
        {"location": {"kind": "online", "url": "https://https://zoom.us/j/1"}},
        "/location/url",
        RULES["link"],
    ),
    "timezone": (
        {"timezone": "Berlin"},
        "/timezone",
        "This is not an IANA time zone such as Europe/Berlin",
    ),
    "currency": (
        {"tickets": [TICKET | {"currency": "XXX"}]},
        "/tickets/0/currency",
        "This is not an ISO 4217 currency code such as EUR",
    ),
    "cover": (
        {"cover_upload": f"uploads/ada/{'0' * 32}", "cover": {"kind": "generated"}},
        "/cover",
        "Choose one cover: a photo, or another one",
    ),
    "order": (
        {"ends_at": "2027-06-12T19:30:00+02:00"},
        "/ends_at",
        "The event must end after it starts",
    ),
    "unique": (
        {"tickets": [TICKET, TICKET, *2 * [TICKET | {"name": "Adult {0}"}]]},
        "/tickets",
        "Each ticket needs its own name. Used more than once: Adult {0}, VIP",
    ),
}


def broken(**changes: Any) -> list[dict[str, str]]:
    with pytest.raises(ValidationError) as caught:
        EventDraft.model_validate(DRAFT | changes)
    return mistakes(caught.value)


def test_every_rule_has_a_draft_here_that_breaks_it() -> None:
    assert RULE_BREAKERS.keys() == RULES.keys()


@pytest.mark.parametrize("rule", RULE_BREAKERS)
def test_a_broken_rule_is_answered_with_its_sentence(rule: str) -> None:
    changes, pointer, sentence = RULE_BREAKERS[rule]

    assert broken(**changes) == [{"pointer": pointer, "detail": sentence}]


@pytest.mark.parametrize("url", ["http://example.com", "example.com", "", "https://a b.example/"])
def test_a_link_must_start_with_https(url: str) -> None:
    assert broken(location={"kind": "online", "url": url}) == [
        {
            "pointer": "/location/url",
            "detail": "The link must start with https:// and contain no spaces",
        }
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": "2027-02-30T19:30:00Z"},
        {"ends_at": "2027-06-12T25:00:00Z"},
        {"location": "Kesselhaus"},
        {"location": {}},
        {"location": {"kind": "moon"}},
        {"tickets": {}},
        {"tickets": [1]},
        {"tickets": [TICKET] * 51},
        {"tickets": [{"name": 1, "price": 1.5, "currency": 1, "quantity": 0}]},
        {"tickets": [TICKET | {"price": -1, "quantity": 10**40}]},
        {"visibility": "secret"},
        {"cover_upload": "photo.jpg"},
        {"cover_upload": 1},
        {"cover": {"kind": "painted"}},
        {"cover": {"kind": "composed", "design": 32}},
        {"cover": {"kind": "uploaded", "upload": "photo.jpg"}},
        {"title": None, "description": "x" * 10_001},
        {"colour": "red"},
    ],
)
def test_pydantic_never_speaks_to_people_itself(changes: dict[str, Any]) -> None:
    for mistake in broken(**changes):
        assert not mistake["detail"].startswith(("Input", "String", "Value", "Tuple", "Extra"))
        assert mistake["detail"][0].isupper()
        assert "{" not in mistake["detail"]
